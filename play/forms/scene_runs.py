from django import forms
from django.core.exceptions import ValidationError

from common.documents import MAX_INTEGER, MIN_INTEGER, DocumentError
from common.forms import JSONObjectField, describe
from play.rules.scene_run import (
    FIRST_SCENE,
    LAST_SCENE,
    MAX_HEROES,
    MAX_NAME,
    MAX_SESSION_ID,
    State,
    check_session_id,
    check_size,
    check_state,
)

SCENES = range(FIRST_SCENE, LAST_SCENE + 1)


class SessionIdField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(label="Session id", max_length=MAX_SESSION_ID, **kwargs)

    def validate(self, value):
        super().validate(value)
        try:
            check_session_id(value)
        except DocumentError as error:
            raise ValidationError([fault.message for fault in error.faults]) from error


class StartRunForm(forms.Form):
    session_id = SessionIdField(
        help_text="How you and your friends find the run again. Keep this one or choose your own."
    )
    party_name = forms.CharField(max_length=MAX_NAME)


class ContinueRunForm(forms.Form):
    session_id = SessionIdField()


class HeroForm(forms.Form):
    """One hero. What the front end keeps beyond name, class and hit points is in ``more``."""

    name = forms.CharField(max_length=MAX_NAME)
    hero_class = forms.CharField(label="Class", max_length=MAX_NAME)
    hp = forms.IntegerField(label="HP", min_value=MIN_INTEGER, max_value=MAX_INTEGER)
    more = JSONObjectField(
        label="More about this hero",
        required=False,
        help_text='Further keys, as a JSON object: {"level": 3}',
    )

    def clean_more(self):
        more = self.cleaned_data["more"]
        if taken := more.keys() & {"name", "class", "hp"}:
            raise ValidationError(f"{', '.join(sorted(taken))}: change this in the field above.")
        return more

    @staticmethod
    def initial_from(hero):
        more = {key: value for key, value in hero.items() if key not in ("name", "class", "hp")}
        return {
            "name": hero["name"],
            "hero_class": hero["class"],
            "hp": hero["hp"],
            "more": more,
        }

    def to_hero(self):
        data = self.cleaned_data
        hero = {"name": data["name"], "class": data["hero_class"], "hp": data["hp"]}
        return hero | data["more"]


class BaseHeroFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove"

    def get_form_kwargs(self, index):
        # A row that was added and left empty is no mistake.
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    def heroes(self):
        gone = self.deleted_forms
        return [f.to_hero() for f in self.forms if f.has_changed() and f not in gone]


HeroFormSet = forms.formset_factory(
    HeroForm,
    formset=BaseHeroFormSet,
    extra=0,
    can_delete=True,
    max_num=MAX_HEROES,
    validate_max=True,
)


class RunForm(forms.Form):
    """A run's state, but for its heroes. A scene's choice is a text; any other is JSON."""

    scene_index = forms.TypedChoiceField(
        widget=forms.RadioSelect,
        label="Scene",
        coerce=int,
        choices=[(scene, f"Scene {scene}") for scene in SCENES],
    )
    party_name = forms.CharField(max_length=MAX_NAME)
    symbol_choice = forms.CharField(label="Symbol", required=False)
    other_choices = JSONObjectField(
        label="Other choices",
        required=False,
        help_text="Choices that are not one line of a scene, as a JSON object.",
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for scene in SCENES:
            self.fields[choice_name(scene)] = forms.CharField(
                label=f"Scene {scene}", required=False
            )

    @staticmethod
    def initial_from(state, version):
        of_scenes, others = split_choices(state["choices"])
        return {
            "scene_index": state["scene_index"],
            "party_name": state["party_name"],
            "symbol_choice": state["symbol_choice"],
            "other_choices": others,
            "version": version,
            **of_scenes,
        }

    def scenes_entered(self):
        """The choices of the scenes so far, the present one included."""
        return [self[choice_name(scene)] for scene in SCENES if scene <= self._scene()]

    def scenes_ahead(self):
        return [self[choice_name(scene)] for scene in SCENES if scene > self._scene()]

    def is_decided_ahead(self):
        return any(field.value() for field in self.scenes_ahead())

    def _scene(self):
        """The scene as stored or as typed, where that is one."""
        typed = str(self["scene_index"].value())
        return int(typed) if typed.isdecimal() else LAST_SCENE

    def clean(self):
        data = super().clean()
        of_scenes = {choice_name(scene) for scene in SCENES if data.get(choice_name(scene))}
        for key in sorted(of_scenes & data.get("other_choices", {}).keys()):
            self.add_error("other_choices", f"{key} is decided above already.")
        return data

    def to_state(self, heroes) -> State:
        data = self.cleaned_data
        names = [choice_name(scene) for scene in SCENES]
        return {
            "scene_index": data["scene_index"],
            "party_name": data["party_name"],
            "heroes": heroes,
            "symbol_choice": data["symbol_choice"] or None,
            "choices": data["other_choices"] | {name: data[name] for name in names if data[name]},
        }


class SceneRunForms:
    """The form of a run and its heroes' rows, which are shown, checked and saved as one."""

    def __init__(self, run, heroes):
        self.run = run
        self.heroes = heroes

    @classmethod
    def of_state(cls, state, version):
        return cls(
            RunForm(initial=RunForm.initial_from(state, version)),
            HeroFormSet(
                initial=[HeroForm.initial_from(hero) for hero in state["heroes"]], prefix="heroes"
            ),
        )

    @classmethod
    def of_data(cls, data):
        return cls(RunForm(data), HeroFormSet(data, prefix="heroes"))

    def with_another_hero(self):
        """The same forms as typed so far, unchecked, with an empty row for one more hero."""
        run = RunForm(initial=_typed(self.run))
        typed = [_typed(form) for form in self.heroes.forms]
        heroes = HeroFormSet(initial=[*typed, {}][:MAX_HEROES], prefix="heroes")
        return SceneRunForms(run, heroes)

    def is_valid(self):
        # Both are checked, so that all mistakes are shown at once.
        return all([self.run.is_valid(), self.heroes.is_valid()]) and self._check()

    def state(self) -> State:
        return self.run.to_state(self.heroes.heroes())

    def _check(self):
        """Hold the whole state against the same rules as the API does."""
        try:
            check_size(check_state(self.state()))
        except DocumentError as error:
            for fault in error.faults:
                self.run.add_error(None, describe(fault))
        return not self.run.errors


def choice_name(scene):
    return f"scene{scene}"


def split_choices(choices):
    """The choices that a scene's field can show, and all others."""
    names = {choice_name(scene) for scene in SCENES}
    of_scenes = {k: v for k, v in choices.items() if k in names and _fits_one_line(v)}
    return of_scenes, {k: v for k, v in choices.items() if k not in of_scenes}


def _fits_one_line(value):
    """Whether a field of one line gives ``value`` back as it was."""
    return isinstance(value, str) and value.splitlines() == [value.strip()]


def _typed(form):
    return {name: form[name].value() for name in form.fields}
