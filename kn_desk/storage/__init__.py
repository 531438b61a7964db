"""Where the record lies: one SQLite file, one door for writing. The only room that knows SQLAlchemy."""
