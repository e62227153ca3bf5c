"""What the look promises: nothing inline, nothing missing, every text readable."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
CSS = settings.BASE_DIR / "static" / "css"

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|\bhx-on|javascript:|data:", re.I
)
STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
COLOUR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")

ROOMS = ("ember", "moss", "lapis", "plum")
STATES = ("good", "bad", "warn")
PAIRS = [
    *[
        (text, surface)
        for text in ("ink", "quiet", *ROOMS, *STATES)
        for surface in ("paper", "sheet", "sunken")
    ],
    *[
        pair
        for tone in (*ROOMS, *STATES)
        for pair in ((tone, f"{tone}-soft"), ("ink", f"{tone}-soft"), ("quiet", f"{tone}-soft"))
    ],
    *[("on-accent", accent) for accent in ROOMS],
    ("on-bad", "bad"),
    ("on-danger", "danger"),
    ("night-ink", "night"),
    ("night-quiet", "night"),
]


def _name(path):
    return str(path.relative_to(settings.BASE_DIR))


def _colours():
    """Each colour token with its value by day and by night."""
    tokens = (CSS / "tokens.css").read_text()
    return {name: (day, night) for name, day, night in COLOUR.findall(tokens)}


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_template_holds_nothing_inline(template):
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_template_names_only_static_files_that_exist(template):
    named = STATIC.findall(template.read_text())

    assert [path for path in named if finders.find(path) is None] == []


@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_stands_out_from_its_surface(text, surface):
    colours = _colours()
    pairs = list(zip(colours[text], colours[surface], strict=True))

    assert [pair for pair in pairs if _contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("surface", ["paper", "sheet", "sunken"])
def test_edge_of_a_control_stands_out_from_its_surface(surface):
    colours = _colours()
    pairs = list(zip(colours["edge"], colours[surface], strict=True))

    assert [pair for pair in pairs if _contrast(*pair) < 3] == []


def test_browser_bar_has_the_colour_of_the_page():
    base = (settings.BASE_DIR / "templates" / "base.html").read_text()

    assert tuple(re.findall(r'name="theme-color" content="(#\w+)"', base)) == _colours()["paper"]


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=_name)
def test_style_sheet_uses_only_tokens_that_exist(sheet):
    known = {
        name for file in CSS.glob("*.css") for name in re.findall(r"(--[\w-]+):", file.read_text())
    }

    assert sorted(set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) - known) == []


def test_static_files_are_collected_under_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    assert len(list(Path(tmp_path, "css").glob("tokens.*.css"))) == 1
    assert (tmp_path / "staticfiles.json").is_file()
