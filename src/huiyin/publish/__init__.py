"""What everybody may see: cases without personal data, the board, feeds, bulletins."""
