"""Finding and filtering spells: names typed wrongly, facets against a naive filter, words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.compendium.filters import BY_KEY, FACETS, Asked, in_words, read_asked
from campaigns.rules.compendium.index import SpellIndex
from campaigns.rules.compendium.records import SpellRecord, facets_of, folded, record_of, time_kind
from campaigns.rules.compendium.search import beginning_distance
from campaigns.tests.factories import spell_fields


def make_record(name="Ember veil", **overrides):
    columns = spell_fields(id=folded(name).replace(" ", "-"), name=name) | {"has_more": True}
    return record_of(columns | overrides)


NAMES = (
    "Ash Wall",
    "Ball of Ash",
    "Ember Veil",
    "Ember",
    "Embers of the Élder's Hearth",
    "Hearthspark",
    "Late Ember",
    "Member's Mark",
    "Moon Missile",
    "Mislead the Moon",
    "Tidecall",
)
INDEX = SpellIndex([make_record(name) for name in NAMES])


def named(typed):
    return [record.name for record in INDEX.ask(Asked(typed, {}))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "ember",
            [
                "Ember",
                "Ember Veil",
                "Embers of the Élder's Hearth",
                "Late Ember",
                "Member's Mark",
            ],
        ),
        ("ELDERS", ["Embers of the Élder's Hearth"]),
        ("hearth", ["Hearthspark", "Embers of the Élder's Hearth"]),
        ("ash ball", ["Ball of Ash"]),
        ("tide call", ["Tidecall"]),
        ("ballofash", ["Ball of Ash"]),
        ("ballqofqash", ["Ball of Ash"]),
        ("m", ["Member's Mark", "Mislead the Moon", "Moon Missile"]),
        ("tidecal", ["Tidecall"]),
        ("tidcall", ["Tidecall"]),
        ("tiedcall", ["Tidecall"]),
        ("mon misile", ["Moon Missile", "Mislead the Moon"]),
        ("missle", ["Moon Missile", "Mislead the Moon"]),
        ("xyzzy", []),
        ("x", []),
        ("  ", sorted(NAMES, key=folded)),
    ],
)
def test_names_are_found_as_they_are_typed(typed, found):
    assert named(typed) == found


@given(st.sampled_from(NAMES), st.data())
def test_one_slip_hides_no_name(name, data):
    text = folded(name)
    place = data.draw(st.integers(0, len(text) - 1))
    slipped = (
        text[:place] + data.draw(st.sampled_from(["", "q", text[place] * 2])) + text[place + 1 :]
    )
    if len(text) >= 6:
        assert name in named(slipped)


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", max_size=8))
def test_distance_to_a_beginning_is_the_least_over_all_beginnings(typed, name):
    most = 6
    least = min(_edits(typed, name[:end]) for end in range(len(name) + 1))
    assert beginning_distance(typed, name, most)[0] == least


def _edits(one, other):
    """Changes, additions, drops and swaps of neighbours, counted the plain way."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                table[i][j] = i or j
                continue
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


# Facets.

SMALL = {
    "class": ["bard", "cleric", "wizard"],
    "level": ["0", "1", "9"],
    "ritual": ["yes", "no"],
    "damage": ["fire", "cold", "none"],
    "cost": ["costs", "used up", "no"],
}
BASE = make_record()


@st.composite
def records(draw):
    facets = {
        key: tuple(draw(st.lists(st.sampled_from(values), unique=True, max_size=2)))
        for key, values in SMALL.items()
    }
    facets["level"] = facets["level"][:1] or ("0",)
    name = draw(st.sampled_from(NAMES))
    return BASE.facets | facets, name


QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        key: st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)
        for key, values in SMALL.items()
    },
)


@given(st.lists(records(), max_size=12), QUESTIONS, st.sampled_from(["name", "level"]))
def test_index_answers_as_a_naive_filter_would(made, chosen, sort):
    spells = [
        replace(BASE, key=f"{number}", name=name, folded=folded(name), facets=facets)
        for number, (facets, name) in enumerate(made)
    ]
    index = SpellIndex(spells)

    found = index.ask(Asked("", chosen, sort))

    def fits(spell, but=None):
        return all(
            set(values) & set(spell.facets[key]) for key, values in chosen.items() if key != but
        )

    def order(spell):
        return (int(spell.facets["level"][0]) if sort == "level" else 0, spell.folded, spell.key)

    expected = sorted(filter(fits, spells), key=order)
    assert [spell.key for spell in found] == [spell.key for spell in expected]
    assert (len(found), found[1:3]) == (len(expected), expected[1:3])
    assert {
        (key, value): count for key in SMALL for value, count in found.counts[key].items() if count
    } == {
        (key, value): count
        for key, values in SMALL.items()
        for value in values
        if (count := sum(fits(spell, key) and value in spell.facets[key] for spell in spells))
    }


