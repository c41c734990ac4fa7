"""Is what docs/ and the README say still there: pages, pictures, addresses, settings, commands, and words on the screen?"""

import ast
import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, get_resolver, resolve

pytestmark = pytest.mark.pure

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
GUIDE = sorted((DOCS / "guide").glob("*.md"))
WRITTEN = [page for page in PAGES if page.name not in ("access.md", "phases.md")]  # those two are printed
MOST_BYTES, MOST_BYTES_TOGETHER = 120_000, 1_500_000

LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
NAMED = re.compile(r"""(?:reverse\(|{% url )["']([a-z:_-]+)["']""")
READ = re.compile(r"""(?:\b(?:env(?:\.\w+)?|switch|one_of|web|sender)|os\.environ\.get)\(\s*"([A-Z][A-Z0-9_]*)\"""")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` \|", re.MULTILINE)
# In bold for weight, and not because it stands on the screen.
STRESSED = {
    "What you type is saved as you type.", "If a child may be at risk now, ring children's social care, or 999 in an emergency. This is not the place for it.",
    "Signing in.", "Use the labels", "Dotted words", "bold", "The date on the receipt counts", "It is not ours",
}  # fmt: skip


def said(page: Path) -> str:
    """The text of a page without its blocks of code."""
    return re.sub(r"^```.*?^```|^    .*$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made where such pages are shown."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(page.read_text())}


def names_of_pictures() -> list[str]:
    """The pictures that script/screenshots takes."""
    calls = (
        node
        for node in ast.walk(ast.parse((ROOT / "script" / "pictures.py").read_text()))
        if isinstance(node, ast.Call)
    )
    return [call.args[0].value for call in calls if getattr(call.func, "id", "") == "Picture"]


def test_every_link_leads_somewhere():
    dead = []
    for page in PAGES:
        for link in LINK.findall(page.read_text()):
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                dead.append(f"{page.relative_to(ROOT)}: {link}")
    assert dead == []


def test_every_page_is_linked_from_the_readme_or_from_a_page_linked_there():
    reached, ahead = set(), {ROOT / "README.md"}
    while ahead:
        page = ahead.pop()
        reached.add(page)
        links = {(page.parent / link.partition("#")[0]).resolve() for link in LINK.findall(page.read_text())}
        ahead |= {link for link in links if link.suffix == ".md" and link.exists()} - reached
    assert set(PAGES) - reached == set()


def test_every_picture_is_shown_and_taken_by_the_script_and_small():
    shown = {(page.parent / link).resolve() for page in PAGES for link in PICTURE.findall(page.read_text())}
    taken = {PICTURES / f"{name}.png" for name in names_of_pictures()}
    assert shown == taken == set(PICTURES.iterdir())
    sizes = [path.stat().st_size for path in taken]
    assert max(sizes) < MOST_BYTES and sum(sizes) < MOST_BYTES_TOGETHER


def test_every_address_and_every_name_of_one_is_alive():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)} | {"drafts:save", "drafts:discard"}
    dead = []
    for page in WRITTEN:
        dead += [f"{page.name}: {name}" for name in NAMED.findall(page.read_text()) if name not in known | MADE_UP]
        for address in (code for code in CODE.findall(said(page)) if re.fullmatch(r"/[\w/-]*/", code)):
            try:
                resolve(address)
            except Resolver404:
                dead.append(f"{page.name}: {address}")
    assert dead == []


# Names that the recipes for developers give to what is to be made.
MADE_UP = {"learning", "learning-share"}


def test_every_command_and_every_file_is_there():
    commands = set(get_commands())
    missing = []
    for page in WRITTEN:
        text = page.read_text()
        missing += [
            f"{page.name}: manage.py {name}"
            for name in re.findall(r"manage\.py ([a-z_]+)", text)
            if name not in commands
        ]
        missing += [
            f"{page.name}: {name}"
            for name in re.findall(r"(?<![\w/.])script/[\w.]+", text)
            if not (ROOT / name.rstrip(".")).exists()
        ]
    assert missing == []


def test_the_table_of_settings_is_the_settings():
    code = [
        path for folder in ("cspr", "agencies") for path in (ROOT / folder).rglob("*.py") if "tests" not in path.parts
    ]
    read = {name for path in code for name in READ.findall(path.read_text())}
    listed = ROW.findall((DOCS / "administrators.md").read_text())
    assert sorted(listed) == sorted(read | {"DATABASE_URL", "EMAIL_URL"})


def test_words_in_bold_stand_on_the_screen():
    folders = ("templates", "cspr", "agencies", "reviews", "chronology", "recommendations")
    files = [path for folder in folders for kind in ("*.html", "*.py") for path in (ROOT / folder).rglob(kind)]
    files += (ROOT / "static" / "js").glob("*.js")
    screen = plain(" ".join(path.read_text() for path in files if "tests" not in path.parts))
    told = {words for page in GUIDE for words in BOLD.findall(said(page))} - STRESSED
    assert sorted(words for words in told if plain(words) not in screen and not re.search(r"\w\w-\d{4}", words)) == []


def plain(text: str) -> str:
    """Text as one line, whatever its apostrophes, and in lower case: labels are capitalised where they are shown."""
    return re.sub(r"\s+", " ", html.unescape(text)).replace("’", "'").lower()
