"""What import-linter cannot see: foreign keys, templates and forms name other apps by string or by reach."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[3]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
STAIRS = [[room.strip("() ") for room in layer.split("|")] for layer in CONTRACTS[0]["layers"]]
HEIGHT = {app: -step for step, layer in enumerate(STAIRS) for app in layer}
NAMES_AN_APP = re.compile(r"""\{%\s*(?:url|include|extends)\s+["'](\w+)[:/]""")


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("xuncha.")]


def test_every_app_of_the_house_stands_on_a_stair() -> None:
    assert {model._meta.app_label for model in own_models()} <= HEIGHT.keys()  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type) -> None:
    here = model._meta.app_label  # type: ignore[attr-defined]
    for field in model._meta.get_fields():  # type: ignore[attr-defined]
        if field.many_to_one and not field.auto_created and field.related_model:
            there = field.related_model._meta.app_label
            assert here == there or HEIGHT[there] < HEIGHT[here], (
                f"{model.__name__}.{field.name} points up to {there}"
            )


@pytest.mark.parametrize(
    "template", sorted(ROOT.glob("xuncha/*/templates/**/*.html")), ids=lambda path: path.name
)
def test_templates_name_only_lower_apps(template: Path) -> None:
    here = template.relative_to(ROOT / "xuncha").parts[0]
    for there in NAMES_AN_APP.findall(template.read_text(encoding="utf-8")):
        assert there == here or there not in HEIGHT or HEIGHT[there] < HEIGHT[here], (
            f"{template.name} names {there}"
        )


@pytest.mark.parametrize("source", sorted(ROOT.glob("xuncha/*/**/*.py")), ids=lambda path: path.name)
def test_forms_are_used_by_their_own_app_only(source: Path) -> None:
    own = source.relative_to(ROOT / "xuncha").parts[0]
    named = re.findall(r"xuncha\.(\w+)\.forms", source.read_text(encoding="utf-8"))
    assert set(named) <= {own}


@pytest.mark.parametrize(
    "package", sorted(ROOT.glob("xuncha/**/__init__.py")), ids=lambda path: path.parent.name
)
def test_packages_hold_no_code_of_their_own(package: Path) -> None:
    tree = ast.parse(package.read_text(encoding="utf-8"))
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)  # a re-export and its docstring at most
    assert all(isinstance(node, allowed) for node in tree.body)
