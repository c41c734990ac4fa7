"""Is everything long that people type saved as they type it?"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from cspr.tests.test_architecture import modules

pytestmark = pytest.mark.pure
ROOT = Path(settings.BASE_DIR)
FORM = re.compile(r"<form\b[^<>]*method=\"post\"[^<>]*>.*?</form>", re.S)
# Pages whose forms keep nothing, and why.
REGISTER = "real names stand in the identity register, and in no draft beside it"
LOOKING = "what is looked for may be a name, and stands in no draft"
EDITOR = "the editor of the report saves its text itself, block by block"
EXCEPTIONS = {
    "help/components/": "examples of pieces of a page, which are sent nowhere",
    "reviews/<str:code>/identities/add/": REGISTER,
    "reviews/<str:code>/identities/<int:pk>/": REGISTER,
    "reviews/<str:code>/report/sections/<int:pk>/": EDITOR,
}
# Views that say ``keep=""``, by file.
UNKEPT = {
    "chronology/views/searching.py": LOOKING,
    "reviews/identities/views.py": REGISTER,
    "reviews/rapid_review/views/office.py": REGISTER,
}
# Templates whose form may stand without: signing in, and the register.
TEMPLATES = ("account/", "components/", "reviews/identities/")


@pytest.mark.django_db
def test_no_page_has_a_long_text_that_is_not_kept(survey):
    unkept = {
        page.route
        for page in survey.pages.values()
        for form in FORM.findall(page.html)
        if "<textarea" in form and "data-autosave=" not in form
    }
    assert unkept - set(EXCEPTIONS) == set()


def test_only_the_register_says_that_nothing_is_kept():
    found = set()
    for path in (path for path in modules() if path.name == "views.py" or path.parent.name == "views"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "keep" and ast.unparse(node.value) in ("''", "NOT_KEPT"):
                found.add(str(path.relative_to(ROOT)))
    assert found == set(UNKEPT)


def test_every_form_that_is_sent_can_be_kept():
    bare = [
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        for form in FORM.findall(path.read_text().replace("{% autosave form %}>", " data-autosave=>"))
        if "{% crispy form %}" in form and "data-autosave=" not in form
    ]
    assert [name for name in bare if not name.startswith(TEMPLATES)] == []
