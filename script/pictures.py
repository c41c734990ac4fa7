"""Which pictures stand in docs/, and how are they taken? From the demonstration, on a day that never changes.

The system runs in this process, in a folder that is thrown away, with its clock stopped. Each picture is reached from
the home page or from a case by the links that its page of docs/ names: where one is missing, this stops and says so.
"""

import datetime as dt
import io
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
# A Tuesday in school term.
STOPPED_AT = dt.datetime(2026, 11, 24, 10, 30, tzinfo=dt.UTC)
WIDTH, HEIGHT = 1280, 900
COLOURS = 48
PATIENCE = 10_000
BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(frozen=True)
class Picture:
    """One picture: its name, who looks, where they begin, which links they follow, and how much of the page is shown."""

    name: str
    who: str
    start: str = "/"
    clicks: tuple[str, ...] = ()
    height: int = HEIGHT


PICTURES = (
    Picture("home-office", "priya", height=1020),
    Picture("case", "priya", "/reviews/FM-2026-006/"),
    Picture("chase-list", "priya", clicks=("The whole chase list",), height=760),
    Picture("home-agency", "hana"),
    Picture("return", "hana", clicks=("Go on typing",), height=1000),
    Picture("home-reviewer", "luca", height=780),
    Picture("combined", "luca", "/reviews/FM-2025-001/", ("Chronology",), 1300),
    Picture("report", "luca", "/reviews/FM-2025-001/", ("Report",)),
    Picture("home-partner", "dev", height=760),
    Picture("decision", "dev", clicks=("Give the decision",)),
    Picture("board", "bea", clicks=("Recommendations",)),
    Picture("recommendation", "bea", clicks=("FM-2025-001, 3",)),
    Picture("screening", "cora", "/reviews/FM-2026-008/", ("Referral and notification",)),
    Picture("home-panel", "pam", height=700),
    Picture("signing", "harriet", "/reviews/FM-2026-001/", ("Signing and publication",)),
    Picture("home-governance", "ira"),
    Picture("trail", "ira", "/reviews/FM-2025-001/", ("Trail",), 700),
    Picture("refer", "rhea", clicks=("Refer a case",)),
    Picture("notification", "nell", clicks=("Do this now",)),
    Picture("people", "adam", clicks=("See people and their roles",), height=700),
)


def main(names: Sequence[str]) -> None:
    if unknown := set(names) - {picture.name for picture in PICTURES}:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}.")
    sys.path.insert(0, str(ROOT))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cspr-pictures-") as folder:
        prepare(folder)
        with mock.patch("django.utils.timezone.now", return_value=STOPPED_AT), served() as url:
            take(url, names)


def prepare(folder: str) -> None:
    for name in [name for name in os.environ if name.startswith("CSPR_")]:
        del os.environ[name]
    os.environ |= {"CSPR_VAR": folder, "DJANGO_SETTINGS_MODULE": "cspr.settings", "LOG_LEVEL": "ERROR"}
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/pictures.sqlite3"
    import django

    django.setup()


@contextmanager
def served() -> Iterator[str]:
    """The system with its demonstration; yields its address."""
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    call_command("start", prepare_only=True)
    call_command("demo", stdout=io.StringIO())

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing of what is asked for."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()


def take(url: str, names: Sequence[str]) -> None:
    """Walk the whole way, since some pages tell who was here before, and keep the pictures named, or all."""
    from playwright.sync_api import Browser, Page, sync_playwright

    def signed_in(browser: Browser, who: str) -> Page:
        context = browser.new_context(
            base_url=url,
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/account/sign-in/")
        page.locator(f"form:has(input[value='{who}@fenmarsh.example']) button").last.click()
        page.get_by_role("button", name="I have read this").click()
        return page

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium-headless-shell"), args=list(BROWSER))
        pages: dict[str, Page] = {}
        for picture in PICTURES:
            page = pages.get(picture.who) or pages.setdefault(picture.who, signed_in(browser, picture.who))
            page.goto(picture.start)
            for link in picture.clicks:
                page.locator("main a").filter(has_text=re.compile(rf"^\s*{re.escape(link)}")).first.click()
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            page.set_viewport_size({"width": WIDTH, "height": picture.height})
            if not names or picture.name in names:
                keep(picture.name, page.screenshot())
        browser.close()


def keep(name: str, taken: bytes) -> None:
    """Write the picture with few colours, and say how large it is; leave it alone where nothing changed."""
    from PIL import Image

    path = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    image.save(small, "PNG", optimize=True)
    changed = not path.exists() or path.read_bytes() != small.getvalue()
    path.write_bytes(small.getvalue())
    path.chmod(0o644)  # the system that was started keeps what it writes to itself
    print(
        f"{path.relative_to(ROOT)}  {len(small.getvalue()) // 1000} kB  {'new' if changed else 'as it was'}", flush=True
    )


if __name__ == "__main__":
    main(sys.argv[1:])
