"""Lotsenmappen in the window: making and sending them, and watching them come home."""
