"""What the demo's governors do on the Floor between two rounds."""

from league.domain.proposals import (
    amend_proposal,
    cancel_proposal,
    confirm_proposal,
    submit_proposal,
    submit_repeal,
)
from league.domain.trades import accept_trade, offer_trade
from league.domain.votes import cast_vote
from league.models import Proposal
from league.repository import clock, get_current_ruleset, get_token_balance
from league.rules.documents.season import Tokens

# By the round before which they are made: the rule, its value, and what is said for it.
PROPOSALS = {
    2: [("three_point_value", 4, "Shots from the car park should be worth the walk.")],
    3: [
        ("elam_margin", 11, "Fifteen more points is a second game. Eleven is an ending."),
        ("turnover_rate_modifier", 0.8, "Half of the possessions end in somebody's shoes."),
    ],
    4: [("home_crowd_boost", 0.03, "Five hundred people shouting is not a rule of basketball.")],
    5: [
        ("shot_clock_seconds", 12, "They stand and think. Let them think faster."),
        ("personal_foul_limit", 6, "I came to see players, not a bench."),
    ],
    6: [("min_pass_per_possession", 1, "One pass. It is called a team.")],
    8: [("vote_threshold", 0.55, "A rule that half of us hate is not a rule for long.")],
    9: [
        ("offensive_rebound_weight", 6.5, "Reward whoever goes in after the ball."),
        ("three_point_value", 3, "We tried it. Now nobody walks past the line."),
    ],
    11: [("halftime_stamina_recovery", 0.5, "Let them sit down properly for once.")],
    12: [
        ("elam_trigger_quarter", 2, "The ending is the best part: begin it at half-time."),
        ("free_throw_value", 2, "A foul that costs one point is a bargain."),
    ],
}
AMENDED_BEFORE, WITHDRAWN_BEFORE, REPEALED_BEFORE = 5, 8, 7
TRADED_BEFORE, OFFERED_BEFORE = 10, 12


def govern(season, governors, number, minutes_before, rng):
    """``minutes_before(600)`` is the time ten hours before round ``number`` is played."""
    made = []
    rules = get_current_ruleset(season.pk)
    for place, (rule, value, reason) in enumerate(PROPOSALS.get(number, [])):
        if getattr(rules, rule) == value:
            continue
        with clock.at(minutes_before(1200 - 60 * place)):
            made.append(_propose(governors, number + place, rule, value, reason))
    with clock.at(minutes_before(1000)):
        made += _extras(governors, made, number)
    for order, proposal in enumerate(made):
        for place, governor in enumerate(governors):
            if rng.random() < _TURNOUT:
                with clock.at(minutes_before(900 - 50 * place - 3 * order)):
                    _vote(proposal, governor, rng)
    with clock.at(minutes_before(30)):
        _trade(governors, number)


_TURNOUT, _IN_FAVOUR, _BOOSTED = 0.7, 0.58, 0.1


def _propose(governors, place, rule, value, reason):
    governor = governors[place % len(governors)]
    proposal = submit_proposal(governor, parameter=rule, new_value=value, reason=reason)
    confirm_proposal(proposal, governor=governor)
    return proposal


def _extras(governors, made, number):
    if number == AMENDED_BEFORE:
        amend_proposal(
            made[0],
            governor=governors[9],
            parameter="shot_clock_seconds",
            new_value=13,
            reason="Twelve is a fire drill. Thirteen leaves time for one pass.",
        )
    if number == WITHDRAWN_BEFORE:
        withdrawn = _propose(
            governors,
            14,
            "dead_ball_time_seconds",
            5.0,
            "Pick it up and play. I was joking: withdrawn.",
        )
        cancel_proposal(withdrawn, governor=governors[14])
    if number == REPEALED_BEFORE:
        return list(_repeals(governors))
    return []


def _repeals(governors):
    enacted = Proposal.objects.filter(
        season=governors[0].season_id, rule_state=Proposal.RuleState.ENACTED
    )
    if first := enacted.order_by("decided_at", "confirmed_at").first():
        reason = "Four rounds of it were enough. Back to how it was."
        repeal = submit_repeal(governors[3], enacted=first, reason=reason)
        confirm_proposal(repeal, governor=governors[3])
        yield repeal


def _vote(proposal, governor, rng):
    boost = rng.random() < _BOOSTED and get_token_balance(governor.pk).boost > 0
    cast_vote(proposal, governor=governor, supports=rng.random() < _IN_FAVOUR, boost=boost)


def _trade(governors, number):
    if number == TRADED_BEFORE:
        trade = offer_trade(
            governors[1], governors[2], offered=Tokens(boost=2), requested=Tokens(amend=1)
        )
        accept_trade(trade, governor=governors[2])
    if number == OFFERED_BEFORE:
        offer_trade(
            governors[4], governors[0], offered=Tokens(propose=1), requested=Tokens(boost=1)
        )
