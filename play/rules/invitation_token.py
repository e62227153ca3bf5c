"""The secret part of an invitation link: only its hash is kept."""

from hashlib import sha256

HASH_LENGTH = 64


def hash_token(token: str) -> str:
    """What is stored of ``token``, and what a link that somebody follows is looked up by.

    A token is random and long, so that a plain hash cannot be turned back by guessing.
    """
    return sha256(token.encode()).hexdigest()
