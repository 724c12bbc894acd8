"""Doors that need several stages at once."""
