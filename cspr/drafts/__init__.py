"""What have people typed that is not anything yet? Kept as they type, for themselves alone."""
