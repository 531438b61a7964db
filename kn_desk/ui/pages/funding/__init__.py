"""The place Förderung: the board of applications, and the money of one."""
