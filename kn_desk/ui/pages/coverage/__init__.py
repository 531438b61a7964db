"""The Abdeckung: which Amt has its Digital Lotse, and who that is."""
