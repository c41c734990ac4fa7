"""The pages of whoever edits the report."""
