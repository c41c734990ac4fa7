"""The pages of the chronology, a module for each subject."""
