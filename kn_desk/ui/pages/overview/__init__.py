"""The place "Übersicht": the morning's briefing."""
