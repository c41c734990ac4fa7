"""How does what stands beside the report change?"""

from reviews.editing.actions.answers import say_answered, take_back
from reviews.editing.actions.standing import let_stand, note_again

__all__ = ["let_stand", "note_again", "say_answered", "take_back"]
