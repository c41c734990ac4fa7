"""Is only taken in what its bytes say it is, and given back only what was taken in?"""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from cspr.files import actions, rules
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.records import NotYet

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MOST = 1000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def archive(**members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/"), text)
    return held.getvalue()


def office(folder):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(f"{folder}/document.xml", "<x/>")
    return held.getvalue()


def open_document(kind):
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", content="<x/>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", PDF),
        ("Scan.PDF", b"\r\n" + PDF),
        ("return.docx", office("word")),
        ("chronology.xlsx", office("xl")),
        ("slides.pptx", office("ppt")),
        ("return.odt", open_document("text")),
        ("chronology.ods", open_document("spreadsheet")),
        ("return.doc", OLE),
        ("chronology.xls", OLE),
        ("mail.msg", OLE),
        ("mail.eml", b"From: someone\r\nSubject: x\r\n\r\nText"),
        ("notes.txt", "Notes with é and – in them".encode()),
        ("old notes.txt", "caf\xe9".encode("latin-1")),
        ("table.csv", b"date,source\r\n2026-03-01,GP\r\n"),
        ("picture.png", PNG),
        ("picture.JPG", JPEG),
        ("picture.jpeg", JPEG),
    ],
)
def test_what_the_field_sends_is_taken_in(name, content):
    ending = "." + name.rpartition(".")[2].lower()
    assert rules.content_type(name, content, most_bytes=MOST) == rules.ALLOWED[ending]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.pdf", b"", "empty"),
        ("large.pdf", PDF + b"x" * MOST, "larger than"),
        ("page.html", b"<html>", r"\(\.html\) cannot be kept"),
        ("program.exe", EXE, "cannot be kept"),
        ("picture.svg", b"<svg/>", "cannot be kept"),
        ("archive.zip", archive(x="y"), "cannot be kept"),
        ("noending", PDF, "no ending"),
        ("report.pdf.exe", PDF, "cannot be kept"),
        ("program.docx", EXE, "its content is not DOCX"),
        ("program.pdf", EXE, "its content is not PDF"),
        ("program.txt", EXE, "its content is not TXT"),
        ("program.doc", EXE, "its content is not DOC"),
        ("page.pdf", b"<html>%PDF-</html>", "its content is not PDF"),
        ("archive.docx", archive(x="y"), "its content is not DOCX"),
        ("archive.odt", archive(x="y"), "its content is not ODT"),
        ("table.docx", office("xl"), "its content is not DOCX"),
        ("program.docx", archive(**{"[Content_Types].xml": "<x/>", "setup.exe": "MZ"}), "its content is not DOCX"),
        ("text.ods", open_document("text"), "its content is not ODS"),
        ("half.docx", office("word")[:60], "its content is not DOCX"),
        ("half.odt", open_document("text")[:60], "its content is not ODT"),
        ("old.docx", OLE, "protected with a password"),
        ("picture.png", JPEG, "its content is not PNG"),
        ("binary.csv", b"a,b\n" + b"\x00\x01" * 3000, "its content is not CSV"),
        ("late.txt", b"a" * 5000 + b"\x00", "its content is not TXT"),
        ("sixteen.csv", "date,source".encode("utf-16") + b"\x00", "not CSV"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_a_plain_reason(name, content, said):
    with pytest.raises(NotYet, match=said):
        rules.content_type(name, content, most_bytes=MOST)


@given(st.sampled_from(sorted(rules.ALLOWED)), st.binary(min_size=1, max_size=300))
def test_no_bytes_break_the_check(ending, content):
    for begun in (content, rules.SIGNATURES.get(ending, b"") + content):
        try:
            assert rules.content_type(f"a{ending}", begun, most_bytes=MOST) == rules.ALLOWED[ending]
        except NotYet as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\someone\\return.docx", "return.docx"),
        ("re\r\nturn\x00.pdf", "return.pdf"),
        ("invoice\u202efdp.docx", "invoicefdp.docx"),
        ("/", "file"),
        ("é – ü.pdf", "é – ü.pdf"),
        ("long " * 100 + ".docx", ("long " * 100)[:195] + ".docx"),
    ],
)
def test_a_name_is_a_name_and_never_a_path(name, shown):
    assert rules.shown_name(name) == shown


@given(st.text(max_size=400))
def test_any_name_can_be_shown(name):
    shown = rules.shown_name(name)
    assert 0 < len(shown) <= 200
    assert not set(shown) & set("/\\\r\n\0\u202e")


@pytest.fixture
def stored(db):
    return actions.store("../Return (hé).pdf", PDF, by=None, at=AT)


def test_the_bytes_come_back_as_they_were(stored):
    assert actions.read(stored) == PDF
    assert (stored.size, stored.content_type) == (len(PDF), "application/pdf")
    assert len(stored.sha256) == 64


def test_the_key_is_random_and_tells_nothing_of_the_name(stored):
    other = actions.store("../Return (hé).pdf", PDF, by=None, at=AT)
    assert stored.key != other.key
    assert stored.key.isalnum() and len(stored.key) == 48


def test_what_is_refused_leaves_neither_row_nor_bytes(db):
    before = default_storage.listdir("")[1] if default_storage.exists("") else []
    with pytest.raises(NotYet):
        actions.store("x.pdf", EXE, by=None, at=AT)
    assert not StoredFile.objects.exists()
    assert (default_storage.listdir("")[1] if default_storage.exists("") else []) == before


def test_missing_bytes_are_told_plainly(stored):
    default_storage.delete(stored.key)
    with pytest.raises(NotYet, match="missing from the store"):
        actions.read(stored)


def test_altered_bytes_are_never_given_out(stored):
    with open(default_storage.path(stored.key), "r+b") as file:
        file.write(b"%PDX")
    with pytest.raises(NotYet, match="not the one that was put there"):
        download(stored)


def test_a_download_is_never_shown_run_or_kept_by_the_browser(stored):
    answer = download(stored)
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=utf-8''Return%20%28h%C3%A9%29.pdf" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_only_a_pdf_may_be_shown_in_the_browser(stored, db):
    text = actions.store("notes.txt", b"<script>alert(1)</script>", by=None, at=AT)
    assert download(stored, inline=True)["Content-Disposition"].startswith("inline")
    assert download(text, inline=True)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ['a".pdf; x="', "a\r\nSet-Cookie: x=y.pdf", "é\n.pdf"])
def test_no_name_becomes_a_header_of_its_own(stored, name):
    stored.name = rules.shown_name(name)
    header = download(stored)["Content-Disposition"]
    assert "\n" not in header and "\r" not in header
