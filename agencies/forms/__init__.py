"""What do people type about people and agencies? By subject."""
