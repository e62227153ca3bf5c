"""What chance said, in the words of a footnote: Markdown, as what players wrote is."""

import re

from play.rules.fortune import ODDS, RESULTS

_STOPS = re.compile(r"[.,:;!?…]\W*$")
_SPECIAL = re.compile(r"([\\`*_~\[\]<>&])")


def of_roll(notation: str, dice: dict, total: int) -> str:
    """Each die as it fell; those that do not count stand in brackets."""
    fell = " ".join(_term(term, is_first=not number) for number, term in enumerate(dice["terms"]))
    return f"{notation}: {fell} = **{total}**."


def of_fortune(question: str, odds: str, tension: int, die: int, result: str) -> str:
    asked = f"{ODDS[odds]}, tension {tension}"
    return f"{_plain(question)} *{RESULTS[result]}.* ({asked}; the die showed {die:02}.)"


def of_oracle(question: str, words: tuple[str, str], chosen: str) -> str:
    """``words`` are what was drawn, ``chosen`` what the asker read out of them."""
    drawn = ", ".join(map(_plain, words))
    return f"{_plain(question)} The oracle drew *{drawn}*: {_plain(chosen)}"


def with_reason(reason: str, note: str) -> str:
    """``note`` after why chance was asked, as a sentence of its own."""
    reason = reason.strip()
    stop = "" if not reason or _STOPS.search(reason) else "."
    return f"{reason}{stop} {note}".strip()


def _term(term, is_first):
    sign = "\u2212" if term["sign"] < 0 else "" if is_first else "+"
    if term["kind"] == "number":
        return f"{sign} {term['number']}".strip()
    dice = term["dice"]
    fell = " + ".join(f"{die['face']}" for die in dice if die["kept"])
    dropped = "".join(f" ({die['face']})" for die in dice if not die["kept"])
    if term["sign"] < 0 and len(dice) > 1:
        fell = f"({fell})" if "+" in fell else fell
    return f"{sign} {fell}{dropped}".strip()


def _plain(text):
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
