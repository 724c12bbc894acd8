"""What the resident says of the answer."""
