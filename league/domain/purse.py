"""The tokens of a season's governors, while something is decided that costs or gives some."""

from collections.abc import Iterable
from uuid import UUID

from league.domain.errors import NotEnoughTokensError
from league.models import TokenBalance
from league.repository import NewEvent
from league.rules.documents.season import TOKEN_TYPES, Tokens
from league.rules.events import EventType


class Purse:
    """Makes the events of tokens, each with the balance that it leaves.

    Only good while the season is locked, and for the governors that it was opened for.
    """

    def __init__(self, season_id: UUID, governor_ids: Iterable[UUID]):
        self._balances = {
            governor_id: dict.fromkeys(TOKEN_TYPES, 0) for governor_id in governor_ids
        }
        rows = TokenBalance.objects.filter(season=season_id, governor__in=self._balances)
        for row in rows.values("governor_id", *TOKEN_TYPES):
            self._balances[row.pop("governor_id")] = row

    def spend(self, governor_id: UUID, token_type: str, amount: int, *, reason: str) -> NewEvent:
        """Raises ``NotEnoughTokensError``."""
        balance = self._balances[governor_id]
        if balance[token_type] < amount:
            raise NotEnoughTokensError(
                f"This costs {_tokens(amount, token_type)}, and you have {balance[token_type]}."
            )
        balance[token_type] -= amount
        return self._event(
            EventType.TOKEN_SPENT, governor_id, token_type, amount=amount, reason=reason
        )

    def give(self, governor_id: UUID, token_type: str, amount: int, *, reason: str) -> NewEvent:
        balance = self._balances[governor_id]
        balance[token_type] += amount
        return self._event(
            EventType.TOKEN_REGENERATED,
            governor_id,
            token_type,
            amount=amount,
            reason=reason,
            new_balance=balance[token_type],
        )

    def spend_all(self, governor_id: UUID, tokens: Tokens, *, reason: str) -> list[NewEvent]:
        """Raises ``NotEnoughTokensError``."""
        return [
            self.spend(governor_id, kind, getattr(tokens, kind), reason=reason)
            for kind in TOKEN_TYPES
            if getattr(tokens, kind)
        ]

    def give_all(self, governor_id: UUID, tokens: Tokens, *, reason: str) -> list[NewEvent]:
        return [
            self.give(governor_id, kind, getattr(tokens, kind), reason=reason)
            for kind in TOKEN_TYPES
            if getattr(tokens, kind)
        ]

    def has(self, governor_id: UUID, tokens: Tokens) -> bool:
        balance = self._balances[governor_id]
        return all(balance[kind] >= getattr(tokens, kind) for kind in TOKEN_TYPES)

    def _event(self, event_type, governor_id, token_type, **payload):
        return NewEvent(
            event_type,
            str(governor_id),
            {"governor_id": str(governor_id), "token_type": token_type, **payload},
            governor_id=governor_id,
        )


def _tokens(amount, token_type):
    return f"{amount} {token_type.upper()} token{'s' if amount != 1 else ''}"
