"""What may go into a book, and under which name.

Everything that a book says passes through one ``Redactor``: it knows all names that must not be
printed, and what stands in their place. Whether an event may be told at all says ``withheld``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from unicodedata import category, normalize

from storyteller.rules.names import ALSO_WORDS, ATTRIBUTES, PARTICLES, TITLES

# Neither letters nor digits nor an underscore, which Markdown puts around what is stressed.
_WORD = r"[^\W_]"
_APOSTROPHES = "'’\N{MODIFIER LETTER APOSTROPHE}"
# A private fact of fewer signs, such as a year, would be found wherever it stands by chance.
_LEAST_SIGNS, _LEAST_WORDS = 12, 6
_SENTENCE_END = re.compile(r"[.!?…\n]+")
_OPENS_SENTENCE = re.compile(r"(?:\A|[.!?…:]|\n)[\s\"'“”‘’()*_>—–-]*\Z")


class Withheld(StrEnum):
    """Why an event is not told."""

    PRIVATE = "It is private."
    LEFT_OUT = "It was left out of the story."
    NO_CONSENT = "Nobody agreed yet to tell what hurts in it."


@dataclass(frozen=True)
class EventFacts:
    """What decides whether an event may be told."""

    privacy_level: str = ""
    include_in_story: bool = True
    include_level: str = ""
    is_trauma: bool = False
    needs_consent: bool = True
    has_consent: bool = False
    trauma_privacy: str = ""
    mention_only: bool = False


@dataclass(frozen=True)
class Hidden:
    """A person or a place by all its names, and what the book calls it. ``given`` are the names
    that are replaced also where somebody else is called alike, ``family`` those that are not.
    """

    shown: str
    full: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()


def withheld(event: EventFacts) -> Withheld | None:
    """Why ``event`` is left out of every book, or None where it may be told.

    What the storyteller said of the event decides; where nothing was said, what holds for trauma.
    """
    if event.privacy_level in ("private", "never_publish"):
        return Withheld.PRIVATE
    if not event.include_in_story or event.include_level == "omit":
        return Withheld.LEFT_OUT
    if event.is_trauma and event.needs_consent and not event.has_consent:
        return Withheld.NO_CONSENT
    if event.is_trauma and not event.privacy_level and event.trauma_privacy == "private":
        return Withheld.PRIVATE
    return None


def hidden_person(shown: str, *names: str) -> Hidden:
    """Somebody called ``names`` in life and ``shown`` in the book.

    Of “Dr Martha ‘Matty’ Quist”, all of it is replaced, and Martha, Matty and Quist by themselves.
    """
    full, given, family = [], [], []
    for name in filter(None, map(_tidy, names)):
        words = [word for word in _words_of(name) if word.casefold() not in TITLES]
        if not words:
            continue
        full += [name, " ".join(words)]
        telling = [word for word in words if word.casefold() not in PARTICLES and len(word) > 1]
        given += telling[:1] if len(telling) == 1 else telling[:-1]
        family += telling[1:][-1:]
        if len(telling) > 1:
            last = _with_particles(words)
            full += [f"{telling[0]} {telling[-1]}", f"{telling[0]} {last}"]
            family.append(last)
    return Hidden(shown, _once(full), _once(given), _once(family))


def _with_particles(words):
    """The family name with what belongs to it: van der Quist."""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def first_name_only(name: str) -> Hidden | None:
    """Somebody whose family name is not printed: None where there is none."""
    words = _words_of(_tidy(name))
    if len(words) < 2:
        return None
    return Hidden(words[0], full=(_tidy(name),), family=(words[-1],))


def hidden_place(shown: str, name: str) -> Hidden:
    return Hidden(shown, full=(_tidy(name),))


@dataclass(frozen=True)
class Redactor:
    """Puts other names in the place of those that must not be printed.

    ``kept`` are full names that are printed: they stay whole, and so does a family name that one
    of them shares with somebody hidden.
    """

    hidden: tuple[Hidden, ...] = ()
    kept: tuple[str, ...] = ()
    _shown: Mapping[str, str | None] = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "_shown", self._table())

    def text(self, text: str) -> str:
        """``text`` without any name that must not be printed. Markdown stays Markdown."""
        if not self._shown or not text:
            return text
        text = normalize("NFC", text)
        folded, places = _folded(text)
        pieces, done = [], 0
        for found in self._pattern.finditer(folded):
            start, end = places[found.start()], places[found.end() - 1] + 1
            shown = self._in_place_of(found.group(), text[start:end])
            if shown is None or start < done:
                continue
            begin = max(done, start - _title_before(text, start, shown))
            tail = _possessive(text, end, shown)
            pieces += [text[done:begin], _cased(shown, text, begin, start, end), tail.added]
            done = end + tail.taken
        return "".join([*pieces, text[done:]])

    @cached_property
    def _pattern(self):
        names = sorted(self._shown, key=len, reverse=True)
        choices = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        return re.compile(rf"(?<!{_WORD})(?:{choices})(?!{_WORD})")

    def _table(self):
        """Each name, folded, and what stands for it: None where it stays."""
        kept = {_fold(name): None for name in self.kept if len(name.split()) > 1}
        kept_words = {word for name in self.kept for word in _fold(name).split()}
        shown = {}
        for entry in self.hidden:
            _, last = _parts_of(entry.shown)
            shown |= {_fold(name): last for name in entry.family if _fold(name) not in kept_words}
        for entry in self.hidden:
            first, _ = _parts_of(entry.shown)
            shown |= {_fold(name): first for name in entry.given}
        shown |= kept
        for entry in self.hidden:
            shown |= {_fold(name): entry.shown for name in entry.full}
        return {name: there for name, there in shown.items() if name}

    def _in_place_of(self, found, said):
        name = " ".join(found.split())
        is_word = name in ALSO_WORDS and said.islower()
        return None if is_word else self._shown[name]


def _cased(shown, text, begin, start, end):
    """``shown`` in capitals where the name was, and with one where it begins a sentence."""
    said = text[start:end]
    if said.isupper() and len(said) > 1:
        return shown.upper()
    opens = _OPENS_SENTENCE.search(text[max(0, begin - 40) : begin]) if begin else True
    return shown[:1].upper() + shown[1:] if opens else shown


def _title_before(text, start, shown):
    """How many signs before a name are a title that “a friend” would not bear: “Mrs ”."""
    if shown[:1].isupper():
        return 0
    before = re.search(r"(\w+)\.?\s+\Z", text[max(0, start - 20) : start])
    is_title = before and before[1].casefold() in TITLES and before[1][:1].isupper()
    return len(before[0]) if is_title else 0


@dataclass(frozen=True)
class _Tail:
    added: str = ""
    taken: int = 0


def _possessive(text, end, shown):
    """James’ hat is Ada’s hat."""
    ends_in_s = text[end - 1 : end].casefold() == "s"
    after = text[end : end + 2]
    is_bare = after[:1] in _APOSTROPHES and after[:1] and not after[1:].isalnum()
    if ends_in_s and is_bare and not shown.casefold().endswith("s"):
        return _Tail(f"{after[0]}s", 1)
    return _Tail()


def passages(texts: Iterable[str]) -> frozenset[str]:
    """What can be recognised of private ``texts``: whole sentences, and whole short facts."""
    found = set()
    for text in texts:
        whole = _plain_words(text)
        if len(whole) >= _LEAST_SIGNS and len(whole.split()) <= _LEAST_WORDS:
            found.add(whole)
        for sentence in _SENTENCE_END.split(text):
            words = _plain_words(sentence)
            if len(words.split()) >= _LEAST_WORDS:
                found.add(words)
    return frozenset(found)


def repeats(text: str, private: Iterable[str]) -> bool:
    """Whether ``text`` says one of the ``passages`` word for word."""
    said = f" {_plain_words(text)} "
    return any(f" {passage} " in said for passage in private)


def _plain_words(text):
    folded, _ = _folded(normalize("NFC", text))
    return " ".join(re.findall(rf"{_WORD}+", folded))


def _fold(text):
    return " ".join(_folded(normalize("NFC", text))[0].split())


def _folded(text):
    """``text`` without accents, in small letters, and the place in it of each sign that is left."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for part in normalize("NFD", sign.lower()):
            if category(part) in ("Mn", "Cf"):
                continue
            signs.append("'" if part in _APOSTROPHES else part)
            places.append(place)
    return "".join(signs), places


def _parts_of(shown):
    """What stands for a first and for a family name: of “Ada Thorn”, Ada and Thorn."""
    before = TITLES | ATTRIBUTES
    words = [word for word in shown.split() if word.casefold() not in before]
    is_name = len(words) > 1 and all(word[:1].isupper() for word in (words[0], words[-1]))
    return (words[0], words[-1]) if is_name else (shown, shown)


def _tidy(name):
    return " ".join(normalize("NFC", name).split())


def _words_of(name):
    between = r"[\s\"“”„()«»,]+|(?<!\w)['‘’]|['‘’](?!\w)|\.(?=\s|$)"
    return [word for word in re.split(between, name) if word]


def _once(names):
    return tuple(dict.fromkeys(names))
