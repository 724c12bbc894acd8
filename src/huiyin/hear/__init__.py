"""Every channel in: the message verbatim, its tracking code, its attachments, and the case it opens."""
