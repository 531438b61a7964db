"""The Jour fixe as a workplace: meetings, the agenda of one, and the minutes of its items."""
