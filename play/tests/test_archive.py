"""A game goes out as a document, and comes in at another Fireside."""

import json
from copy import deepcopy
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import demo as people
from accounts.models import User
from accounts.tests.factories import make_user
from common.documents import read_json, write_json
from play import demo, reference
from play.domain.archive import TABLES, export_game, import_game
from play.domain.errors import ArchiveError
from play.models import (
    Draft,
    Event,
    Game,
    GameMember,
    Invitation,
    Notification,
    Party,
    ReadMark,
    WordSeedTable,
)
from play.models.word_tables import GameWordSeedTable
from play.rules.documents.archive import fields_of
from play.tests.factories import (
    ORACLE,
    READING,
    make_comment,
    make_game_member,
    make_game_word_seed_table,
    make_proposal,
    make_scene_presence,
    make_word_seed_table,
)
from play.tests.stories import organizer_of, tell
from play.tests.tables import MODELS, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
STAYS_BEHIND = {Draft, GameWordSeedTable, Invitation, Notification, ReadMark, WordSeedTable}
# What a row has beside what an archive tells of it: given again, or counted anew.
OWN = {
    "updated_at", "game", "invitation", "revision", "beside_revision", "form_key", "word_tables",
}  # fmt: skip


@pytest.fixture(scope="module")
def game_once(module_rows):
    game, _ = make_table(players=3, name="Low Water")
    _, scene = start_story(game, title="The Slip")
    tell(scene, "It *rained*.", {**ORACLE, "chosen": "The owl is a spy."})
    make_comment(beat=tell(scene, "Nobody came."), author=organizer_of(scene))
    return game


@pytest.fixture
def game(game_once):
    return deepcopy(game_once)


@pytest.fixture
def demo_games():
    reference.load()
    for part in (people, demo):
        for _ in part.load(Random(1)):
            pass
    return list(Game.objects.order_by("name"))


def sent(game, **options):
    """The document as it arrives elsewhere."""
    return read_json(write_json(export_game(game, **options)).encode())


def forget_people(game):
    User.objects.filter(game_memberships__game=game).delete()


def organizer(game):
    return game.members.get(role="organizer").user


def test_every_table_of_a_game_is_in_its_archive():
    assert {model for model, _ in TABLES.values()} == {*MODELS} - {Game, Party} - STAYS_BEHIND


@pytest.mark.parametrize("table", ["game", *TABLES])
def test_every_field_of_a_row_is_in_the_archive(table):
    model = Game if table == "game" else TABLES[table][0]
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created}

    assert {*fields_of(table)} | OWN == fields | OWN


def test_demo_comes_back_as_it_was(demo_games):
    """All kinds of rows are in it, each with all that it holds."""
    for game in demo_games:
        document, head = sent(game), organizer(game)
        game.delete()
        imported = import_game(document, head, now=NOW)

        assert (imported.is_new, imported.known) == (True, imported.people)
        assert sent(imported.game) == document


def test_game_that_is_here_already_stays_as_it_is(game, django_assert_num_queries):
    document = sent(game)
    document["game"]["name"] = "High Water"
    head = make_user()
    with django_assert_num_queries(1):
        imported = import_game(document, head, now=NOW)

    assert (imported.game, imported.is_new) == (game, False)
    assert (imported.game.name, Game.objects.count()) == ("Low Water", 1)


def test_imported_twice_it_is_there_once(game):
    document, head = sent(game), make_user()
    game.delete()
    first = import_game(document, head, now=NOW)
    second = import_game(document, head, now=NOW)

    assert (first.is_new, second.is_new, first.game) == (True, False, second.game)
    assert Event.objects.count() == len(document["events"])


def test_people_are_known_by_their_addresses(game):
    document, old = sent(game), organizer(game)
    email = old.email
    game.delete()
    old.delete()
    new = make_user(email=email.upper())
    imported = import_game(document, new, now=NOW)

    assert (imported.people, imported.known) == (3, 3)
    assert {beat.author for act in imported.game.acts.all() for beat in beats_of(act)} == {new}
    assert imported.game.members.get(user=new).role == "organizer"


