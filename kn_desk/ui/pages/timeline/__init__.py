"""The Zeitplan: all Maßnahmen as painted bars in time."""
