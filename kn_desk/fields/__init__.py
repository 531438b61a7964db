"""What a value means: kinds of values, and the description of a field. Pure Python."""
