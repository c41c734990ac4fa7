"""The pages of meetings: of a case, and of the sub-group over all."""
