"""Is an unknown abbreviation given a meaning once, kept for the review, and shown from then on?"""

import pytest

from chronology import actions, queries
from chronology.models import Meaning
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from chronology.tests.test_views import text, the_day  # noqa: F401
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.memory import kept

LONG = "x" * 121


@pytest.fixture
@kept
def told(cast, health):
    entry_in(health, cast.hana, what="MASH and XQZ told. The XQZs met; QRV not asked.")
    submit(health, cast.hugo)
    return health


def lists(review, person):
    found = queries.findings(review, reader=queries.Reader(person), days=28)
    return [one.letters for one in found.known], [one.letters for one in found.unknown]


def test_a_meaning_is_kept_for_the_review_and_can_be_put_right(cast, review, told):
    assert lists(review, cast.luca) == (["MASH"], ["XQZ", "QRV"])
    assert actions.keep_meanings(review, {"XQZ": " Extra  quiet\nzone ", "QRV": " "}, by=cast.luca, at=AT) == 1
    assert Meaning.objects.get().meaning == "Extra quiet zone"
    assert lists(review, cast.pam) == (["MASH", "XQZ"], ["QRV"])
    actions.keep_meanings(review, {"XQZs": "Extra quick zone"}, by=cast.priya, at=AT)
    made = Meaning.objects.get()
    assert made.meaning == "Extra quick zone"
    actions.take_back_meaning(made, by=cast.luca, at=AT)
    actions.take_back_meaning(made, by=cast.luca, at=AT)
    assert lists(review, cast.luca)[0] == ["MASH"]
    told = TrailEntry.objects.filter(kind__startswith="chronology.meaning")
    assert told.count() == 3 and "quick" not in "".join(str(entry.changes) for entry in told)


def test_all_or_none_are_kept_and_nothing_without_the_trail(cast, review, told, monkeypatch):
    with pytest.raises(NotYet) as refusal:
        actions.keep_meanings(review, {"XQZ": "Zone", "QRV": LONG}, by=cast.luca, at=AT)
    assert refusal.value.field == "QRV" and not Meaning.objects.exists()

    def refuse(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("chronology.actions.meanings.record", refuse)
    with pytest.raises(RuntimeError):
        actions.keep_meanings(review, {"XQZ": "Zone"}, by=cast.luca, at=AT)
    assert not Meaning.objects.exists()


def test_they_are_typed_on_the_page_many_at_once(cast, at, review, told):
    sent = {"letters": ["XQZ", "QRV"], "meaning": ["Extra quiet zone", LONG]}
    wrong = at(cast.luca, "chronology-meanings", post=sent)
    assert (
        wrong.status_code == 422 and "at most 120 letters" in text(wrong) and 'value="Extra quiet zone"' in text(wrong)
    )
    assert at(cast.luca, "chronology-meanings", post={**sent, "meaning": ["Extra quiet zone", ""]}).status_code == 302
    page = text(at(cast.pam, "chronology-findings"))
    assert "Extra quiet zone" in page and "As said in this review" in page and "Take it back" not in page
    assert "Keep these meanings" not in page and "Keep these meanings" in text(at(cast.priya, "chronology-findings"))
    made = Meaning.objects.get()
    for person, status in ((cast.pam, 403), (cast.hana, 403), (cast.sam, 404)):
        assert at(person, "chronology-meanings", post=sent).status_code == status
        assert at(person, "chronology-meaning-take-back", made.pk, post={}).status_code == status
    assert at(cast.luca, "chronology-meaning-take-back", made.pk).status_code == 405
    assert at(cast.luca, "chronology-meaning-take-back", made.pk, post={}).status_code == 302
    assert at(cast.luca, "chronology-meaning-take-back", made.pk, post={}).status_code == 404
