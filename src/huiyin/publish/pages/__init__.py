"""What everybody sees: the list and the map, each case, the board, projects, feeds and tables to take along."""
