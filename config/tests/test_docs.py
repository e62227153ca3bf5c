"""The documents: what they point to exists, and what they name is named as it is."""

import re
import shutil
import subprocess
from string import punctuation

import pytest

from config.tests.conftest import ROOT

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
)
FOLDERS = ("accounts", "benchmarks", "bin", "browser_tests", "common", "config", "docs", "play")
FOLDERS += ("static", "templates")

FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./-]*")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
ADDRESS = "http://127.0.0.1:8000"


def _name(path):
    return str(path.relative_to(ROOT))


def _prose(document):
    return FENCED.sub("", document.read_text())


def _code(document):
    fenced = [body for _, body in FENCED.findall(document.read_text())]
    return [*SPAN.findall(_prose(document)), *fenced]


def _anchors(document):
    """The names that a code host gives to headings: lower case, hyphens, no punctuation."""
    dropped = str.maketrans("", "", punctuation.replace("-", "").replace("_", "") + "·“”’–…")
    headings = HEADING.findall(_prose(document))
    return {heading.lower().translate(dropped).replace(" ", "-") for heading in headings}


def _is_broken(document, link):
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.is_relative_to(ROOT) or not target.exists():
        return True
    return bool(anchor) and anchor not in _anchors(target)


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_document_links_only_to_what_exists(document):
    links = [link for link in LINK.findall(_prose(document)) if "://" not in link]

    assert [link for link in links if _is_broken(document, link)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_document_names_only_files_that_exist(document):
    paths = {span for span in SPAN.findall(_prose(document)) if PATH.fullmatch(span)}

    assert {path for path in paths if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_document_names_only_targets_that_the_makefile_has(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {target for code in _code(document) for target in TARGET.findall(code)}

    assert named - targets == set()


def test_every_dependency_has_its_reason():
    lines = [
        line
        for file in ROOT.glob("requirements*.txt")
        for line in file.read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    asked_for = {re.match(r"[\w.-]+", line)[0] for line in lines}
    section = (ROOT / "CONTRIBUTING.md").read_text().partition("\n## Dependencies\n")[2]
    rows = re.findall(r"^\| `([\w.-]+)` \| (.+) \|$", section.partition("\n## ")[0], re.MULTILINE)

    assert dict(rows).keys() == asked_for


def test_every_decision_is_in_the_list_of_decisions():
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"^\| \[(\d+)\]\((\S+)\) \| (.+) \|$", _prose(folder / "README.md"), re.M)
    titles = [
        (path.name[:4], path.name, path.read_text().partition("\n")[0].removeprefix("# ")[5:])
        for path in sorted(folder.glob("[0-9]*.md"))
    ]

    assert listed == titles


@pytest.mark.skipif(shutil.which("curl") is None, reason="the example needs curl")
def test_example_of_the_readme_gives_the_answers_it_shows(site):
    blocks = FENCED.findall((ROOT / "README.md").read_text())
    [script] = [body for language, body in blocks if language == "sh" and "curl" in body]
    [answers] = [body for language, body in blocks if language == "json"]
    finished = subprocess.run(
        ["/bin/sh", "-e", "-c", script.replace(ADDRESS, site.address)],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (finished.stdout, finished.stderr) == (answers.replace("\n", ""), "")
