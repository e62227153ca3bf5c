"""The reading API: what a program sees is what the owner of its token sees, and nothing is hidden
in how much there is of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openapi_schema_validator import OAS31Validator

from accounts.domain.access_tokens import make_access_token, revoke_access_token
from accounts.tests.factories import make_user
from campaigns.api.scopes import CAMPAIGNS, CHARACTERS, SCOPES, SPELLS
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_spell,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "zebra-secret"


def token_of(user, *scopes):
    return make_access_token(user, name="x", scopes=scopes or [*SCOPES], now=NOW)


@pytest.fixture
def ask(client):
    """``ask(secret, name, *args, **query)``: the answer to GET, by the name of an operation."""

    def ask(secret, name, *args, **query):
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        return client.get(reverse(f"api-{name}", args=args), query, headers=headers)

    return ask


class Table:
    """A campaign with a game master, a player and a reader, and secrets in every corner."""

    def __init__(self):
        hidden = {"version": 1, "visibility": "game_master", "notes": SECRET}
        places = [
            {"name": "The quay"},
            {"name": f"{SECRET} cellar", "visibility": "game_master"},
        ]
        self.campaign = make_campaign(
            data={"version": 1, "state": "active", "dm_notes": SECRET, "locations": places}
        )
        people = {role: make_user() for role in ("game_master", "player", "reader")}
        for role, user in people.items():
            make_campaign_member(campaign=self.campaign, user=user, role=role)
        self.people = people | {"stranger": make_user()}
        self.keys = {role: token_of(user)[1] for role, user in self.people.items()}
        self.character = make_character(name="Ash")
        make_character_owner(character=self.character, owner=people["player"])
        make_campaign_character(campaign=self.campaign, character=self.character)
        self.npc = make_npc(campaign=self.campaign, name="Ferrier", data={"version": 1})
        self.ghost = make_npc(campaign=self.campaign, name=SECRET, data=hidden)
        self.npc.relationships = [{"npc_id": self.ghost.pk, "notes": SECRET}]
        self.npc.save()
        self.met = make_npc_interaction(npc=self.npc, character=self.character)
        make_npc_interaction(npc=self.npc, summary=SECRET, data=hidden)
        make_npc_interaction(npc=self.ghost, summary=SECRET)


@pytest.fixture(scope="module")
def table(module_rows):
    return Table()


def test_without_a_token_that_opens_it_nothing_is_answered(ask, client, table):
    user = table.people["player"]
    revoked, secret = token_of(user)
    revoke_access_token(revoked, now=NOW)
    for key in (None, "", "nonsense", secret):
        response = ask(key, "campaigns")
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    client.force_login(user)
    assert ask(None, "campaigns").status_code == 401
    client.logout()

    narrow = token_of(user, SPELLS)[1]
    response = ask(narrow, "campaigns")
    assert response.status_code == 403
    assert response.json() == {"detail": "This token was not made for campaigns:read."}
    assert ask(narrow, "spells").status_code == 200
    assert ask(token_of(user, CAMPAIGNS)[1], "characters").status_code == 403
    assert ask(token_of(user, CHARACTERS)[1], "characters").status_code == 200


def test_nothing_can_be_written(client, table):
    headers = {"authorization": f"Bearer {table.keys['game_master']}"}
    path = reverse("api-campaign", args=[table.campaign.pk])
    answers = [getattr(client, verb)(path, headers=headers) for verb in ("post", "put", "delete")]
    assert [(each.status_code, each.headers["Allow"]) for each in answers] == [
        (405, "GET, HEAD")
    ] * 3


def test_who_does_not_belong_to_a_campaign_is_told_that_there_is_none(ask, table):
    for name, row in (
        ("campaign", table.campaign),
        ("npcs", table.campaign),
        ("interactions", table.campaign),
        ("npc", table.npc),
        ("character", table.character),
    ):
        statuses = [
            ask(table.keys[role], name, row.pk).status_code
            for role in ("game_master", "player", "reader", "stranger")
        ]
        assert statuses == [200, 200, 200, 404], name
        assert ask(table.keys["game_master"], name, "nobody\0").status_code == 404
    assert ask(table.keys["stranger"], "campaigns").json()["results"] == []
    assert ask(table.keys["stranger"], "characters").json()["results"] == []


def test_no_secret_of_the_game_master_reaches_another_program(ask, table):
    def everything(role):
        key = table.keys[role]
        answers = [
            ask(key, "campaigns"),
            ask(key, "campaign", table.campaign.pk),
            ask(key, "npcs", table.campaign.pk),
            ask(key, "npcs", table.campaign.pk, q=SECRET),
            ask(key, "npc", table.npc.pk),
            ask(key, "npc", table.ghost.pk),
            ask(key, "interactions", table.campaign.pk),
            ask(key, "interactions", table.campaign.pk, npc=table.ghost.pk),
        ]
        counts = [answer.json().get("count") for answer in answers]
        return [
            SECRET in answer.content.decode().replace(f"q={SECRET}", "") for answer in answers
        ], counts

    shown, counts = everything("game_master")
    assert (sum(shown), counts) == (7, [1, None, 2, 1, None, None, 3, 1])
    for role in ("player", "reader"):
        shown, counts = everything(role)
        assert (sum(shown), counts) == (0, [1, None, 1, 0, None, None, 1, 0])


def test_lists_are_paged_and_say_where_to_go_on(ask, table):
    for number in range(3):
        make_npc(campaign=table.campaign, name=f"Guard {number}")
    key, path = table.keys["player"], reverse("api-npcs", args=[table.campaign.pk])
    first = ask(key, "npcs", table.campaign.pk, q="guard", per_page=2).json()
    second = ask(key, "npcs", table.campaign.pk, q="guard", per_page=2, page=2).json()

    assert [row["name"] for row in first.pop("results") + second.pop("results")] == [
        "Guard 0",
        "Guard 1",
        "Guard 2",
    ]
    pages = {"count": 3, "pages": 2}
    there, back = f"{path}?q=guard&per_page=2&page=2", f"{path}?q=guard&per_page=2&page=1"
    assert first == {**pages, "page": 1, "next": there, "previous": None}
    assert second == {**pages, "page": 2, "next": None, "previous": back}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"page": "0"}, ["page"]),
        ({"page": "2"}, ["page"]),
        ({"per_page": "101"}, ["per_page"]),
        ({"alive": "perhaps"}, ["alive"]),
        ({"q": "a\0b", "colour": "red"}, ["q", "colour"]),
    ],
)
def test_parameter_that_is_wrong_is_named(ask, table, query, named):
    response = ask(table.keys["player"], "npcs", table.campaign.pk, **query)

    assert response.status_code == 422
    assert [fault["loc"] for fault in response.json()["detail"]] == [["query", n] for n in named]


def test_lists_are_filtered(ask, table):
    key, campaign = table.keys["game_master"], table.campaign.pk
    dead = make_npc(
        campaign=table.campaign,
        name="Late",
        data={"version": 1, "is_alive": False},
        location="Crypt",
    )
    tomorrow = (NOW + timedelta(days=1)).isoformat()

    def found(name, *args, **query):
        return [row["id"] for row in ask(key, name, *args, **query).json()["results"]]

    assert found("npcs", campaign, alive="false") == [dead.pk]
    assert found("npcs", campaign, alive="true", importance="minor") == [
        table.npc.pk,
        table.ghost.pk,
    ]
    assert found("npcs", campaign, location="crypt") == [dead.pk]
    assert found("interactions", campaign, character=table.character.pk) == [table.met.pk]
    assert found("interactions", campaign, kind="combat") == []
    assert found("interactions", campaign, since=tomorrow) == []
    assert len(found("interactions", campaign, until=tomorrow)) == 3
    assert found("campaigns", role="game_master", state="active", template="false") == [campaign]
    assert found("campaigns", role="player") == []
    assert found("campaigns", q="nothing of the kind") == []
    assert found("characters", campaign=campaign, character_class="fighter") == [table.character.pk]
    assert found("characters", min_level=2) == found("characters", campaign="other") == []


def test_spells_are_found_by_the_filters_of_the_compendium(ask, table):
    veil = make_spell(name="Ember veil")
    frost = make_spell(name="Frost lace", level=3, spell_lists=["wizard"], save_type="DEX")
    key = table.keys["stranger"]

    def found(**query):
        return [row["id"] for row in ask(key, "spells", **query).json()["results"]]

    assert found() == [veil.pk, frost.pk]
    assert found(q="embr veil") == [veil.pk]
    assert found(**{"class": ["wizard", "druid"], "level": "3"}) == [frost.pk]
    assert ask(key, "spells", level="12").status_code == 422
    assert ask(key, "spell", veil.pk).json()["description"] == veil.description


def test_every_answer_is_as_it_is_described(ask, client, table):
    spell = make_spell()
    key, campaign = table.keys["game_master"], table.campaign.pk
    asked = {
        "/api/v1/campaigns": ("campaigns",),
        "/api/v1/campaigns/{campaign}": ("campaign", campaign),
        "/api/v1/campaigns/{campaign}/npcs": ("npcs", campaign),
        "/api/v1/campaigns/{campaign}/interactions": ("interactions", campaign),
        "/api/v1/npcs/{npc}": ("npc", table.npc.pk),
        "/api/v1/characters": ("characters",),
        "/api/v1/characters/{character}": ("character", table.character.pk),
        "/api/v1/spells": ("spells",),
        "/api/v1/spells/{spell}": ("spell", spell.pk),
    }
    described = client.get(reverse("openapi")).json()
    assert {path for path, each in described["paths"].items() if "security" in str(each)} == {
        *asked
    }
    for path, question in asked.items():
        operation = described["paths"][path]["get"]
        answers = [ask(key, *question), ask(None, *question)]
        if len(question) == 1 or question[0] in ("npcs", "interactions"):
            answers.append(ask(key, *question, colour="red"))
        if len(question) > 1:
            answers.append(ask(key, question[0], "nobody"))
        answers.append(ask(token_of(table.people["stranger"], SPELLS)[1], *question))
        for answer in answers:
            content = operation["responses"][str(answer.status_code)]["content"]
            schema = content["application/json"]["schema"] | {"components": described["components"]}
            OAS31Validator(schema).validate(answer.json())


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow(ask, table, django_assert_num_queries, rows):
    for _ in range(rows):
        npc = make_npc(campaign=table.campaign)
        make_npc_interaction(npc=npc, character=table.character)
        make_spell()
    key, campaign = table.keys["player"], table.campaign.pk
    ask(key, "spells")
    for queries, question in (
        (4, ("campaigns",)),  # token, count, rows, roles
        (3, ("campaign", campaign)),  # token, campaign, seat
        (6, ("npcs", campaign)),  # token, campaign, count, rows, who is known, seat
        (5, ("interactions", campaign)),  # token, campaign, seat, count, rows
        (3, ("characters",)),  # token, count, rows
        (3, ("spells",)),  # token, version, rows
    ):
        with django_assert_num_queries(queries):
            assert ask(key, *question).status_code == 200
