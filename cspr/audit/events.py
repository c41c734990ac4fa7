"""What can be said to have happened? Each package lists its own events; this is their shape."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A kind (``package.what_happened``) and the sentence that follows the actor's name in the trail."""

    kind: str
    sentence: str
