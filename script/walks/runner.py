"""How many pages, clicks and seconds do the commonest tasks take? Walks each in Chromium and prints a table.

A click is a press on a link, a button, a tick or a choice; typing into a field is none. Signing in is not counted.
The seconds are those of the machine: what the system and the browser need, with nobody reading or typing.
"""

import shutil
import sys
import time

from playwright.sync_api import Browser, sync_playwright
from tasks import TASKS, Task
from walker import Walker

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
ROW = "| {:52} | {:20} | {:>5} | {:>6} | {:>7} |"


def main(address: str) -> None:
    print(ROW.format("Task", "Who", "Pages", "Clicks", "Seconds"))
    print(ROW.format(*["---"] * 5))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell"), args=list(QUIET))
        for task in TASKS:
            walked = walk(browser, address, task)
            seconds = f"{walked.seconds:.1f}"
            print(ROW.format(task.what, task.said, walked.pages, walked.clicks, seconds), flush=True)
        browser.close()


def walk(browser: Browser, address: str, task: Task) -> Walker:
    """One task from the person's first page on, in a window of its own."""
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        walker = Walker(context.new_page())
        if task.who:
            walker.sign_in(task.who)
        walker.begin()
        began = time.monotonic()
        task.walk(walker)
        walker.seconds = time.monotonic() - began
        return walker


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the address of a demonstration that was just loaded: script/walk http://localhost:8000")
    main(sys.argv[1].rstrip("/"))
