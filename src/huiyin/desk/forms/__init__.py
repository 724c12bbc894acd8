"""What is filled in on pages of several stages, checked."""
