"""The places of the navigation; pages do not know one another."""
