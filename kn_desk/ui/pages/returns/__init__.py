"""The view "Rücklauf-Abgleich": what came home, cell by cell, before anything is written."""
