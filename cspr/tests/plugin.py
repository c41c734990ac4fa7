"""What does every test run lean on? A throw-away folder, no outside network, the right part, and a browser on request.

Loaded by pytest.ini before anything else, so that the environment is set before the settings are read.
"""

import atexit
import gc
import json
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

# What a developer's shell may hold and a test must not see; DATABASE_URL and REDIS_URL tell the parts apart.
FOREIGN = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "PORT", "LOG_LEVEL")
KEPT = ("CSPR_SUITE", "CSPR_TEST_REPORT")

for _name in list(os.environ):
    if _name in FOREIGN or (_name.startswith("CSPR_") and _name not in KEPT):
        del os.environ[_name]
os.environ["CSPR_VAR"] = tempfile.mkdtemp(prefix="cspr-test-")
atexit.register(shutil.rmtree, os.environ["CSPR_VAR"], ignore_errors=True)

# The marks of a module, and those of whatever stands in it.
MARKS_OF_ALL = re.compile(r"^pytestmark = .*", re.M)
MARK = re.compile(r"pytest\.mark\.(\w+)")
# Of what failed, so much is said again at the very end, where a long log is cut last.
ENOUGH, MOST = 1_500, 5
LOOPBACK = ("127.0.0.1", "::1", "localhost", "")
# What Playwright leaves out of Chromium (of two such lists the last one counts), and a new frame for every page of the same
# site, which takes a third of a page's time. No page can tell.
LEFT_OUT = "AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades,MediaRouter,PaintHolding,RenderDocument"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    f"--disable-features={LEFT_OUT}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


# The run ---------------------------------------------------------------------------------------

# Rubbish is looked for seldom, and never in what was loaded for good: that was a tenth of a run.
gc.set_threshold(20_000, 20, 20)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    import hypothesis
    from django.conf import settings  # not before the environment is set
    from django.db import connections

    # How long an example takes says how busy the machine is; what takes long is seen by script/bench.
    hypothesis.settings.register_profile("suite", deadline=None)
    hypothesis.settings.load_profile("suite")

    # Hashing a password as slowly as in earnest would be most of the run.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if (suite := os.environ.get("CSPR_SUITE")) and not settings.SQLITE:
        connections.settings["default"]["TEST"]["NAME"] = f"test_{suite}"  # two parts may share a server
    if not settings.REDIS_URL:
        for folder in ("tasks", "control"):
            (settings.QUEUE / folder).mkdir(parents=True, exist_ok=True)
    shut_the_network()
    look_for_static_files_once()
    tell_columns_apart_quickly()


def tell_columns_apart_quickly() -> None:
    """A query in an order compares all its columns by what each was made of, found out anew from a signature: said at once."""
    from django.db.models.expressions import Col

    found_out = Col.identity.func  # type: ignore[attr-defined]

    def identity(self: Col) -> tuple[Any, ...]:
        given, named = self._constructor_args  # type: ignore[attr-defined]
        if named or not 2 <= len(given) <= 3:
            return found_out(self)
        alias, target, shown = (*given, None)[:3]
        return (
            type(self),
            ("alias", alias),
            ("target", self._identity(target)),
            ("output_field", self._identity(shown)),
        )

    Col.identity = cached_property(identity)  # type: ignore[assignment]
    Col.identity.__set_name__(Col, "identity")  # type: ignore[attr-defined]


def look_for_static_files_once() -> None:
    """Every client of a test has a middleware of its own, which would read all folders of files again."""
    from cspr.statics import SentSmall

    look, found = SentSmall.add_files_from_finders, {}

    def once(self: SentSmall) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    SentSmall.add_files_from_finders = once  # type: ignore[method-assign]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave unread the modules in which no test can be of this part: to read them all takes longer than some parts of it."""
    if not collection_path.match("test_*.py"):
        return None
    text = collection_path.read_text()
    of_all = {mark for line in MARKS_OF_ALL.findall(text) for mark in MARK.findall(line)}
    belongs = SUITES[os.environ.get("CSPR_SUITE", "")]
    return None if any(belongs(of_all | {mark}) for mark in {"", *MARK.findall(text)}) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    belongs = SUITES[os.environ.get("CSPR_SUITE", "")]
    kept = [item for item in items if belongs({mark.name for mark in item.iter_markers()})]
    if others := set(items).difference(kept):
        config.hook.pytest_deselected(items=list(others))
        items[:] = kept


# Which tests a run takes, by their marks (pytest.ini says what these mean); by hand, without a run, all.
SUITES: dict[str, Callable[[set[str]], bool]] = {
    "": lambda marks: True,
    "rules": lambda marks: "page" not in marks and ("browser" not in marks or "smoke" in marks),
    "records": lambda marks: not marks & {"pure", "browser"},
    "browser": lambda marks: "browser" in marks and "pure" not in marks,
    "sqlite": lambda marks: "browser" not in marks or "smoke" in marks,
    "postgres": lambda marks: "pure" not in marks,
}


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    """Leave the figures for ``script/test``, which adds up the parts, and what it says last: what failed, and where."""
    if report := os.environ.get("CSPR_TEST_REPORT"):
        kinds = ("passed", "failed", "error", "skipped", "xfailed")
        count = {kind: len(terminalreporter.getreports(kind)) for kind in kinds}
        broken = terminalreporter.getreports("failed") + terminalreporter.getreports("error")
        figures = {
            "passed": count["passed"] + count["xfailed"],
            "failed": count["failed"] + count["error"],
            "skipped": count["skipped"],
            "broken": [f"{one.nodeid} ({one.when})\n{one.longreprtext[-ENOUGH:]}" for one in broken[:MOST]],
        }
        Path(report).write_text(json.dumps(figures))


