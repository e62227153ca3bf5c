"""What the look promises: nothing inline, nothing missing, every text readable."""

import re

from django.conf import settings
from django.contrib.staticfiles import finders

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


def _found(pattern, files):
    """By file, what of ``pattern`` stands in it; without those in which there is nothing."""
    found = {_name(file): pattern.findall(file.read_text()) for file in files}
    return {name: texts for name, texts in found.items() if texts}


def test_templates_hold_nothing_inline():
    assert _found(INLINE, TEMPLATES) == {}


def test_templates_name_only_static_files_that_exist():
    assert [
        (template, path)
        for template, paths in _found(STATIC, TEMPLATES).items()
        for path in paths
        if finders.find(path) is None
    ] == []


def _too_close(pairs, contrast):
    """Each pair of tokens that by day or by night has less than this contrast."""
    colours = _colours()
    return [
        (one, other)
        for one, other in pairs
        for values in zip(colours[one], colours[other], strict=True)
        if _contrast(*values) < contrast
    ]


def test_text_stands_out_from_its_surface():
    assert _too_close(PAIRS, 4.5) == []


def test_edge_of_a_control_stands_out_from_its_surface():
    assert _too_close([("edge", surface) for surface in ("paper", "sheet", "sunken")], 3) == []


def test_browser_bar_has_the_colour_of_the_page():
    base = (settings.BASE_DIR / "templates" / "base.html").read_text()

    assert tuple(re.findall(r'name="theme-color" content="(#\w+)"', base)) == _colours()["paper"]


def test_style_sheets_use_only_tokens_that_exist():
    sheets = sorted(CSS.glob("*.css"))
    known = {
        name for names in _found(re.compile(r"(--[\w-]+):"), sheets).values() for name in names
    }

    assert [
        (sheet, name)
        for sheet, names in _found(re.compile(r"var\((--[\w-]+)"), sheets).items()
        for name in names
        if name not in known
    ] == []


def test_static_files_are_collected_under_hashed_names(collected_static):
    assert len(list((collected_static / "css").glob("tokens.*.css"))) == 1
    assert (collected_static / "staticfiles.json").is_file()
