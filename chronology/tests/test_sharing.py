"""Do the rows of one document reach the agencies they name, after somebody looked, and nobody else's with them?"""

import datetime as dt

import pytest

from chronology import actions
from chronology.actions import imports, sharing
from chronology.models import AgencyMemory, ColumnMemory, CombinedFile, Entry, ImportRun
from chronology.rules import columns
from chronology.rules import sharing as rule
from chronology.tests.test_actions import submit
from chronology.tests.test_imports import NOW, file, text, the_day, work  # noqa: F401
from chronology.workbook import kept
from cspr import readers
from cspr.audit.models import TrailEntry
from cspr.readers.tests import untidy
from cspr.records import NotYet
from reviews.case.actions import end_involvement, involve

HEAD = ("Date", "Time", "Agency", "Source", "Event")
ROWS = (
    ("31/03/2023", "9:15", "Fenmarsh Community Health Trust", "RiO", "Weighed."),
    ("", "14:30", "Fenmarsh Police", "Niche", "Called to the address."),
    ("02/04/2023", "", "Front door team", "Case file", "Referral read."),
    ("31 February 2023", "", "Fenmarsh Police", "Niche", "A day that cannot be."),
    ("03/04/2023", "", "", "?", "Whose is this?"),
)


def document(*more):
    return untidy.workbook([HEAD, *ROWS, *more])


def given(cast, review, content=None):
    found = sharing.begin_combined(
        review, file(content or document(), "all.xlsx"), on_behalf_of="Ida Crane", by=cast.priya, at=NOW
    )
    work()
    return CombinedFile.objects.get(pk=found.pk)


def shares(found):
    runs = found.runs.exclude(state="left").select_related("submission__request__agency")
    return {run.submission.request.agency.short_name or run.submission.request.agency.name: run for run in runs}


def of(found, agency):
    return found.runs.get(submission__request__agency=agency)


def confirmed(cast, found):
    found.refresh_from_db()
    sharing.confirm_combined(found, revision=found.revision, by=cast.priya, at=NOW)
    work()


@pytest.mark.pure
def test_each_name_gets_its_own_rows_complete_in_themselves():
    sheets = columns.sheets_of(readers.read("a.xlsx", document(), most_bytes=10**7))
    guess = columns.guessed(sheets, {}, frozenset({"fenmarsh police"}))
    whole = rule.Whole(guess, {0}, dates_from_above=True)
    names = rule.names_in(sheets, whole)
    assert [(name.shown, name.rows) for name in names] == [
        ("Fenmarsh Community Health Trust", 1), ("Fenmarsh Police", 2), ("Front door team", 1), ("", 1),
    ]  # fmt: skip
    (sheet,) = rule.share_of(sheets, whole, {"fenmarsh police"})
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "31/03/2023"), (5, "31 February 2023")]
    (other,) = rule.share_of(sheets, whole, {"fenmarsh community health trust"})
    assert other.rows[0].cells[1] == "09:15" and "Niche" not in str(other.rows)
    assert rule.share_of(sheets, whole, {"nobody here"}) == []


@pytest.mark.pure
def test_a_name_is_taken_for_whom_it_was_before_and_else_only_where_it_can_be_one_agency():
    agencies = {1: frozenset({"north school", "north"}), 2: frozenset({"south school"}), 3: frozenset({"police"})}
    names = [rule.Name(*name) for name in (("north school", "North School", 1), ("police", "Police", 1), ("front door", "Front door", 1), ("", "", 1))]  # fmt: skip
    assert rule.guessed(names, {}, agencies) == {"north school": 1, "police": 3, "front door": 0, "": 0}
    assert rule.guessed(names, {"front door": 2, "police": 0, "north school": 9}, agencies) == {
        "north school": 1, "police": 0, "front door": 2, "": 0,
    }  # fmt: skip


