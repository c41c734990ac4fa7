"""Does the code keep its own law?"""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.pure

ROOT = Path(settings.BASE_DIR)
FOLDERS = ("cspr", "agencies", "reviews", "chronology", "recommendations")
TOP_LEVEL = {
    "manage.py", *FOLDERS, "templates", "static", "requirements.txt", "pytest.ini", "README.md", "script", "docs", "LICENSE",
}  # fmt: skip
MOST_LINES = 400


def modules(*, tests: bool = False) -> list[Path]:
    """The project's own modules, without migrations."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return sorted(path for path in found if tests or "tests" not in path.parts)


@cache
def text_of(path: Path) -> str:
    return path.read_text()


@cache
def read(path: Path) -> tuple[bool, list[ast.FunctionDef]]:
    """Whether a module says what it is for, and its functions, those inside others too: parsed once for all that ask."""
    tree = ast.parse(text_of(path))
    return bool(ast.get_docstring(tree)), [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_every_import_points_left():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_nothing_else_stands_on_top():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_every_module_says_which_question_it_answers():
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if text_of(path).strip() and path.name not in ("apps.py", "__init__.py") and not read(path)[0]
    ]
    assert silent == []


def test_no_module_outgrows_its_room():
    long = {str(path.relative_to(ROOT)): len(text_of(path).splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_nothing_is_imported_late():
    late = []
    for path in modules():
        for function in read(path)[1]:
            if function.name != "ready":
                late += [
                    f"{path.relative_to(ROOT)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FOLDERS
                ]
    assert late == []


def test_the_clock_is_read_in_one_place():
    readers = (
        "timezone.now(",
        "timezone.localdate()",
        "datetime.now(",
        "date.today(",
        "datetime.utcnow(",
        " time.time()",
    )
    found = [
        f"{path.relative_to(ROOT)}: {reader}"
        for path in modules()
        for reader in readers
        if reader in text_of(path) and path != ROOT / "cspr" / "clock.py"
    ]
    assert found == []


def test_every_signature_outside_tests_has_types():
    bare = []
    for path in modules():
        for node in read(path)[1]:
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            named = [argument for argument in arguments if argument.arg not in ("self", "cls")]
            if any(argument.annotation is None for argument in named):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert bare == []


def test_every_test_can_fail():
    empty = []
    for path in modules(tests=True):
        if not path.name.startswith("test_"):
            continue
        lines = text_of(path).splitlines()
        for node in read(path)[1]:
            if node.name.startswith("test_"):
                text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                if not any(word in text for word in ("assert", "raises", "expect", "refused", "eventually", "axe(")):
                    empty.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert empty == []


def test_no_view_writes():
    words = (".save(", ".create(", ".delete(", ".update(", ".bulk_create(", ".get_or_create(")
    writing = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules()
        if path.name == "views.py" or path.parent.name == "views"
        for line in text_of(path).splitlines()
        if any(word in line for word in words) and "actions." not in line and "context.update(" not in line
    ]
    assert writing == []