def beats_of(act):
    return [beat for scene in act.scenes.all() for beat in scene.beats.all()]


def test_what_strangers_did_stays_without_a_name(game):
    document = sent(game)
    forget_people(game)
    game.delete()
    head = make_user()
    imported = import_game(document, head, now=NOW)
    [act] = imported.game.acts.all()

    assert (imported.people, imported.known) == (3, 0)
    assert [(seat.user, seat.role) for seat in imported.game.members.all()] == [(head, "organizer")]
    assert [beat.author for beat in beats_of(act)] == [None, None]
    assert [character.player for character in imported.game.characters.all()] == [None] * 3


def test_reader_of_an_oracle_is_the_account_here(game):
    event = Event.objects.get(type="oracle")
    old = organizer(game)
    event.interpretations["readings"] = [
        {"id": READING, "author": str(old.pk), "text": "A spy."},
        {"id": "7d0a1c52-0b9a-4b47-9df0-6a3c4b1a5e11", "author": str(make_user().pk), "text": "X"},
    ]
    event.save()
    document, email = sent(game), old.email
    game.delete()
    old.delete()
    new = make_user(email=email)
    import_game(document, new, now=NOW)

    readings = Event.objects.get(type="oracle").interpretations["readings"]
    assert [reading["author"] for reading in readings] == [str(new.pk), None]


def test_organizer_here_heads_the_table_and_the_old_one_plays(game):
    document, old = sent(game), organizer(game)
    game.delete()
    head = make_user()
    imported = import_game(document, head, now=NOW)

    assert imported.game.members.get(role="organizer").user == head
    assert imported.game.members.get(user=old).role == "player"
    assert imported.game.members.count() == 4


def test_organizer_who_had_left_sits_there_again():
    game, (_, player) = make_table(players=2)
    player.left_at = timezone.now()
    player.save()
    document = sent(game)
    game.delete()
    imported = import_game(document, player.user, now=NOW)

    seat = imported.game.members.get(user=player.user)
    assert (seat.role, seat.left_at) == ("organizer", None)


def test_table_takes_no_more_people_than_it_has_seats():
    game, _ = make_table(players=5)
    document = sent(game)
    game.delete()
    before = Game.objects.count(), GameMember.objects.count()

    with pytest.raises(ArchiveError, match=r"^More people would sit at this table"):
        import_game(document, make_user(), now=NOW)
    assert (Game.objects.count(), GameMember.objects.count()) == before


def test_only_the_addresses_asked_for_are_told(game):
    head = organizer(game)
    told = {person["email"] for person in sent(game, addresses_of={head.pk})["people"]}

    assert told == {head.email, None}
    assert None not in {person["email"] for person in sent(game)["people"]}


def test_tokens_and_what_is_for_one_person_stay_behind(demo_games):
    text = write_json(export_game(demo_games[1]))

    assert "token" not in text
    for draft in Draft.objects.all():
        assert draft.content["events"][0]["content"] not in text


def test_words_are_found_by_their_names_or_come_along(game):
    shared = make_word_seed_table(name="Noir", type="action")
    for table in (shared, make_word_seed_table(name="Tides"), make_word_seed_table(game=game)):
        make_game_word_seed_table(game=game, word_seed_table=table)
    make_word_seed_table(game=game, name="Not in use")
    document = sent(game)
    game.delete()
    WordSeedTable.objects.filter(name="Tides").delete()
    imported = import_game(document, make_user(), now=NOW).game

    assert shared in imported.word_tables.all()
    assert imported.word_tables.count() == 3
    assert imported.own_word_tables.count() == 3
    assert WordSeedTable.objects.filter(game=None).count() == 1


# What is refused.


def refusal_of(document):
    games = Game.objects.count()
    with pytest.raises(ArchiveError) as caught:
        import_game(document, make_user(), now=NOW)
    assert Game.objects.count() == games
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "letter"}, "kind: Input should be 'fireside-game'."),
        ({"version": 2}, "version: Input should be 1."),
        ({"beats": 5}, "beats: Input should be a valid list."),
        ({"extra": []}, "extra: Extra inputs are not permitted."),
        ({"events": [{}]}, "events.0.id: Field required."),
    ],
)
def test_what_is_no_archive_is_refused_with_its_reason(game, change, told):
    document = sent(game) | change
    game.delete()

    assert refusal_of(document) == f"This is not the archive of a game: {told}"