def test_facets_say_what_a_spell_is():
    assert facets_of(spell_fields() | {"has_more": True}) == {
        "class": ("druid", "ranger"),
        "level": ("2",),
        "school": ("evocation",),
        "ritual": ("no",),
        "concentration": ("yes",),
        "verbal": ("yes",),
        "somatic": ("yes",),
        "material": ("yes",),
        "cost": ("used up", "costs"),
        "time": ("action",),
        "save": ("DEX",),
        "damage": ("fire",),
        "area": ("sphere",),
        "upcastable": ("yes",),
        "ruleset": ("homebrew",),
        "source": ("Fireside",),
    }
    plain = spell_fields(components={}, data={}, spell_lists=[], save_type="", level=0)
    found = facets_of(plain | {"has_more": True})
    assert [found[key] for key in ("class", "cost", "save", "damage", "area", "upcastable")] == [
        (),
        ("no",),
        ("none",),
        ("none",),
        ("none",),
        ("no",),
    ]
    assert set(found) == {facet.key for facet in FACETS}


@pytest.mark.parametrize(
    ("level", "has_more", "data", "answer"),
    [
        (1, True, {}, "yes"),
        (1, False, {}, "no"),
        (9, True, {}, "no"),
        (1, False, {"damage": {"by_slot_level": {"1": "1d6", "2": "2d6"}}}, "yes"),
        (1, False, {"damage": {"by_slot_level": {"1": "1d6"}}}, "no"),
        (1, False, {"casting_options": [{"kind": "slot", "number": 2, "duration": "x"}]}, "yes"),
        (1, False, {"casting_options": [{"kind": "ritual", "duration": "x"}]}, "no"),
    ],
)
def test_upcastable_is_what_a_higher_slot_makes_more_of(level, has_more, data, answer):
    columns = spell_fields(level=level, data=data) | {"has_more": has_more}
    assert facets_of(columns)["upcastable"] == (answer,)


def test_times_are_told_apart_roughly():
    texts = ("1 action", "1 bonus action", "1 reaction", "10 minutes", "1 hour", "A whole moon")
    kinds = ["action", "bonus action", "reaction", "minutes", "hours", "other"]
    assert [time_kind(text) for text in texts] == kinds


# What is asked, in an address and in words.


def ask(**query):
    return read_asked(query, ["Fireside", "Old Book"])


def test_address_is_read_and_written_again():
    query = {"q": ["ember"], "class": ["wizard", "sorcerer", "plumber"], "sort": ["level"]}
    asked = read_asked(query | {"source": ["Old Book", "Other"]}, ["Fireside", "Old Book"])
    assert asked == Asked(
        "ember", {"class": ("sorcerer", "wizard"), "source": ("Old Book",)}, "level"
    )
    again = {}
    for key, value in asked.pairs():
        again.setdefault(key, []).append(value)
    assert read_asked(again, ["Old Book"]) == asked
    assert asked.without("class", "wizard").chosen == {
        "class": ("sorcerer",),
        "source": ("Old Book",),
    }
    assert asked.without("source", "Old Book").chosen == {"class": ("sorcerer", "wizard")}


@pytest.mark.parametrize(
    ("typed", "text", "chosen"),
    [
        ("level=2-3 class=wiz ember", "ember", {"class": ("wizard",), "level": ("2", "3")}),
        ("school:evo,ill", "", {"school": ("evocation", "illusion")}),
        ("conc=yes rules=2024", "", {"concentration": ("yes",), "ruleset": ("2024",)}),
        ('source="old book" x', "x", {"source": ("Old Book",)}),
        ("colour=red", "colour=red", {}),
        ("level=12 time=bonus", "", {"time": ("bonus action",)}),
        ("a\0b", "ab", {}),
    ],
)
def test_filters_can_be_typed(typed, text, chosen):
    asked = ask(q=[typed])
    assert (asked.text, dict(asked.chosen)) == (text, chosen)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (
            {"class": ("sorcerer", "wizard"), "level": ("2", "3"), "ritual": ("yes",)},
            "sorcerer or wizard, and level 2 or 3, and ritual",
        ),
        ({"level": ("0",)}, "cantrip"),
        ({"level": ("0", "1")}, "cantrip or level 1"),
        ({"damage": ("fire", "none")}, "fire or no damage"),
        ({"save": ("DEX",), "area": ("cone",)}, "Dexterity save, and in a cone"),
        ({"ruleset": ("2014",)}, "2014 rules"),
        ({"ruleset": ("homebrew",)}, "homebrew"),
        ({"time": ("reaction",), "cost": ("no",)}, "cast in a reaction, and no costly material"),
        ({}, ""),
    ],
)
def test_choice_reads_as_a_sentence(chosen, words):
    assert in_words(chosen) == words


def test_every_value_has_words():
    for facet in FACETS:
        for value in facet.values:
            assert "{" not in in_words({facet.key: (value,)})
    assert BY_KEY["source"].values == {}


def test_record_is_what_a_list_shows():
    record = make_record("Ember Veil")
    assert isinstance(record, SpellRecord)
    assert (record.level_text, record.components, record.is_costly, record.ruleset) == (
        "Level 2",
        "V, S, M",
        True,
        "homebrew",
    )
    assert replace(record, level=0).level_text == "Cantrip"
