"""A run's state goes into the forms of its page and comes out of them unchanged."""

import pytest
from hypothesis import given, settings

from play.forms import (
    ContinueRunForm,
    HeroForm,
    SceneRunForms,
    StartRunForm,
    split_choices,
)
from play.tests.factories import ASH, BO, make_state, typed_into
from play.tests.test_api import STATES


def forms_of(data):
    forms = SceneRunForms.of_data(data)
    forms.is_valid()
    return forms


def saved_state(state, **changes):
    """The state that is saved when the page of ``state`` is sent, with ``changes`` typed in."""
    forms = SceneRunForms.of_data({**typed_into(SceneRunForms.of_state(state, "v1")), **changes})
    assert forms.is_valid(), (forms.run.errors, forms.heroes.errors)
    return forms.state()


# A state goes through


@pytest.mark.parametrize(
    "overrides",
    [
        {},
        {"heroes": []},
        {"heroes": [dict(ASH)] * 50},
        {"heroes": [{**ASH, "level": 3, "gear": {"bow": [1, None, 1.5]}}, {**BO, "hp": -2}]},
        {"heroes": [{**ASH, "hp": 2**63 - 1}, {**ASH, "hp": -(2**63)}]},
        {"symbol_choice": None},
        {"choices": {}},
        {"choices": {f"scene{number}": f"choice {number}" for number in range(1, 12)}},
        {"choices": {"scene1": None, "scene2": 0, "scene3": "", "scene4": [], "scene5": {"a": 1}}},
        {"choices": {"scene12": "beyond", "Scene1": "other", "mood": "grim"}},
        {"choices": {"scene1": "two\nlines", "scene2": " space at the ends ", "scene3": "\t"}},
        {"choices": {"scene1": "<script>", "scene2": "ünï ✨ 龍", "scene3": '"', "scene4": "null"}},
    ],
)
def test_state_that_nobody_changed_is_saved_unchanged(overrides):
    state = make_state(**overrides)

    assert saved_state(state) == state


def is_plain(text):
    """Whether a field of one line gives the text back as it was."""
    return text == text.strip() and len(text.splitlines()) == 1


def is_typeable(state):
    names = [
        state["party_name"],
        *(hero[key] for hero in state["heroes"] for key in ("name", "class")),
    ]
    symbol = state["symbol_choice"]
    return all(map(is_plain, names)) and (symbol is None or is_plain(symbol))


@settings(max_examples=25, deadline=None)
@given(STATES.filter(is_typeable))
def test_any_state_that_nobody_changed_is_saved_unchanged(state):
    assert saved_state(state) == state


def test_what_is_typed_is_what_is_saved():
    state = saved_state(
        make_state(choices={"scene4": "cross", "scene5": {"door": "left"}, "mood": "grim"}),
        **{
            "scene_index": "7",
            "party_name": " The Owls ",
            "symbol_choice": "fox",
            "scene4": "wait",
            "scene6": "run",
            "heroes-0-hp": "-1",
            "heroes-1-more": '{"blessed": true}',
        },
    )

    assert state == {
        "scene_index": 7,
        "party_name": "The Owls",
        "heroes": [{**ASH, "hp": -1}, {**BO, "blessed": True}],
        "symbol_choice": "fox",
        "choices": {
            "scene4": "wait",
            "scene5": {"door": "left"},
            "scene6": "run",
            "mood": "grim",
        },
    }


def test_emptied_choice_and_symbol_are_taken_away():
    state = saved_state(make_state(), scene4="", symbol_choice="")

    assert (state["choices"], state["symbol_choice"]) == ({"scene5": "wait"}, None)


def test_removed_hero_is_gone_even_if_badly_filled_in():
    changes = {"heroes-0-DELETE": "on", "heroes-0-name": "", "heroes-0-hp": "x"}

    assert saved_state(make_state(), **changes)["heroes"] == [BO]


def test_row_that_was_added_and_left_empty_is_no_hero():
    data = typed_into(SceneRunForms.of_state(make_state(), "v1"))
    added = SceneRunForms.of_data(data).with_another_hero()
    assert len(added.heroes.forms) == 3

    forms = SceneRunForms.of_data(typed_into(added))
    assert forms.is_valid()
    assert forms.state() == make_state()


