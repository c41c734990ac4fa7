"""The pages of people and agencies. By subject."""
