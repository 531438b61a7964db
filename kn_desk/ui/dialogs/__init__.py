"""The few modal things."""
