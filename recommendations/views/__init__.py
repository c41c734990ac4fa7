"""The pages of findings, recommendations and actions, a module for each subject."""
