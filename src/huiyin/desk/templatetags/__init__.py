"""How the desk writes its lists."""
