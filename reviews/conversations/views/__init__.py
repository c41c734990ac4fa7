"""The pages of conversations with practitioners."""
