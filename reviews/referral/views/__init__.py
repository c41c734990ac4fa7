"""The pages of the first days of a case."""
