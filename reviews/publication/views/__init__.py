"""The pages of signing and publication, and the pages the public reads."""
