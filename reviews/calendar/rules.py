"""What does a calendar address look like? Pure functions."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_secret() -> str:
    """256 random bits for an address: nobody can guess one, and nobody can try them all."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is random and long, so a plain digest cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()
