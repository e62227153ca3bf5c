"""The words that the oracle is asked with: drawn from the table's lists, and not made up.

A draw is not stored. Its token says which words were drawn, signed, for one seat at one table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.core import signing

from play.domain.errors import OracleError, WordTableError
from play.models import Game, GameMember, WordSeedTable
from play.rules import oracle
from play.rules.oracle import NoWordsError, Pair, Pool

SALT = "play.oracle.draw"
# Long enough to think about the question over night.
LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draw:
    """Two words, and the token with which a question is asked that goes with them."""

    pair: Pair
    token: str


def words_of(game: Game) -> Pool:
    """The words of the game's active tables. Raises ``WordTableError`` where there are none."""
    tables = WordSeedTable.objects.filter(games=game).order_by("name", "type", "pk")
    try:
        return oracle.pool(tables.values_list("type", "words"))
    except NoWordsError as error:
        raise WordTableError(f"{error}.") from error


def draw(member: GameMember, *, now: datetime, rng: Random) -> Draw:
    """Two words for a question. Raises ``WordTableError``."""
    return _signed(member, oracle.draw(words_of(member.game), rng.choice), now)


def redraw(member: GameMember, *, token: str, now: datetime, rng: Random, locked: str = "") -> Draw:
    """Other words; the one that is ``locked``, action or descriptor, stays.

    Raises ``WordTableError`` or, for a token that was not given to ``member``, ``OracleError``.
    """
    if locked not in ("", *WordSeedTable.Type.values):
        raise OracleError("One of the two words can be kept.")
    pair = read_draw(token, member=member, now=now)
    again = oracle.redraw(pair, words_of(member.game), rng.choice, locked=locked)
    return _signed(member, again, now)


def read_draw(token: str, *, member: GameMember, now: datetime) -> Pair:
    """The words that were drawn for ``member``. Raises ``OracleError``."""
    try:
        seat, action, descriptor, drawn_at = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise OracleError("Draw two words first.") from error
    if seat != str(member.pk) or now > datetime.fromisoformat(drawn_at) + LASTS:
        raise OracleError("These words were drawn too long ago, or by somebody else: draw again.")
    return Pair(action, descriptor)


def _signed(member, pair, now):
    content = [str(member.pk), pair.action, pair.descriptor, now.isoformat()]
    return Draw(pair, signing.dumps(content, salt=SALT, compress=True))
