import pytest
from pytest_django.asserts import assertContains, assertNotContains

from common.relation_pictures import MAX_FIGURES
from play.domain.relation_maps import draw
from play.domain.relationships import relate, relationships_of
from play.forms.world import end_value
from play.models import NPC, Relationship
from play.tests.factories import make_character, make_npc, make_relationship, make_world_entry
from play.tests.tables import NOW, make_table
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    game, members = make_table()
    client.force_login(members[0].user)
    ash = make_character(game=game, player=members[0].user, name="Ash")
    return game, members[0], ash, make_npc(game=game, name="Sel")


def typed(source, label, target):
    return {"source": end_value(source), "label": label, "target": end_value(target)}


def know_many(game, character, number):
    """So many NPCs whom ``character`` knows."""
    others = NPC.objects.bulk_create(
        NPC(game=game, name=f"Stranger {place}") for place in range(number)
    )
    Relationship.objects.bulk_create(
        Relationship(
            game=game, source_character=character, target_npc=other, label="knows", created_at=NOW
        )
        for other in others
    )
    return others


def test_empty_map_invites(client, world):
    game, *_ = world
    assertContains(client.get(at("relations", game)), "No bond is drawn yet")


def test_map_shows_figures_bonds_and_the_same_in_words(client, world):
    game, member, ash, sel = world
    mill = make_world_entry(game=game, name="The mill")
    relate(member, ash, sel, label="owes money to", now=NOW)
    relate(member, sel, mill, label="owns", now=NOW)
    page = client.get(at("relations", game))
    assertContains(page, 'r="28"', count=3)
    assertContains(page, 'class="bond "', count=2)
    assertContains(page, f'<a class="figure npc" href="{sel.get_absolute_url()}">')
    assertContains(page, "<td>owes money to</td>", html=True)
    assertContains(page, "<td>owns</td>", html=True)


def test_map_draws_those_with_most_bonds(world):
    game, member, ash, _ = world
    others = know_many(game, ash, MAX_FIGURES + 5)
    relate(member, others[-1], others[-2], label="knows", now=NOW)
    drawn = draw(relationships_of(game))
    names = {placed.figure.name for placed in drawn.figures}
    assert len(names) == MAX_FIGURES
    assert {ash.name, others[-1].name, others[-2].name} <= names
    assert drawn.left_out == 6


def test_map_writes_long_names_and_labels_short(world):
    game, member, ash, _ = world
    long = make_npc(game=game, name="A very long name that nobody could read in one line at all")
    relate(member, ash, long, label="has been looking for a very long time for", now=NOW)
    drawn = draw(relationships_of(game))
    figure = next(each for each in drawn.figures if each.figure.key == long.pk)
    assert figure.name_lines == ["A very long name", "that nobody could …"]
    assert drawn.bonds[0].label == "has been looking …"
    assert drawn.bonds[0].tie.sentence.endswith("for a very long time for " + long.name)


@pytest.mark.parametrize("size", [1, 3])
def test_map_takes_as_many_queries_for_many_as_for_few(client, world, size):
    game, *_ = world
    for _ in range(size):
        make_relationship(game=game)
    # Session, user, game, seat; the map, how many there are, the list.
    assert queries_of(client, at("relations", game)) == 7


def test_list_is_paged_and_the_map_is_whole(client, world):
    game, _, ash, _ = world
    know_many(game, ash, 27)
    page = client.get(at("relations", game), {"page": 2})
    assert len(page.context["page_obj"]) == 2
    assertContains(page, 'r="28"', count=28)


def test_new_relationship_is_noted(client, world):
    game, _, ash, sel = world
    answer = client.post(at("new_relationship", game), typed(ash, "owes money to", sel))
    bond = Relationship.objects.get()
    assert (bond.source, bond.label, bond.target) == (ash, "owes money to", sel)
    assert answer.url == at("relations", game)


def test_kind_and_name_are_one_choice(client, world):
    game, _, ash, sel = world
    page = client.get(at("new_relationship", game), {"source": end_value(ash)})
    assertContains(page, f'<option value="{end_value(ash)}" selected>Ash</option>', html=True)
    assertContains(page, '<optgroup label="NPCs">', count=2)
    # An NPC's key under the name of another kind is nobody.
    answer = client.post(
        at("new_relationship", game),
        {"source": f"character:{sel.pk}", "label": "knows", "target": end_value(ash)},
    )
    assertContains(answer, "This is not in the game any more.", status_code=422)


def test_end_that_is_nobody_is_refused(client, world):
    game, _, ash, _ = world
    for source in ("", "npc:", "npc:nonsense", "dragon:1", "nonsense"):
        data = {"source": source, "label": "knows", "target": end_value(ash)}
        answer = client.post(at("new_relationship", game), data)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["source"]
        assert not Relationship.objects.exists()


def test_end_of_another_game_is_refused(client, world):
    game, _, ash, _ = world
    answer = client.post(at("new_relationship", game), typed(make_npc(), "knows", ash))
    assertContains(answer, "This is not in the game any more.", status_code=422)


def test_refusal_keeps_what_was_typed(client, world):
    game, member, ash, sel = world
    relate(member, ash, sel, label="knows", now=NOW)
    answer = client.post(at("new_relationship", game), typed(ash, "knows", sel))
    assertContains(answer, "This relationship is known already.", status_code=409)
    assertContains(answer, 'value="knows"', status_code=409)


def test_edit_relationship(client, world):
    game, member, ash, sel = world
    bond = relate(member, ash, sel, label="knows", now=NOW)
    address = at("edit_relationship", game, bond)
    assertContains(client.get(address), 'value="knows"')
    client.post(address, typed(sel, "fears", ash))
    bond = Relationship.objects.get()
    assert (bond.source, bond.label, bond.target) == (sel, "fears", ash)


def test_delete_relationship(client, world):
    game, member, ash, sel = world
    bond = relate(member, ash, sel, label="knows", now=NOW)
    client.post(at("delete_relationship", game, bond))
    assert not Relationship.objects.exists()
    assert client.post(at("delete_relationship", game, bond)).status_code == 404


def test_relationship_of_another_game_is_not_found(client, world):
    game, *_ = world
    assert client.get(at("edit_relationship", game, make_relationship())).status_code == 404


@pytest.mark.parametrize("status", ["setup", "paused", "archived"])
def test_relationships_change_in_an_active_game_only(client, status):
    game, (ines, *_) = make_table(status=status)
    bond = make_relationship(game=game)
    client.force_login(ines.user)
    assertNotContains(client.get(at("relations", game)), "Add a relation")
    data = typed(bond.source, "knew", bond.target)
    for address in (at("new_relationship", game), at("edit_relationship", game, bond)):
        assert client.post(address, data).status_code == 409
    assert client.post(at("delete_relationship", game, bond)).status_code == 409
    assert Relationship.objects.get().label == bond.label
