"""Words for the oracle, one list for what happens and one for how."""

from common.documents import MAX_FAULTS, DocumentError, Fault, check_storable

MAX_WORDS, MAX_LENGTH = 1_000, 40


def check_words(words: list[str]) -> list[str]:
    """``words``, once each is a short text in lower case that stands there once.

    Raises ``DocumentError``, which names the place in the list.
    """
    check_storable(words)
    faults = list(_faults(words))
    if len(words) > MAX_WORDS:
        faults.append(Fault((), f"A table should have at most {MAX_WORDS} words", "too_long"))
    if faults:
        raise DocumentError(faults[:MAX_FAULTS])
    return words


def _faults(words):
    seen = set()
    for number, word in enumerate(words, start=1):
        if not word or word != word.strip():
            yield Fault((number,), "A word should not begin or end with a space", "spaces")
        elif word != word.lower():
            yield Fault((number,), f"“{word}” should be in lower case", "case")
        elif len(word) > MAX_LENGTH:
            yield Fault((number,), f"A word should have at most {MAX_LENGTH} characters", "length")
        elif word in seen:
            yield Fault((number,), f"“{word}” stands there twice", "twice")
        seen.add(word)