@pytest.mark.pure
def test_a_name_is_offered_for_the_one_agency_it_may_mean_by_part_letters_or_kind_and_never_for_one_of_two():
    agencies = {
        1: rule.Known("Fenmarsh Police", frozenset({"fenmarsh police"}), "police"),
        2: rule.Known("Fenmarsh Community Health Trust", frozenset({"fenmarsh community health trust"}), "health"),
        3: rule.Known("Saltmere Hospitals Trust", frozenset({"saltmere hospitals trust"}), "health"),
        4: rule.Known("Staithe Lane Primary", frozenset({"staithe lane primary"}), "education"),
        5: rule.Known("Reedbed Homes", frozenset({"reedbed homes"}), "housing"),
    }

    def meant(shown, remembered=()):
        names = [rule.Name(columns.plainly(shown), shown, 1)]
        return [pk for pk, known in rule.proposed(names, remembered, agencies).values()]

    for shown, pk in (
        ("Police", 1), ("Police log", 1), ("Saltmere", 3), ("FCHT", 2), ("The school", 4), ("Housing", 5),
        ("Community Health", 2),
    ):  # fmt: skip
        assert meant(shown) == [pk], shown
    for shown in ("Fenmarsh", "Trust", "Health", "School nurse", "of the", "Neighbour", ""):
        assert meant(shown) == [], shown
    assert meant("Police", {"police"}) == [], "whoever said that it means nobody is not asked again"


def test_part_of_a_name_is_offered_and_its_rows_are_taken_once_somebody_has_said_so(cast, at, review, asked):
    found = given(cast, review, document(("05/04/2023", "", "Police", "Niche", "A second call.")))
    assert found.agencies["police"] == 0 and of(found, cast.agencies.police).checked["trouble"] == 2
    page = text(at(cast.priya, "chronology-combined-file-run", found.pk))
    assert "“Police” may mean Fenmarsh Police" in page and "Say whom the names mean" in page
    form = at(cast.priya, "chronology-combined-file-agencies", found.pk)
    assert "It may mean Fenmarsh Police, and that is chosen here" in text(form)
    place = [name["plain"] for name in found.names].index("police")
    assert form.context["form"][f"name_{place}"].initial == cast.agencies.police.pk
    said = {name.name: name.initial for name in form.context["form"] if name.name.startswith("name_")}
    assert at(cast.priya, "chronology-combined-file-agencies", found.pk, post={**said, "revision": found.revision})
    work()
    found.refresh_from_db()
    assert found.agencies["police"] == cast.agencies.police.pk
    assert of(found, cast.agencies.police).checked["ready"] == 1
    assert "may mean" not in text(at(cast.priya, "chronology-combined-file-run", found.pk))


def test_what_waits_for_signature_cannot_be_chosen_and_it_is_said_why(cast, at, review, asked):
    police, entry = asked["police"].submission, {"happened_on": dt.date(2023, 1, 5), "source": "Log", "what": "Rang."}
    actions.add_entry(police, **entry, by=cast.pete, at=NOW)
    before = given(cast, review, untidy.workbook([HEAD, ("31/03/2023", "", "Fenmarsh Police", "Niche", "Called.")]))
    actions.say_ready(police, by=cast.pete, at=NOW)
    with pytest.raises(NotYet, match="it waits for signature"):
        sharing.confirm_combined(before, revision=before.revision, by=cast.priya, at=NOW)
    found = given(cast, review)
    assert found.agencies["fenmarsh police"] == 0
    assert not found.runs.filter(submission=police).exists()
    page = text(at(cast.priya, "chronology-combined-file-run", found.pk))
    assert "It may mean Fenmarsh Police, which takes none now: it waits for signature" in page
    assert "Fenmarsh Police: it waits for signature" in text(at(cast.priya, "chronology-combined-file"))
    form = at(cast.priya, "chronology-combined-file-agencies", found.pk)
    assert "which cannot be chosen: it waits for signature" in text(form)
    chosen = {**found.agencies, "fenmarsh police": cast.agencies.police.pk}
    with pytest.raises(NotYet, match="does not wait for signature"):
        sharing.choose_agencies(found, revision=found.revision, agencies=chosen, by=cast.priya, at=NOW)


def test_an_agency_that_has_left_the_case_cannot_be_chosen_until_it_is_back(cast, at, review, asked):
    before = given(cast, review, document(("1/4/2023", "", "Fenmarsh Police", "Niche", "Called again.")))
    end_involvement(review.involvements.get(agency=cast.agencies.police), why="Not theirs.", by=cast.priya, at=NOW)
    with pytest.raises(NotYet, match="it is no longer in the case"):
        confirmed(cast, before)
    nobody = {**before.agencies, "fenmarsh police": rule.NOBODY}
    sharing.choose_agencies(before, revision=before.revision, agencies=nobody, by=cast.priya, at=NOW)
    work()
    confirmed(cast, before)
    assert {entry.submission.request.agency for entry in Entry.objects.all()} == {cast.agencies.health}
    AgencyMemory.objects.all().delete()
    found = given(cast, review)
    assert found.agencies["fenmarsh police"] == 0
    assert not found.runs.filter(submission=asked["police"].submission).exists()
    form = text(at(cast.priya, "chronology-combined-file-agencies", found.pk))
    assert "Fenmarsh Police: it is no longer in the case" in form
    assert f'value="{cast.agencies.police.pk}"' not in form and f'value="{cast.agencies.health.pk}"' in form
    chosen = {**found.agencies, "fenmarsh police": cast.agencies.police.pk}
    with pytest.raises(NotYet, match="in the case"):
        sharing.choose_agencies(found, revision=found.revision, agencies=chosen, by=cast.priya, at=NOW)
    involve(review, cast.agencies.police, by=cast.priya, at=NOW)
    assert given(cast, review).agencies["fenmarsh police"] == cast.agencies.police.pk


