"""What each message is about: guesses with reasons, the same thing said twice, hot issues, search."""
