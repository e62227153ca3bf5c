"""How a passed proposal changes the rules, and how a rule is taken back."""

from league.domain.errors import NoRuleToRollBackError
from league.domain.floor import Floor
from league.models import Proposal, Season
from league.repository import NewEvent, append_events
from league.rules.events import EventType


def enact(floor: Floor, proposal: Proposal) -> None:
    """Change the rule, from the value that it has now.

    A repeal takes the enacted rule back instead. Where another proposal of the same window gave
    the rule this value already, or a repealed rule was changed meanwhile, nothing is left to do.
    """
    season = Season.objects.get(pk=floor.season.pk)
    current = season.current_ruleset[proposal.parameter]
    if current == proposal.new_value:
        return
    if proposal.repeal_of_id:
        _repeal(season, proposal, current)
        return
    payload = {
        "parameter": proposal.parameter,
        "old_value": current,
        "new_value": proposal.new_value,
        "source_proposal_id": str(proposal.pk),
    }
    append_events(season.pk, [floor.event(EventType.RULE_ENACTED, proposal.pk, payload)])


def roll_back_latest(season_id, *, reason: str) -> Proposal:
    """Take back the rule that was enacted last and is still in force.

    Raises ``NoRuleToRollBackError``.
    """
    season = Season.objects.get(pk=season_id)
    enacted = Proposal.objects.filter(season=season, rule_state=Proposal.RuleState.ENACTED)
    for proposal in enacted.order_by("-decided_at", "-confirmed_at", "-pk"):
        if season.current_ruleset[proposal.parameter] == proposal.new_value:
            append_events(season_id, [_rolled_back(proposal, reason)])
            return proposal
    raise NoRuleToRollBackError("No game can be played under the rules that the season began with.")


def _repeal(season, proposal, current):
    enacted = proposal.repeal_of
    if enacted.rule_state == Proposal.RuleState.ENACTED and current == enacted.new_value:
        append_events(season.pk, [_rolled_back(enacted, "The governors voted to repeal it.")])


def _rolled_back(proposal, reason):
    payload = {
        "parameter": proposal.parameter,
        "rolled_back_value": proposal.new_value,
        "restored_value": proposal.old_value,
        "reason": reason,
    }
    return NewEvent(EventType.RULE_ROLLED_BACK, str(proposal.pk), payload)
