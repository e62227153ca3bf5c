"""Filters of the admin by what stands in a document or belongs to a row of another table."""

from django.contrib import admin
from django.db.models import Q

from campaigns.rules.documents.base import MOODS
from campaigns.rules.documents.campaign import STATES
from campaigns.rules.documents.npc import IMPORTANCE
from campaigns.rules.documents.sheet import CLASSES
from campaigns.rules.documents.spell import RULESETS


class DataFilter(admin.SimpleListFilter):
    """By one entry of ``data``; a document without it counts as having ``default``."""

    values = ()
    default = None

    def lookups(self, request, model_admin):
        return [(value, value) for value in self.values]

    def queryset(self, request, queryset):
        if self.value() not in self.values:
            return queryset
        condition = Q(**{f"data__{self.parameter_name}": self.stored(self.value())})
        if self.value() == self.default:
            condition |= ~Q(data__has_key=self.parameter_name)
        return queryset.filter(condition)

    def stored(self, value):
        return value


class StateFilter(DataFilter):
    title = parameter_name = "state"
    values, default = STATES, "created"


class ImportanceFilter(DataFilter):
    title = parameter_name = "importance"
    values, default = IMPORTANCE, "minor"


class MoodFilter(DataFilter):
    title, parameter_name = "mood", "current_mood"
    values, default = MOODS, "neutral"


class IsAliveFilter(DataFilter):
    title, parameter_name = "alive", "is_alive"
    values, default = ("yes", "no"), "yes"

    def stored(self, value):
        return value == "yes"


class RulesetFilter(DataFilter):
    title = parameter_name = "ruleset"
    values, default = RULESETS, "homebrew"


class ClassListFilter(admin.SimpleListFilter):
    title, parameter_name = "class list", "class"

    def lookups(self, request, model_admin):
        return [(name, name.capitalize()) for name in CLASSES]

    def queryset(self, request, queryset):
        return queryset.on_list_of(self.value()) if self.value() in CLASSES else queryset


class IsOwnedFilter(admin.SimpleListFilter):
    title, parameter_name = "owner", "owned"

    def lookups(self, request, model_admin):
        return [("yes", "With an owner"), ("no", "Without")]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(ownership__isnull=self.value() == "no")


class IsRunFilter(admin.SimpleListFilter):
    """What is supplied as a template needs nobody to run it."""

    title, parameter_name = "game master", "run"

    def lookups(self, request, model_admin):
        return [("yes", "Somebody runs it"), ("no", "Nobody runs it")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.run_by_nobody()
        if self.value() == "yes":
            return queryset.exclude(pk__in=queryset.run_by_nobody().values("pk"))
        return queryset
