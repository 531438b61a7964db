"""The parts of the page "Einstellungen"."""
