"""What the resident is told: drafts, checks, the sent version."""