def test_nothing_is_written_before_it_is_confirmed_and_then_each_has_its_own(cast, review, asked):
    found = given(cast, review)
    assert (found.original.sensitivity, found.state) == ("office", "read")
    health, police = of(found, cast.agencies.health), of(found, cast.agencies.police)
    assert (health.checked["ready"], police.checked["ready"], police.checked["trouble"]) == (1, 0, 2)
    assert not Entry.objects.exists() and set(found.runs.values_list("submission__request__agency__name", flat=True)) == {
        "Fenmarsh Community Health Trust", "Fenmarsh Police",
    }  # fmt: skip
    for run, foreign in ((health, "Niche"), (police, "RiO")):
        assert foreign not in str(kept.sheets_of(run)) and "Case file" not in str(kept.sheets_of(run))
    imports.fix_rows(
        police, revision=police.revision, fixes={"0:3": {"date": "1/4/2023"}, "0:5": {"leave": "yes"}}, by=cast.priya, at=NOW
    )  # fmt: skip
    confirmed(cast, found)
    assert {entry.what: entry.submission.request.agency for entry in Entry.objects.all()} == {
        "Weighed.": cast.agencies.health, "Called to the address.": cast.agencies.police,
    }  # fmt: skip
    assert Entry.objects.first().on_behalf_of == "Ida Crane"
    assert TrailEntry.objects.get(kind="chronology.combined_taken").audience == "office"
    assert not ColumnMemory.objects.exists()


def test_the_same_document_twice_adds_nothing_twice(cast, review, asked):
    found = given(cast, review)
    confirmed(cast, found)
    with pytest.raises(NotYet, match="The rows of this document were added already"):
        sharing.confirm_combined(found, revision=found.revision, by=cast.priya, at=NOW)
    again = given(cast, review)
    assert (of(again, cast.agencies.health).checked["ready"], of(again, cast.agencies.health).checked["already"]) == (
        0,
        1,
    )
    with pytest.raises(NotYet, match="No row of the document"):
        sharing.confirm_combined(again, revision=again.revision, by=cast.priya, at=NOW)


def test_whom_a_name_means_is_put_right_by_hand_and_remembered(cast, review, asked):
    found = given(cast, review)
    council = cast.agencies.council
    said = {**found.agencies, "front door team": council.pk, "fenmarsh police": 0}
    sharing.choose_agencies(found, revision=found.revision, agencies=said, by=cast.priya, at=NOW)
    work()
    assert of(found, council).checked["ready"] == 1
    assert of(found, cast.agencies.police).state == ImportRun.State.LEFT
    assert AgencyMemory.objects.get(name="front door team").agency == council
    assert given(cast, review).agencies["front door team"] == council.pk
    with pytest.raises(NotYet, match="whose chronology is open"):
        found.refresh_from_db()
        sharing.choose_agencies(
            found, revision=found.revision, agencies={"": cast.agencies.icb.pk}, by=cast.priya, at=NOW
        )


def test_dates_from_the_row_above_are_those_of_the_document_not_of_the_share(cast, review, asked):
    found = given(cast, review)
    sharing.choose_columns(
        found, revision=found.revision, columns=found.columns, taken=[0], dates_from_above=True, by=cast.priya, at=NOW
    )
    work()
    (first, *_) = of(found, cast.agencies.police).checked["preview"]
    assert first["when"].startswith("31 March 2023")
    with pytest.raises(NotYet, match="names the agency"):
        found.refresh_from_db()
        no_agency = {**found.columns, "Agency": "leave"}
        sharing.choose_columns(found, revision=found.revision, columns=no_agency, taken=[0], by=cast.priya, at=NOW)