@pytest.mark.parametrize("document", [None, [], "text", {}])
def test_anything_else_is_refused(document):
    assert refusal_of(document).startswith("This is not the archive of a game: ")


def test_same_address_for_two_people_is_refused(game):
    document = sent(game)
    document["people"][1]["email"] = document["people"][0]["email"].upper()
    game.delete()

    assert refusal_of(document) == (
        "This is not the archive of a game: Two people should not be the same."
    )


def test_row_that_hangs_on_another_game_is_refused(game):
    """Else an archive could write into a game whose keys somebody knows."""
    other = make_scene_presence()
    document = sent(game)
    document["beats"][0]["scene"] = str(other.scene_id)
    game.delete()

    with pytest.raises(ArchiveError, match=r"^Rows of beats name a scene that is not there\.$"):
        import_game(document, make_user(), now=NOW)
    assert other.scene.beats.count() == 0


def test_key_that_another_game_has_is_refused(game):
    document = sent(game)
    document["game"]["id"] = READING
    rows = Event.objects.count()

    with pytest.raises(ArchiveError, match=r"^The rows of this archive do not fit together"):
        import_game(document, make_user(), now=NOW)
    assert (Event.objects.count(), Game.objects.count()) == (rows, 1)


def test_rows_that_break_a_rule_of_the_table_are_refused(game):
    document = sent(game)
    document["acts"].append({**document["acts"][0], "id": READING, "number": 2})
    game.delete()

    assert refusal_of(document).startswith("The rows of this archive do not fit together")


# The commands.


def test_commands_carry_a_game_over(game, tmp_path, capsys):
    file, head = tmp_path / "game.json", organizer(game)
    key = str(game.pk)
    call_command("export_game", key, output=file)
    told = [capsys.readouterr().out]
    document = sent(game)
    game.delete()
    for _ in range(2):
        call_command("import_game", file, organizer=head.email.upper())
        told.append(capsys.readouterr().out)

    assert sent(Game.objects.get()) == document
    assert told == [
        f"The game is in {file}.\n",
        "Low Water is here now. 3 of its 3 people are known.\n",
        "Low Water is here already. It stays as it is.\n",
    ]


def test_export_is_shown_without_a_file(game, capsys):
    call_command("export_game", str(game.pk))

    assert json.loads(capsys.readouterr().out) == sent(game)


@pytest.mark.parametrize("key", ["x", "90ef6295-6abe-4476-b44a-9e5bdde86505"])
def test_export_says_that_there_is_no_such_game(key):
    with pytest.raises(CommandError, match=f"^There is no game {key}.$"):
        call_command("export_game", key)


def test_export_says_where_it_cannot_write(game, tmp_path):
    with pytest.raises(CommandError, match=r"^--output: "):
        call_command("export_game", str(game.pk), output=tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"{", "JSON is malformed"), (b"{}", "This is not the archive of a game")],
)
def test_import_says_what_is_wrong_with_the_file(tmp_path, content, told):
    file = tmp_path / "game.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=f"^{file}: {told}"):
        call_command("import_game", file, organizer=make_user().email)


def test_import_needs_a_file_and_somebody_to_head_the_table(tmp_path):
    with pytest.raises(CommandError, match=r"^--organizer: nobody has the address a@b\.c\.$"):
        call_command("import_game", tmp_path / "game.json", organizer="a@b.c")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_game", tmp_path / "game.json", organizer=make_user().email)


def test_proposals_keep_what_they_replace(game):
    first = make_proposal(game=game, status="superseded", closed_at=NOW)
    make_proposal(game=game, replaces=first, proposer=None)
    make_game_member(game=game)
    document = sent(game)
    game.delete()
    imported = import_game(document, make_user(), now=NOW).game

    assert [proposal.replaces_id for proposal in imported.proposals.order_by("created_at")] == [
        None,
        first.pk,
    ]