# What cannot be saved is named by its field


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"party_name": ""}, {"party_name": ["This field is required."]}),
        (
            {"party_name": "x" * 201},
            {"party_name": ["Ensure this value has at most 200 characters (it has 201)."]},
        ),
        ({"scene_index": ""}, {"scene_index": ["This field is required."]}),
        (
            {"scene_index": "12"},
            {"scene_index": ["Select a valid choice. 12 is not one of the available choices."]},
        ),
        (
            {"other_choices": "[1]"},
            {"other_choices": ['Give a JSON object, such as {"level": 3}.']},
        ),
        (
            {"other_choices": '{"a": "\\u0000"}'},
            {"other_choices": ["a: Text should not contain the NUL character"]},
        ),
        (
            {"other_choices": '{"scene4": 1, "scene5": 2, "scene6": 3}'},
            {
                "other_choices": [
                    "scene4 is decided above already.",
                    "scene5 is decided above already.",
                ]
            },
        ),
        ({"scene4": "a\0b"}, {"scene4": ["Null characters are not allowed."]}),
    ],
)
def test_fault_of_the_run_is_named_by_its_field(change, errors):
    forms = forms_of({**typed_into(SceneRunForms.of_state(make_state(), "v1")), **change})

    assert forms.run.errors == errors
    assert forms.heroes.is_valid()


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"name": ""}, {"name": ["This field is required."]}),
        (
            {"name": "x" * 201},
            {"name": ["Ensure this value has at most 200 characters (it has 201)."]},
        ),
        ({"hero_class": ""}, {"hero_class": ["This field is required."]}),
        ({"hp": "many"}, {"hp": ["Enter a whole number."]}),
        ({"hp": "1.5"}, {"hp": ["Enter a whole number."]}),
        (
            {"hp": str(2**63)},
            {"hp": [f"Ensure this value is less than or equal to {2**63 - 1}."]},
        ),
        (
            {"more": '{"hp": 3, "name": 1}'},
            {"more": ["hp, name: change this in the field above."]},
        ),
        ({"more": "3"}, {"more": ['Give a JSON object, such as {"level": 3}.']}),
    ],
)
def test_fault_of_a_hero_is_named_by_its_field(change, errors):
    changes = {f"heroes-1-{key}": value for key, value in change.items()}
    forms = forms_of({**typed_into(SceneRunForms.of_state(make_state(), "v1")), **changes})

    assert forms.heroes.errors == [{}, errors]
    assert forms.run.errors == {}


def test_faults_of_the_run_and_of_heroes_are_named_at_once():
    changes = {"party_name": "", "heroes-0-hp": ""}
    forms = forms_of({**typed_into(SceneRunForms.of_state(make_state(), "v1")), **changes})

    assert list(forms.run.errors) == ["party_name"]
    assert list(forms.heroes.errors[0]) == ["hp"]


def test_more_than_fifty_heroes_are_refused():
    data = typed_into(SceneRunForms.of_state(make_state(heroes=[ASH] * 50), "v1"))
    data |= {"heroes-TOTAL_FORMS": "51"} | {
        f"heroes-50-{k}": "1" for k in ("name", "hero_class", "hp")
    }
    forms = forms_of(data)

    assert forms.heroes.non_form_errors() == ["Please submit at most 50 forms."]


@pytest.mark.parametrize("data", [{}, {"heroes-TOTAL_FORMS": "x"}, {"heroes-TOTAL_FORMS": "-1"}])
def test_form_that_was_tampered_with_is_refused(data):
    assert not SceneRunForms.of_data(data).is_valid()


def test_what_the_fields_let_through_is_held_against_the_rules_of_the_api():
    deep = "[" * 31 + "]" * 31
    data = typed_into(SceneRunForms.of_state(make_state(), "v1"))
    forms = forms_of({**data, "other_choices": f'{{"deep": {deep}}}'})

    [message] = forms.run.non_field_errors()
    assert message.startswith("choices › deep › 0")
    assert message.endswith(": Nesting should be at most 32 levels deep")


# A row for one more hero


def test_another_hero_keeps_everything_typed_and_checks_nothing():
    data = typed_into(SceneRunForms.of_state(make_state(), "v1"))
    typed = data | {
        "party_name": "",
        "scene_index": "11",
        "scene4": " half a thou",
        "other_choices": "{broken",
        "symbol_choice": "x",
        "heroes-0-hp": "many",
        "heroes-0-more": "{broken",
        "heroes-1-DELETE": "on",
    }
    added = typed_into(SceneRunForms.of_data(typed).with_another_hero())

    empty_row = {f"heroes-2-{name}": "" for name in ("name", "hero_class", "hp", "more")}
    counts = {"heroes-TOTAL_FORMS": "3", "heroes-INITIAL_FORMS": "3"}
    assert added == typed | counts | empty_row


def test_another_hero_beyond_the_fiftieth_is_not_offered():
    data = typed_into(SceneRunForms.of_state(make_state(heroes=[ASH] * 50), "v1"))

    assert len(SceneRunForms.of_data(data).with_another_hero().heroes.forms) == 50


# Parts


def test_choices_are_split_into_those_of_scenes_and_others():
    choices = {"scene1": "a", "scene11": "b", "scene12": "c", "scene2": 2, "scene3": "", "x": "y"}

    assert split_choices(choices) == (
        {"scene1": "a", "scene11": "b"},
        {"scene12": "c", "scene2": 2, "scene3": "", "x": "y"},
    )


def test_hero_s_further_keys_are_shown_apart():
    assert HeroForm.initial_from({**ASH, "level": 3}) == {
        "name": "Ash",
        "hero_class": "Ranger",
        "hp": 17,
        "more": {"level": 3},
    }


@pytest.mark.parametrize("form", [StartRunForm, ContinueRunForm])
@pytest.mark.parametrize(
    ("session_id", "message"),
    [
        ("", "This field is required."),
        ("  ", "This field is required."),
        ("a/b", "Session id should have no slash or control character, nor be . or .."),
        ("..", "Session id should have no slash or control character, nor be . or .."),
        ("a\x7fb", "Session id should have no slash or control character, nor be . or .."),
    ],
)
def test_session_id_is_held_against_the_rules_of_the_api(form, session_id, message):
    errors = form({"session_id": session_id, "party_name": "Owls"}).errors

    assert errors == {"session_id": [message]}


def test_session_id_may_have_128_characters_and_no_more():
    assert ContinueRunForm({"session_id": "龍" * 128}).is_valid()
    assert list(ContinueRunForm({"session_id": "x" * 129}).errors) == ["session_id"]