def test_what_was_submitted_is_not_written_into(cast, review, asked):
    actions.add_entry(
        asked["police"].submission, happened_on=dt.date(2023, 1, 5), source="Log", what="Rang.", by=cast.pete, at=NOW
    )
    found = given(cast, review)
    submit(asked["police"], cast.pete)
    assert of(found, cast.agencies.police)
    again = given(cast, review)
    assert (
        again.agencies["fenmarsh police"] == 0 and not again.runs.filter(submission=asked["police"].submission).exists()
    )


def test_an_unreadable_document_is_told_plainly(cast, review, asked):
    found = sharing.begin_combined(
        review, file(untidy.workbook([]), "a.xlsx"), on_behalf_of="Ida Crane", by=cast.priya, at=NOW
    )
    work()
    found.refresh_from_db()
    assert found.state == CombinedFile.State.FAILED and found.problem and not found.runs.exists()


def test_without_an_agency_column_it_is_asked_which_it_is(cast, review, asked):
    content = untidy.workbook([("Date", "Source", "Event"), ("31/03/2023", "File", "Seen.")])
    found = given(cast, review, content)
    assert "names the agency" in found.problem and not found.runs.exists()


def test_it_is_done_on_the_pages_and_by_the_office_alone(cast, at, review, asked):
    sent = {"original": file(document(), "all.xlsx"), "on_behalf_of": ""}
    assert at(cast.priya, "chronology-combined-file", post=sent).status_code == 422
    sent = {"original": file(document(), "all.xlsx"), "on_behalf_of": "Ida Crane"}
    assert at(cast.priya, "chronology-combined-file", post=sent).status_code == 302
    work()
    found = CombinedFile.objects.get()
    page = text(at(cast.priya, "chronology-combined-file-run", found.pk))
    assert "Front door team" in page and "these rows are not taken" in page and "Add 1 entry to 1 chronology" in page
    assert "2 rows are left out" in page
    form = at(cast.priya, "chronology-combined-file-agencies", found.pk)
    assert "Rows that name no agency" in text(form)
    data = {"revision": found.revision} | {f"name_{place}": 0 for place in range(4)}
    data |= {"name_0": cast.agencies.health.pk, "name_2": cast.agencies.council.pk}
    assert (
        at(cast.priya, "chronology-combined-file-agencies", found.pk, post={**data, "name_1": "x"}).status_code == 422
    )
    assert at(cast.priya, "chronology-combined-file-agencies", found.pk, post=data).status_code == 302
    work()
    assert at(cast.priya, "chronology-combined-file-columns", found.pk).status_code == 200
    for name in ("", "-run", "-columns", "-agencies"):
        args = (found.pk,) if name else ()
        for person, status in ((cast.hana, 403), (cast.luca, 403), (cast.sam, 404)):
            assert at(person, f"chronology-combined-file{name}", *args).status_code == status
    run = of(found, cast.agencies.health)
    assert at(cast.hana, "chronology-import-run", asked["health"].pk, run.pk).status_code == 404
    found.refresh_from_db()
    answer = at(cast.priya, "chronology-combined-file-confirm", found.pk, post={"revision": found.revision})
    assert answer.status_code == 302
    work()
    assert Entry.objects.count() == 2
    own = text(at(cast.hana, "chronology-import-run", asked["health"].pk, run.pk))
    assert "all.xlsx" not in own and "1 entry was added" in own
    assert "Niche" not in text(at(cast.hana, "chronology-import-columns", asked["health"].pk, run.pk))
    assert at(cast.hana, "documents-download", found.original_id).status_code in (403, 404)
    taken = text(at(cast.priya, "chronology-combined-file-run", found.pk))
    assert "The entries are in the chronologies below" in taken and "3 rows were left out" in taken


def test_nothing_is_confirmed_when_the_trail_cannot_be_written(cast, review, asked, monkeypatch):
    found = given(cast, review)

    def refuse(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(sharing, "record", refuse)
    for act in (
        lambda: sharing.confirm_combined(found, revision=found.revision, by=cast.priya, at=NOW),
        lambda: sharing.choose_agencies(found, revision=found.revision, agencies={"": 0}, by=cast.priya, at=NOW),
        lambda: sharing.begin_combined(review, file(), on_behalf_of="Ida", by=cast.priya, at=NOW),
    ):
        with pytest.raises(RuntimeError):
            act()
    assert not found.runs.exclude(state="read").exists() and CombinedFile.objects.count() == 1
    assert not AgencyMemory.objects.exists()
