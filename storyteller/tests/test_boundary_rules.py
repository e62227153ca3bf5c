"""The fixed order in which boundaries decide, over every combination of what was set."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller.rules.boundaries import (
    SENTENCES,
    EventLimits,
    Limits,
    Reason,
    Trauma,
    judge,
    may_be_raised,
    touches,
)

BOOL = (False, True)
TRAUMAS = [
    None,
    *(
        Trauma(status, requires_consent=required, consent_given=given)
        for status in ("resolved", "partially_resolved", "ongoing")
        for required in BOOL
        for given in BOOL
    ),
]
EVENTS = [
    None,
    *(
        EventLimits(overrides=overrides, may_deepen=deepen, is_comfortable=comfortable)
        for overrides in BOOL
        for deepen in BOOL
        for comfortable in (None, *BOOL)
    ),
]


def expected(*, consent, deleted, off, tier, highest, trauma, event, closed):
    """The order once more, written as a list of which the first that holds decides."""
    hurts = trauma is not None and not trauma.consent_given
    hurts = hurts and (
        trauma.status == "ongoing"
        or (trauma.status == "partially_resolved" and trauma.requires_consent)
    )
    overrides = event is not None and event.overrides
    says = None if event is None else event.is_comfortable
    rules = [
        (not consent, Reason.NO_CONSENT),
        (deleted, Reason.DELETED),
        (off, Reason.OFF_LIMIT),
        (tier > highest, Reason.TIER),
        (hurts, Reason.TRAUMA),
        (overrides and not event.may_deepen, Reason.OVERRIDE),
        (overrides, Reason.OPEN),
        (says is False, Reason.EVENT_COMFORT),
        (says is True, Reason.OPEN),
        (closed, Reason.TOPIC),
        (True, Reason.OPEN),
    ]
    return next(reason for holds, reason in rules if holds)


def test_first_rule_that_says_no_decides_whatever_the_others_say():
    seen = set()
    table = product(BOOL, BOOL, BOOL, (1, 2, 3), (1, 2, 3), TRAUMAS, EVENTS, BOOL)
    for consent, deleted, off, tier, highest, trauma, event, closed in table:
        limits = Limits(
            consent_given=consent,
            is_deleted=deleted,
            highest_tier=highest,
            closed_topics=frozenset({"loss"} if closed else ()),
            off_limit_topics=("Zeca",) if off else (),
        )
        verdict = judge(
            limits,
            tier=tier,
            topics=["loss"],
            text="How was it with Zeca?",
            trauma=trauma,
            event=event,
        )
        assert verdict.reason == expected(
            consent=consent,
            deleted=deleted,
            off=off,
            tier=tier,
            highest=highest,
            trauma=trauma,
            event=event,
            closed=closed,
        )
        assert bool(verdict) == (verdict.reason is Reason.OPEN)
        seen.add(verdict.reason)
    assert seen == set(Reason) == set(SENTENCES)


def test_consent_to_a_trauma_comes_before_what_its_event_allows():
    """The documents let an event's override win; here it does not stand in for consent."""
    event = EventLimits(overrides=True, may_deepen=True, is_comfortable=True)
    ongoing = Trauma("ongoing", requires_consent=False)
    assert judge(Limits(), trauma=ongoing, event=event).reason == Reason.TRAUMA
    agreed = Trauma("ongoing", consent_given=True)
    assert judge(Limits(), trauma=agreed, event=event).is_open


def test_event_speaks_for_itself_where_it_says_anything():
    limits = Limits(closed_topics=frozenset({"loss"}))
    closed = judge(limits, topics=["loss", "faith"], event=EventLimits())
    assert (closed.reason, closed.sentence) == (
        Reason.TOPIC,
        "This is a subject to stay away from.",
    )
    assert judge(limits, topics=["loss"], event=EventLimits(is_comfortable=True)).is_open
    aspects = EventLimits(overrides=True, may_deepen=True, off_limit_aspects=("the hospital",))
    assert judge(limits, text="In the hospital", event=aspects).reason == Reason.OFF_LIMIT


@pytest.mark.parametrize(
    ("off_limits", "text", "topics", "found"),
    [
        (["Zeca"], "Tell me about Zeca’s boat.", (), True),
        (["zeca"], "Tell me about ZECA", (), True),
        (["Zeca"], "Zecas and others", (), False),
        (["the autumn of 1969"], "Where were you in the autumn of 1969?", (), True),
        (["the autumn of 1969"], "The autumn, of 1969: how was it?", (), True),
        (["autumn 1969"], "the autumn of 1969", (), False),
        (["loss"], "Who was there?", ("loss",), True),
        ([" ", "…"], "Anything", ("loss",), False),
        ([], "Anything", ("loss",), False),
    ],
)
def test_off_limit_is_found_as_words_in_any_case(off_limits, text, topics, found):
    assert touches(off_limits, text, topics) is found


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_what_stands_in_the_text_as_it_was_set_is_always_found(topic, before, after):
    kept = "".join(c if c.isalnum() else " " for c in topic).strip()
    if kept:
        assert touches([kept], f"{before} {kept}, {after}")


def test_wound_is_raised_only_where_it_may_be():
    assert [may_be_raised(trauma) for trauma in TRAUMAS[1:]] == [
        *[True] * 4,
        *[True, True, False, True],
        *[False, True, False, True],
    ]
