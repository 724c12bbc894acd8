"""Pages that need several stages at once: the resident's message, the clerk's case, the leader's morning."""
