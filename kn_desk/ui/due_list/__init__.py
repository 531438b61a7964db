"""Fristen as a list of rows in groups: used by the morning's briefing and by the list of all Fristen."""
