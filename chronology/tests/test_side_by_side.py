"""Does reading side by side find what is there, and nothing else, whatever order the entries come in?"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology import rules
from chronology.rules.compared import Compared
from chronology.rules.short import as_listed
from chronology.rules.when import after, before, between, in_month, in_week, in_year, on

pytestmark = pytest.mark.pure

DAY = dt.date(2023, 3, 1)
BORN = rules.Birth("Child A", DAY)


def day(number):
    return DAY + dt.timedelta(days=number)


def entry(pk, number, agency="police", **more):
    told = more.pop("words", "")
    return Compared(
        pk, agency, more.pop("when", None) or on(day(number)), frozenset(rules.terms_of(told)), text=told, **more
    )


WHENS = st.one_of(
    st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31)).map(on),
    st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31)).map(in_week),
    st.tuples(st.integers(2022, 2024), st.integers(1, 12)).map(lambda ym: in_month(*ym)),
    st.integers(2022, 2024).map(in_year),
    st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31)).map(lambda d: before(on(d))),
    st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31)).map(lambda d: after(on(d))),
)
WORDS = st.lists(st.sampled_from(["bruise", "eye", "school", "nurse", "visit", "door", "shout", "cut"]), max_size=6)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["police", "health", "school"]), WHENS, WORDS, st.sampled_from(["", "alone", "seen", "not_seen"])),
    max_size=14,
).map(
    lambda rows: [
        Compared(pk, agency, when, frozenset(words), sights=(("Child A", seen),) if seen else ())
        for pk, (agency, when, words, seen) in enumerate(rows, start=1)
    ]
)  # fmt: skip


# Twins -----------------------------------------------------------------------------------------------------------------

CUT = "Officers saw a cut above the left eye of the mother, who said that she fell against a cupboard"
CUT_TOO = "Mother has a cut above her left eye. Says she fell against the cupboard. Officers were called"


def pair():
    others = [entry(10 + n, n * 3, "school", words=f"Attendance letter number{n} sent home") for n in range(8)]
    return [entry(1, 0, words=CUT), entry(2, 1, "health", words=CUT_TOO), *others]


def test_the_same_event_told_by_two_agencies_is_offered():
    (found,) = rules.twins(pair())
    assert (found.first.pk, found.second.pk) == (1, 2)


def test_what_one_agency_tells_twice_or_weeks_apart_is_not_offered():
    entries = pair()
    assert not rules.twins([entry(1, 0, words=CUT), entry(2, 1, words=CUT_TOO), *entries[2:]])
    assert not rules.twins([entry(1, 0, words=CUT), entry(2, 9, "health", words=CUT_TOO), *entries[2:]])


def test_what_somebody_has_judged_is_not_offered_again():
    assert not rules.twins(pair(), {frozenset({1, 2})})


@settings(max_examples=50)
@given(ENTRIES, st.randoms())
def test_the_pairs_do_not_depend_on_the_order_of_arrival(entries, chance):
    mixed = list(entries)
    chance.shuffle(mixed)
    found = [{pair.first.pk, pair.second.pk} for pair in rules.twins(entries)]
    assert sorted(map(sorted, found)) == sorted(sorted((p.first.pk, p.second.pk)) for p in rules.twins(mixed))
    assert all(pair.first.agency != pair.second.agency and 0 < pair.likeness <= 1 for pair in rules.twins(entries))


# Gaps ------------------------------------------------------------------------------------------------------------------


def test_a_gap_lies_between_two_contacts_and_a_visit_that_found_nobody_is_none():
    entries = [
        entry(1, 0, kind="visit", risk="DASH medium"),
        entry(2, 20, kind="visit", sights=(("Child A", "not_seen"),)),
        entry(3, 25, kind="decision"),
        entry(4, 41, kind="contact"),
    ]
    (gap,) = rules.no_contact(entries, 28)
    assert (gap.days, gap.before.pk, gap.after.pk, gap.risk.pk) == (41, 1, 4, 1)
    assert not rules.no_contact(entries, 41)


def test_a_child_is_counted_as_seen_only_where_it_says_so_and_only_while_the_child_lived():
    entries = [
        entry(1, -50, kind="contact"),
        entry(2, 10, sights=(("Child A", "seen"),)),
        entry(3, 60, sights=(("Child A", "alone"), ("Child B", "seen"))),
        entry(4, 100, kind="contact"),
    ]
    gaps = [
        (gap.days, gap.before and gap.before.pk, gap.after and gap.after.pk)
        for gap in rules.not_seen(entries, BORN, 28)
    ]
    assert gaps == [(50, 2, 3), (40, 3, None)]
    alone = rules.not_seen(entries, BORN, 28, alone=True)
    assert [(gap.days, gap.after and gap.after.pk) for gap in alone] == [(60, 3), (40, None)]
    died = rules.Birth("Child A", DAY, day(70))
    assert [gap.days for gap in rules.not_seen(entries, died, 28)] == [50]
    never = rules.Birth("Child C", DAY)
    assert [(gap.days, gap.place) for gap in rules.not_seen(entries, never, 28)] == [(100, None)]


@settings(max_examples=50)
@given(ENTRIES, st.integers(1, 200))
def test_gaps_are_longer_than_was_asked_and_hold_no_contact(entries, days):
    contacts = [one for one in entries if one.is_near and one.is_contact]
    for gap in rules.no_contact(entries, days):
        assert gap.days > days
        assert gap.days == (gap.after.when.sort_day - gap.before.when.ends).days
        inside = [c for c in contacts if gap.before.when.ends < c.when.sort_day < gap.after.when.sort_day]
        assert not inside
    for alone in (False, True):
        assert all(gap.days > days for gap in rules.not_seen(entries, BORN, days, alone=alone))
    assert len(rules.not_seen(entries, BORN, days)) <= len(entries) + 1


def test_the_number_of_days_is_read_and_nonsense_is_the_usual_number():
    assert [rules.days_typed(typed) for typed in ("7", "", "0", "x", "-3", "99999", "²")] == [
        7,
        *[rules.USUAL_DAYS] * 6,
    ]


# Order -----------------------------------------------------------------------------------------------------------------

SEEN = (("Child A", "seen"),)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (entry(1, -1, sights=SEEN), "before Child A was born"),
        (entry(1, 31, sights=SEEN), "after Child A had died"),
        (entry(1, 31, said=("Child A",)), "heard after"),
        (entry(1, 5, measured=True, measured_on=day(6)), "taken only later"),
        (entry(1, 5, given_on=day(4)), "handed it in"),
    ],
)
def test_what_cannot_be_is_named_with_its_reason(one, why):
    (found,) = rules.impossible([one], [rules.Birth("Child A", DAY, day(30))])
    assert why in found.why and found.entry.pk == 1


@pytest.mark.parametrize(
    "one",
    [
        entry(1, 0, sights=SEEN),
        entry(1, 30, sights=SEEN),
        entry(1, 40, kind="meeting"),
        entry(1, 0, when=in_month(2023, 3), sights=SEEN),
        entry(1, 0, when=in_year(2023), sights=SEEN),
        entry(1, 0, when=between(day(-5), day(2)), sights=SEEN),
        entry(1, 5, measured=True, measured_on=day(4), given_on=day(5)),
    ],
)
def test_what_may_be_is_left_alone(one):
    assert not rules.impossible([one], [rules.Birth("Child A", DAY, day(30))])


def test_received_before_it_was_sent_is_offered_where_both_seem_to_tell_of_one_thing():
    got = entry(1, 0, "school", words="Received police notification letter about the incident at home")
    sent = entry(2, 3, words="Sent notification letter about the incident at home to school")
    (found,) = rules.impossible([sent, got], [])
    assert (found.entry.pk, found.other.pk) == (1, 2)
    in_order = entry(2, -3, words="Sent notification letter about the incident at home to school")
    assert not rules.impossible([in_order, got], [])


def test_a_link_that_says_it_follows_from_something_later_is_offered():
    entries = [entry(1, 0), entry(2, 9)]
    assert not rules.impossible(entries, [], [(2, 1)])
    (found,) = rules.impossible(entries, [], [(1, 2)])
    assert (found.entry.pk, found.other.pk) == (1, 2)


# Abbreviations ---------------------------------------------------------------------------------------------------------


def test_abbreviations_have_their_meaning_or_are_listed_as_unknown():
    entries = [
        entry(1, 0, words="MASH sent an F101 to the HVs. OK on TV."),
        entry(2, 1, words="HV told MASH of s47 and F101. Anna was IN the shop."),
    ]
    told, unknown = rules.abbreviations(entries, {"MASH": "multi-agency safeguarding hub", "s.47": "section 47"})
    assert [(short.letters, short.count, short.meaning) for short in told] == [
        ("MASH", 2, "multi-agency safeguarding hub"), ("s.47", 1, "section 47"),
    ]  # fmt: skip
    assert [(short.letters, short.count, short.first.pk) for short in unknown] == [
        ("F101", 2, 1),
        ("HV", 2, 1),
        ("IN", 1, 2),
    ]


@settings(max_examples=50)
@given(st.text("ABs.47 h-", max_size=12))
def test_an_abbreviation_that_was_listed_is_listed_the_same_again(letters):
    assert as_listed(as_listed(letters)) == as_listed(letters) or letters.endswith("ss")
