import ast
import sys

from config.tests.conftest import ROOT

ALLOWED = {
    "pydantic",
    "pydantic_core",
    "common.dice",
    "common.dice.results",
    "common.documents",
    "common.relation_map",
    "common.text_diff",
}
RULES = sorted(path for path in ROOT.glob("*/rules/**/*.py"))


def test_rules_import_only_what_is_pure():
    assert [
        (str(path.relative_to(ROOT)), name)
        for path in RULES
        for name in imported(path)
        if not is_pure(name, own=f"{path.relative_to(ROOT).parts[0]}.rules")
    ] == []


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def is_pure(name, own):
    return (
        name in ALLOWED
        or name.partition(".")[0] in sys.stdlib_module_names
        or name == own
        or name.startswith(f"{own}.")
    )
