"""Read what pages of several stages show."""
