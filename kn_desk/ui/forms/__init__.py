"""Forms that build themselves from the field specs."""
