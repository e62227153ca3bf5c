"""What a table refuses is asked about in one query before a row is saved."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.test.utils import isolate_apps

from common.models import UUIDModel

pytestmark = pytest.mark.django_db


@isolate_apps("common")
def _model():
    class Jar(UUIDModel):
        label = models.TextField()
        size = models.IntegerField()
        filled = models.IntegerField(null=True, blank=True)
        lid = models.ForeignKey("self", models.DO_NOTHING, null=True, blank=True)

        class Meta:
            app_label = "common"
            constraints = [
                CheckConstraint(
                    condition=Q(size__gte=1),
                    name="jar_has_a_size",
                    violation_error_message="A jar has a size.",
                ),
                CheckConstraint(
                    condition=Q(filled__lte=F("size")),
                    name="jar_holds_what_is_in_it",
                    violation_error_message="More is in it than it holds.",
                ),
                CheckConstraint(
                    condition=Exact(Length("label"), 3),
                    name="jar_label_has_three_letters",
                    violation_error_message="A label has three letters.",
                ),
            ]

    return Jar


Jar = _model()


def faults_of(jar, **left_out):
    try:
        jar.full_clean(**left_out)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("filled", [None, 0, 5])
def test_good_row_takes_one_query_in_a_savepoint(django_assert_num_queries, filled):
    with django_assert_num_queries(3):
        assert faults_of(Jar(label="jam", size=5, filled=filled)) == []


@pytest.mark.parametrize(
    ("broken", "faults"),
    [
        ({"size": 0, "filled": None}, ["A jar has a size."]),
        ({"filled": 6}, ["More is in it than it holds."]),
        ({"label": "plum"}, ["A label has three letters."]),
        ({"size": 0, "label": "plum"}, ["A jar has a size.", "A label has three letters."]),
    ],
)
def test_each_check_that_is_broken_is_named(broken, faults):
    assert faults_of(Jar(**{"label": "jam", "size": 5, "filled": 0} | broken)) == faults


def test_check_of_a_column_that_is_left_out_says_nothing():
    jar = Jar(label="plum", size=0, filled=9)
    assert faults_of(jar, exclude=["size"]) == ["A label has three letters."]
    assert faults_of(jar, exclude=["label", "filled"]) == ["A jar has a size."]


def test_row_that_was_fetched_is_not_looked_up(django_assert_num_queries):
    jar = Jar(label="jam", size=5, lid=Jar(label="lid", size=1))
    jar.lid._state.adding = False
    with django_assert_num_queries(3):
        assert faults_of(jar) == []
