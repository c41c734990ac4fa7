"""Is every page good HTML? The Nu HTML checker reads one of each shape, for every person and every address."""

import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.pure, pytest.mark.django_db]
# It runs for less time than the full compiler takes to become worth its work.
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
CHECKER = Path(settings.BASE_DIR, ".var", "checker", "vnu.jar")
# A field that is filled in by scripts alone may be empty in the page that is sent.
FINE: tuple[str, ...] = ()


def test_the_html_checker_finds_nothing_on_any_page(survey, tmp_path):
    for number, page in enumerate(survey.pages.values()):
        (tmp_path / f"{number}.html").write_text(page.html)
    assert faults(tmp_path, list(survey.pages.values())) == []


def faults(folder, pages):
    command = [
        "java",
        *BRIEFLY,
        "-Xss2m",
        "-jar",
        CHECKER,
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        folder,
    ]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found = {}
    for message in said["messages"]:
        page = pages[int(Path(message["url"]).stem)]
        if message["message"] not in FINE:
            found.setdefault(message["message"], f"{page.who} {page.status} {page.url}: {message.get('extract', '')}")
    return [f"{text}\n    {where}" for text, where in found.items()]
