"""How long do opening, saving, comparing, checking and printing a report take at 30, 100 and 300 pages?"""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache

from data import AT, office
from django.test import Client
from django.urls import reverse

from reviews.publication import narrative
from reviews.publication.tests import sample
from reviews.report.actions import make_version
from reviews.report.models import Report, Section, Version
from reviews.report.queries import document
from reviews.report.tests import case_to_write
from reviews.report.tests.steps import write

SIZES = (30, 100, 300)
SECTIONS = ("introduction", "chronology", "discussion", "progress")
PARAGRAPHS = 25  # in each of these sections, for 30 pages
SENTENCES = 5
Call = Callable[[], object]
# Linux says the high-water mark in KiB.
PRINT_ONE = f"""
import resource

import django

django.setup()
from reviews.publication import narrative
from reviews.publication.tests import sample

narrative.report_pdf(sample.document(paragraphs=22, sentences={SENTENCES}))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@cache
def report_of(pages: int) -> Report:
    """A report that prints on about so many pages, in a case of its own."""
    cast = office()
    report = Report.objects.get(review__code=case_to_write.make())
    for number, section in enumerate(map(section_of(report), SECTIONS), start=1):
        told = (sample.paragraph(number, position, SENTENCES) for position in range(PARAGRAPHS * pages // 30))
        write(section, "".join(one.html.replace(' data-person="7"', "") for one in told), cast, at=AT)
    return report


def section_of(report: Report) -> Callable[[str], Section]:
    return lambda kind: report.sections.get(kind=kind)


@cache
def version_of(pages: int) -> Version:
    """The report as it was kept, before ten of its paragraphs were changed."""
    report, cast = report_of(pages), office()
    version = make_version(report, purpose=Version.Purpose.KEPT, name="Before", by=cast.luca, at=AT)
    section = section_of(report)("discussion")
    blocks = list(section.blocks.filter(removed_at=None))
    texts = [
        block.html.replace("Opening", "Beginning") if place < 10 else block.html for place, block in enumerate(blocks)
    ]
    save = saving(report, section)
    save([(block.uid, text) for block, text in zip(blocks, texts, strict=True)])
    return version


def as_luca() -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(office().luca)
    return client


def saving(report: Report, section: Section) -> Callable[[list[tuple[object, str]]], None]:
    """Sends what the editor holds, with the revisions of the answer before."""
    client, url = as_luca(), reverse("report-save", args=[report.review.code, section.pk])
    known = {str(block.uid): block.revision for block in section.blocks.filter(removed_at=None)}

    def send(texts: list[tuple[object, str]]) -> None:
        html = "".join(text.replace("<p>", f'<p data-uid="{uid}">', 1) for uid, text in texts)
        sent = json.dumps({"html": html, "revisions": known})
        answer = client.post(url, sent, content_type="application/json")
        assert answer.status_code == 200, answer.content
        known.update(answer.json()["revisions"])

    return send


def open_of(pages: int) -> Call:
    """Open the editor of the longest section of a report of {pages} pages"""
    report, client = report_of(pages), as_luca()
    url = reverse("report-edit", args=[report.review.code, section_of(report)("chronology").pk])
    return lambda: shown(client, url)


def save_of(pages: int) -> Call:
    """Save one changed paragraph of that section, as it happens while one types, of {pages} pages"""
    report = report_of(pages)
    section = section_of(report)("chronology")
    texts = [(block.uid, block.html) for block in section.blocks.filter(removed_at=None, kind="paragraph", origin="")]
    send, turns = saving(report, section), iter(range(1_000_000))

    def save() -> None:
        uid, text = texts[3]
        send([*texts[:3], (uid, text.replace("</p>", f" Turn {next(turns)}.</p>")), *texts[4:]])

    return save


def compare_of(pages: int) -> Call:
    """Show what changed between a version and the draft, of {pages} pages"""
    report, version, client = report_of(pages), version_of(pages), as_luca()
    url = reverse("report-compare", args=[report.review.code, version.pk])
    return lambda: shown(client, url)


def check_of(pages: int) -> Call:
    """List what an editor would ask about a report of {pages} pages"""
    report, client = report_of(pages), as_luca()
    url = reverse("report-checks", args=[report.review.code])
    return lambda: shown(client, url)


def print_of(pages: int) -> Call:
    """Print a report of {pages} pages as PDF/UA-1"""
    told = document(report_of(pages))
    return lambda: narrative.report_pdf(told)


def shown(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code


def sized(make: Callable[[int], Call], pages: int) -> Callable[[], Call]:
    def benchmark() -> Call:
        return make(pages)

    benchmark.__doc__ = (make.__doc__ or "").format(pages=pages)
    return benchmark


for thing in (open_of, save_of, compare_of, check_of, print_of):
    for size in SIZES:
        globals()[f"bench_report_{thing.__name__.removesuffix('_of')}_{size}"] = sized(thing, size)


def figure_report_memory() -> str:
    """The most memory a process of its own takes that prints one report of about thirty pages as PDF/UA-1"""
    ran = subprocess.run([sys.executable, "-c", PRINT_ONE], capture_output=True, text=True)
    taken = ran.stdout.strip()
    return f"{int(taken) / 1024:.0f} MiB" if ran.returncode == 0 and taken.isdecimal() else "not measured"


def bench_report_page() -> Call:
    """The report of about thirty pages as a web page"""
    document = sample.document(paragraphs=22, sentences=SENTENCES)
    return lambda: narrative.report_page(document)
