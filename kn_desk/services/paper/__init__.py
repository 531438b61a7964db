"""What goes to paper: lists, records, agendas and minutes as words in tables, before anything is laid out."""
