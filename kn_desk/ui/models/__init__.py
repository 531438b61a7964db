"""Item models: rows and trees for the views; no widget."""
