"""Tags and filters for projects."""
