"""Was this very form sent before? Then it is not done twice."""
