"""The verbs of the office: each builds a ChangeSet and hands it to the one door."""
