"""What a value is edited with: one editor per kind of value."""
