"""Secrets of which only a hash is kept: links that invite, and tokens of programs."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32
HASH_LENGTH = 64


def make_token() -> str:
    """A new secret of 43 letters, digits, - and _, drawn from the system's source of chance."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of ``token``, and what one that somebody shows is looked up by.

    A token is random and long, so that a plain hash cannot be turned back by guessing.
    """
    return sha256(token.encode()).hexdigest()
