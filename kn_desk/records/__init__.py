"""What exists in the office, and the rules of one thing. Pure Python."""
