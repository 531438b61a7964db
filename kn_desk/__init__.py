"""KN Desk: the record of a city's digitalisation office."""

__version__ = "0.1.0"
