"""The rules of a season, each with what it says today and how it came to that."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from league.models import GovernanceEvent, Proposal, Season
from league.rules.documents.ruleset import PARAMETERS, Parameter, Ruleset
from league.rules.events import EventType
from league.rules.governance import cost_of, threshold_of

ABOUT_TIERS = {
    1: "How a game is played",
    2: "What surrounds a game",
    3: "How the season goes",
    4: "How rules are made",
}
CHANGES = (EventType.RULE_ENACTED, EventType.RULE_ROLLED_BACK)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a rule in the window after round ``round_number``."""

    number: int
    round_number: int | None
    old_value: float
    new_value: float
    proposal_id: str
    reason: str

    @property
    def is_rolled_back(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Rule:
    parameter: Parameter
    value: float
    first_value: float
    history: list[Step]
    proposals: list[Proposal]

    @property
    def is_changed(self) -> bool:
        return self.value != self.first_value


@dataclass(frozen=True, slots=True)
class Tier:
    """Rules that cost the same to change, and need the same share of the votes."""

    number: int
    about: str
    cost: int
    threshold: float
    rules: list[Rule]


def rule_book(season: Season) -> list[Tier]:
    """Every rule, by tier, with its history and with the open proposals about it."""
    history, proposals = history_of(season.pk), _open_proposals(season.pk)
    today = Ruleset.model_validate(season.current_ruleset)
    first = Ruleset.model_validate(season.starting_ruleset)
    rules = defaultdict(list)
    for name, parameter in PARAMETERS.items():
        rule = Rule(
            parameter,
            getattr(today, name),
            getattr(first, name),
            history.get(name, []),
            proposals.get(name, []),
        )
        rules[parameter.tier].append(rule)
    return [
        Tier(number, ABOUT_TIERS[number], cost_of(number), threshold_of(number, today), of_tier)
        for number, of_tier in sorted(rules.items())
    ]


def history_of(season_id: UUID) -> dict[str, list[Step]]:
    """The changes of each rule, oldest first."""
    changes = GovernanceEvent.objects.filter(season=season_id, event_type__in=CHANGES)
    history = defaultdict(list)
    for event in changes.order_by("sequence_number"):
        history[event.payload["parameter"]].append(_step(event))
    return history


def _step(event):
    payload = event.payload
    is_enacted = event.event_type == EventType.RULE_ENACTED
    old, new = ("old_value", "new_value") if is_enacted else ("rolled_back_value", "restored_value")
    return Step(
        event.sequence_number,
        event.round_number,
        payload[old],
        payload[new],
        event.aggregate_id,
        "" if is_enacted else payload["reason"],
    )


def _open_proposals(season_id):
    proposals = defaultdict(list)
    confirmed = Proposal.objects.filter(season=season_id, status=Proposal.Status.CONFIRMED)
    for proposal in confirmed.order_by("confirmed_at", "pk"):
        proposals[proposal.parameter].append(proposal)
    return proposals
