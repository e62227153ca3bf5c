"""Which verbs of the table do anything, by the status of the game."""

from copy import deepcopy

import pytest
from django.db import transaction

from play.domain import errors, games, invitations, members, pauses, safety, setup, word_tables
from play.models import GameMember
from play.tests.factories import (
    make_invitation,
    make_safety_line,
    make_setup_prompt,
    make_word_seed_table,
)
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db
STATUSES = ("setup", "active", "paused", "archived")

# By verb: when it may be used, and what it is given.
VERBS = {
    games.change_settings: ("setup active", lambda table: {"changes": {"twists": False}}),
    games.change_pitch: ("setup active", lambda table: {"name": "Name", "pitch": "Pitch"}),
    games.change_world_document: ("setup active", lambda table: {"text": "Fog."}),
    games.archive_game: ("setup active paused", lambda table: {}),
    games.hand_over: ("setup active paused", lambda table: {"to": table.friend}),
    members.leave_game: ("setup active paused", lambda table: {}),
    members.remove_member: ("setup active paused", lambda table: {"who": table.friend}),
    members.take_back: ("setup active", lambda table: {"who": table.gone}),
    invitations.make_invitation: ("setup active", lambda table: {}),
    invitations.revoke_invitation: (
        "setup active paused",
        lambda table: {"invitation": make_invitation(game=table.game)},
    ),
    setup.answer_prompt: ("setup", lambda table: {"prompt": table.prompt, "text": "Noir"}),
    setup.settle_prompt: ("setup", lambda table: {"prompt": table.prompt, "outcome": "Noir"}),
    setup.skip_prompt: ("setup", lambda table: {"prompt": table.prompt}),
    setup.reopen_prompt: ("setup", lambda table: {"prompt": table.prompt}),
    setup.move_prompt: ("setup", lambda table: {"prompt": table.prompt, "by": 1}),
    setup.add_prompt: ("setup", lambda table: {"topic": "Weather", "question": "Why?"}),
    setup.start_game: ("setup", lambda table: {}),
    word_tables.choose_word_tables: ("setup active", lambda table: {"tables": table.words}),
    word_tables.add_own_words: (
        "setup active",
        lambda table: {"kind": "action", "words": ["dredge"]},
    ),
    safety.add_safety_line: (
        "setup active paused",
        lambda table: {"kind": "line", "text": "Spiders"},
    ),
    pauses.pause_game: ("active", lambda table: {"reason": "Exams"}),
    pauses.resume_game: ("paused", lambda table: {}),
}
ERRORS = {
    "setup": errors.GameNotBegunError,
    "active": (errors.GameBegunError, errors.GameActiveError),
    "paused": errors.GamePausedError,
    "archived": errors.GameArchivedError,
}
PLAYERS_OWN = (members.leave_game,)


class Table:
    def __init__(self, status):
        self.game, (self.organizer, self.friend, self.gone) = make_table(3, status=status)
        GameMember.objects.filter(pk=self.gone.pk).update(left_at=at())
        self.prompt = make_setup_prompt(game=self.game)
        self.words = [make_word_seed_table(type=kind) for kind in ("action", "descriptor")]

    def use(self, verb, member=None):
        _, given = VERBS[verb]
        member = member or (self.friend if verb in PLAYERS_OWN else self.organizer)
        return verb(member, **given(self), now=at(hours=1))

    def answer(self, verb, who="", refusal=()):
        """Whether ``verb`` is done or refused by that name. Nothing that it changes stays."""
        table, answer = deepcopy(self), "done"
        with transaction.atomic():
            try:
                table.use(verb, getattr(table, who) if who else None)
            except refusal:
                answer = "refused"
            except errors.PlayError as error:
                answer = repr(error)
            transaction.set_rollback(True)
        return answer


@pytest.mark.parametrize("status", STATUSES)
def test_a_verb_is_used_when_its_time_is_and_refused_by_name_otherwise(status):
    table = Table(status)
    assert {verb.__name__: table.answer(verb, refusal=ERRORS[status]) for verb in VERBS} == {
        verb.__name__: "done" if status in when.split() else "refused"
        for verb, (when, _) in VERBS.items()
    }


@pytest.mark.parametrize("status", STATUSES)
def test_an_own_word_is_taken_out_while_the_game_is_described(status):
    table = Table("active")
    table.use(word_tables.choose_word_tables)
    table.use(word_tables.add_own_words)
    table.game.status = status
    table.game.save()
    if status in ("setup", "active"):
        word_tables.remove_own_word(table.friend, kind="action", word="dredge")
    else:
        with pytest.raises(ERRORS[status]):
            word_tables.remove_own_word(table.friend, kind="action", word="dredge")


@pytest.mark.parametrize("status", STATUSES)
def test_a_line_is_taken_back_until_the_game_is_over(status):
    table = Table(status)
    line = make_safety_line(game=table.game, added_by=table.friend.user)
    if status == "archived":
        with pytest.raises(errors.GameArchivedError):
            safety.remove_safety_line(table.friend, line=line)
    else:
        safety.remove_safety_line(table.friend, line=line)


def test_nobody_who_left_does_anything():
    table = Table("setup")
    GameMember.objects.update(left_at=None)
    GameMember.objects.filter(role="player").update(left_at=at())
    refusal = errors.NotAMemberError
    found = {verb.__name__: table.answer(verb, "friend", refusal) for verb in VERBS}
    assert found == {verb.__name__: "refused" for verb in VERBS}


ORGANIZERS_OWN = [
    games.change_settings,
    games.archive_game,
    games.hand_over,
    members.remove_member,
    members.take_back,
    invitations.make_invitation,
    invitations.revoke_invitation,
]


def test_a_player_does_all_but_what_is_the_organizers():
    tables = {status: Table(status) for status in ("setup", "active", "paused")}
    refusal = errors.NotTheOrganizerError
    assert {
        verb.__name__: tables[when.split()[0]].answer(verb, "friend", refusal)
        for verb, (when, _) in VERBS.items()
    } == {verb.__name__: "refused" if verb in ORGANIZERS_OWN else "done" for verb in VERBS}
