"""``manage.py start`` brings everything up, keeps it up, and takes all of it down."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from cspr.celery import app
from cspr.tests.live import a_database, another_redis_database, free_port

pytestmark = pytest.mark.browser
SECONDS = 240


def eventually(true):
    until = time.monotonic() + SECONDS
    while not (answer := true()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return answer


def family(process):
    """The processes that were started by this one, by their command lines."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append((int(folder.name), (folder / "cmdline").read_text()))
        except OSError:
            continue  # it has just ended
    found, look = {}, [process.pid]
    while look:
        for pid, command in children.get(look.pop(), []):
            found[pid] = command
            look.append(pid)
    return found


def running(pids):
    """Those that still run; one that has ended may stand in the list of processes until the system has cleared it away."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        found += [pid] if state not in "ZX" else []
    return found


@contextmanager
def start(folder, *options, **more):
    """The command, ready, and the file of what it has said so far; as a shell would run it that names nothing but ``more``."""
    port = free_port()
    ours = ("CSPR_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    said = folder / "said"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start", *options],
            cwd=settings.BASE_DIR, env={**plain, "CSPR_VAR": str(folder), "PORT": str(port), **more}, stdout=out,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        eventually(lambda: "Ctrl-C to stop" in said.read_text() or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        process.port = port
        yield process, said
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def started(tmp_path):
    """The system started without rows."""
    with a_database(tmp_path, with_tables=True) as database:
        more = {"DATABASE_URL": database}
        if settings.REDIS_URL:  # neither the tests' own tasks nor those of the live system
            more["REDIS_URL"] = another_redis_database(settings.REDIS_URL, further=2)
        with start(tmp_path, "--without-demo", **more) as running:
            yield running


def test_the_first_start_in_an_empty_folder_brings_the_demonstration(tmp_path, browser):
    with start(tmp_path) as (process, said):
        assert said.read_text().count("@fenmarsh.example") > 15
        page = browser.new_page(base_url=f"http://localhost:{process.port}")
        page.goto("/account/sign-in/")
        page.get_by_role("button", name="Sign in as Priya Raman").click()
        page.get_by_role("heading", name="What waits for you").wait_for()
        page.close()
    with start(tmp_path) as (process, said):
        assert "Loading the demonstration" not in said.read_text()


def test_it_says_where_it_is_and_stops_all_of_it_when_told_to(started):
    process, said = started
    assert f"Ready: http://localhost:{process.port}/" in said.read_text()
    with urllib.request.urlopen(f"http://localhost:{process.port}/") as answer:
        assert answer.status == 200
    before = family(process)
    assert any("gunicorn" in command for command in before.values())
    assert any("celery" in command for command in before.values())
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert said.read_text().rstrip().endswith("Stopped.")
    assert running(before) == []


def test_a_worker_that_was_killed_is_started_again_and_nobody_outlives_the_watcher(started):
    process, said = started
    worker = next(pid for pid, command in family(process).items() if "celery" in command)
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: "The worker has ended; starting it again." in said.read_text())
    eventually(lambda: any("celery" in command for pid, command in family(process).items() if pid != worker))
    everybody = family(process)
    process.kill()
    process.wait()
    assert eventually(lambda: not running(everybody))


APART = """
import django, signal, sys, time
django.setup()
from cspr.management.commands import start
for number in start.SIGNALS:
    signal.signal(number, start.raise_stop)
def work():
    print("at work", flush=True)
    while True:
        try:
            time.sleep(60)
        except BaseException:  # as a library may do, in the middle of the loading
            pass
try:
    start.apart(work)
except start.Stop:
    print("Stopped.")
"""


@pytest.mark.parametrize("whole_group", [True, False])
def test_what_is_prepared_ends_with_a_ctrl_c_wherever_it_is(whole_group):
    process = subprocess.Popen(
        [sys.executable, "-c", APART], cwd=settings.BASE_DIR, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cspr.settings"}, start_new_session=True,
    )  # fmt: skip
    assert process.stdout.readline() == "at work\n"
    both = [process.pid, *family(process)]
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "Stopped.\n"
    assert len(both) == 2 and running(both) == []


def test_what_is_prepared_does_not_outlive_whoever_started_it():
    process = subprocess.Popen(
        [sys.executable, "-c", APART], cwd=settings.BASE_DIR, text=True, stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cspr.settings"},
    )  # fmt: skip
    assert process.stdout.readline() == "at work\n"
    both = [process.pid, *family(process)]
    process.kill()
    process.communicate()
    assert eventually(lambda: not running(both))


def test_the_worker_knows_every_task_that_the_clock_strikes_for():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
