"""What tests do with the log."""

import logging
from contextlib import contextmanager


@contextmanager
def unlogged():
    """Each refusal would be logged with where it was raised, which nobody reads."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
