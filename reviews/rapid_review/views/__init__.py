"""The pages of a rapid review."""
