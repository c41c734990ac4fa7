import datetime as dt

import pytest

from reviews.report.rules import asked

pytestmark = pytest.mark.pure
START = dt.date(2026, 8, 31)
AGENCIES = {1: ("Fenmarsh Police", "Police"), 2: ("Fenmarsh and Isle Council", "the Council"), 3: ("Isle Health", "ICB"), 4: ("Other Health", "ICB")}  # fmt: skip


@pytest.mark.parametrize(
    "text, day",
    [
        ("Do it by 31 March 2027.", dt.date(2027, 3, 31)),
        ("Do it no later than the 1st of May 2027.", None),
        ("Do it no later than 1st May 2027.", dt.date(2027, 5, 1)),
        ("Do it by the end of February 2028.", dt.date(2028, 2, 29)),
        ("Do it by 31/03/2027.", dt.date(2027, 3, 31)),
        ("Do it by 31 February 2027.", None),
        ("Do it by March 2027.", None),
        ("Start by 1 May 2027 and end by 1 June 2027.", None),
        ("Start by 1 May 2027, that is by 01/05/2027.", dt.date(2027, 5, 1)),
        ("It happened on 31 March 2027.", None),
        ("Within six months, do it.", dt.date(2027, 2, 28)),
        ("Do it within the next 2 weeks.", dt.date(2026, 9, 14)),
        ("Do it within a year of publication.", dt.date(2027, 8, 31)),
        ("Within a month start, within a year end.", None),
        ("Do it soon.", None),
    ],
)
def test_a_day_is_read_only_where_the_words_give_one(text, day):
    found = asked(text, {}).by_when
    assert (found and found.counted(START)) == day
    assert found is None or (found.day is None) == ("ithin" in text)


@pytest.mark.parametrize(
    "text, of, named",
    [
        ("Fenmarsh Police should ask the Council.", (1,), (2,)),
        ("The Council and Fenmarsh Police must agree.", (2, 1), ()),
        ("That Police are asked to look again.", (1,), ()),
        ("All agencies should police their records.", (), ()),
        ("The ICB should look again.", (), ()),
        ("Isle Health was late. It should look again.", (), (3,)),
        ("The partnership seeks assurance from Isle Health.", (), (3,)),
    ],
)
def test_who_is_asked_is_told_from_who_is_only_named(text, of, named):
    found = asked(text, AGENCIES)
    assert (found.of, found.named) == (of, named)