class OutsideNetwork(AssertionError):
    """A test reached for another machine."""


def shut_the_network() -> None:
    """Refuse every connection that leaves this machine, except to the servers the run is pointed at."""
    servers = [os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")]
    allowed = {*LOOPBACK, *(urlsplit(server).hostname or "" for server in servers)}
    resolve, connect, connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex
    known: set[str] = set()

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name not in allowed | known and not name.startswith("127."):
            raise OutsideNetwork(f"A test reached for {name}; tests stay on this machine.")

    def guarded_resolve(host: Any, *arguments: Any, **named: Any) -> Any:
        check(host)
        found = resolve(host, *arguments, **named)
        known.update(str(address[4][0]) for address in found)
        return found

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])
        return connect_ex(self, address)

    socket.getaddrinfo = guarded_resolve
    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Watch what is written before the first fixture writes."""
    if "memory_of_a_test" in getattr(item, "fixturenames", ()):
        from cspr.tests.memory import MEMORY

        MEMORY.begin()


@pytest.fixture
def memory_of_a_test(db: None) -> Any:
    """What fixtures have left in the database, for the whole run (see ``cspr.tests.memory``)."""
    from cspr.tests.memory import MEMORY

    return MEMORY


@pytest.fixture(scope="session")
def survey(django_db_setup: None, django_db_blocker: Any) -> Any:
    """What every person gets at every address (see ``cspr.tests.survey``)."""
    from cspr.tests.survey import survey as take

    with django_db_blocker.unblock():
        return take()


# The running system ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live() -> Iterator[Any]:
    """The whole system in real processes on a database of its own (see ``cspr.tests.live``)."""
    from cspr.tests.live import Live

    with Live.running() as system:
        yield system


@pytest.fixture(scope="session")
def spare(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A second database, for what many do at once (see ``cspr.tests.spare``); whatever is left there stays."""
    from cspr.tests.spare import spare_database

    with django_db_blocker.unblock(), spare_database(tmp_path_factory.mktemp("spare")) as database:
        yield database


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would refuse the database to every test that follows.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()
        # Under that loop Django keeps connections of its own, which nobody else would close.
        connections.close_all()


@pytest.fixture
def new_context(browser: Any, live: Any) -> Iterator[Any]:
    """``new_context()`` opens a browser without cookies, with what Playwright is told more of it.

    Reaching for another machine fails the test.
    """
    opened: list[Any] = []
    foreign: list[str] = []

    def note(request: Any) -> None:
        if request.url.startswith(("http", "ws")) and urlsplit(request.url).netloc != urlsplit(live.url).netloc:
            foreign.append(request.url)

    def new(**more: Any) -> Any:
        window = browser.new_context(
            base_url=live.url, locale="en-GB", timezone_id="Europe/London", accept_downloads=True, **more
        )
        window.set_default_timeout(30_000)
        window.on("request", note)
        opened.append(window)
        return window

    yield new
    for window in opened:
        window.close()
    assert not foreign, f"A page reached for another machine: {foreign}"


@pytest.fixture
def context(new_context: Any) -> Any:
    """A fresh browser window without cookies."""
    return new_context()


@pytest.fixture
def page(context: Any) -> Any:
    """One page of the browser; addresses may be given as paths (``page.goto("/")``)."""
    return context.new_page()


@pytest.fixture(scope="session")
def axe() -> Any:
    """``axe(page)`` asserts that axe-core finds nothing on this page.

    Contrast takes most of its time, and follows from the kinds of elements: with ``axe(page, contrast_in=selector)`` it is
    read in the elements that the selector names, and in what stands in them, once for all that are alike.
    """
    from axe_playwright_python.sync_playwright import Axe, AxeResults

    script = Axe().axe_script
    # What passed is long, and nobody reads it; styles need not be fetched again for rules that are not asked.
    options = {"resultTypes": ["violations"], "preload": False}

    def check(page: Any, *, contrast_in: str = "") -> None:
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(script)
        found = AxeResults(page.evaluate(READ, [contrast_in, options]))
        assert not found.violations_count, f"{urlsplit(page.url).path}\n{found.generate_report()}"

    return check


# All is asked in one go, for axe takes the page to pieces anew for each. Of elements that are alike, and stand in what is
# alike, the contrast of one is read. The editor takes every mark out of its text again: there each is read.
READ = """([where, options]) => {
    const passing = /^(id|for|href|value|name|title|action|src|headers|nonce|aria-(label|labelledby|describedby|controls))$/
    const kinds = new Map(), seen = new Set()
    const kind = e => {
        if (!e) return ''
        if (!kinds.has(e)) kinds.set(e, kind(e.parentElement) + '>' + e.tagName + [...e.attributes]
            .filter(a => !passing.test(a.name)).map(a => a.name + '=' + a.value).join())
        return kinds.get(e)
    }
    for (const e of where ? document.querySelectorAll(`${where}, ${where} *`) : [])
        if (e.checkVisibility() && !e.closest('.ProseMirror'))
            if (seen.has(kind(e))) e.dataset.same = ''
            else seen.add(kind(e))
    const one = ':not([data-same])'
    axe.configure({rules: [{id: 'color-contrast', selector: where ? `${where}${one}, ${where} ${one}` : '*'}]})
    return axe.run(options)
}"""
