"""Does every road lead from the beginning to the end, and is it drawn as it is?"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from reviews.case.phases import FORWARD, MAIN_ROAD, START, Kind, Phase, diagram, may_follow

pytestmark = pytest.mark.pure

# Each kind's roads once more, written as people say them.
ROADS = {
    Kind.STATUTORY: """
        referred > notified > rapid_review > in_review > signed_off > published > closed
        referred > not_notified > closed
        rapid_review > no_review > closed
        notified > not_notified
        rapid_review > not_notified
        signed_off > closed
    """,
    Kind.PARTNERSHIP: """
        referred > in_review > signed_off > published > closed
        referred > not_notified > closed
        notified > in_review
        rapid_review > in_review
        signed_off > closed
    """,
    Kind.ARCHIVE: """
        in_review > signed_off > published > closed
        signed_off > closed
    """,
    Kind.ELSEWHERE: """
        followed > closed
    """,
}


def steps(kind):
    found = set()
    for line in ROADS[kind].split("\n"):
        stops = line.split(" > ") if line.strip() else []
        found |= {(a.strip(), b.strip()) for a, b in zip(stops, stops[1:], strict=False)}
    return found


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("then", Phase)
def test_a_case_may_go_where_its_kind_goes_and_nowhere_else(kind, phase, then):
    assert may_follow(kind, phase, then) is ((phase.value, then.value) in steps(kind))


@pytest.mark.parametrize("kind", Kind)
def test_every_road_ends_at_closed(kind):
    def ends(phase, seen=()):
        assert phase not in seen, "a road in a circle"
        later = FORWARD[kind].get(phase, ())
        return {phase} if not later else set().union(*(ends(then, (*seen, phase)) for then in later))

    assert ends(START[kind]) == {Phase.CLOSED}


@pytest.mark.parametrize("kind", Kind)
def test_the_main_road_is_one_of_the_roads_from_start_to_end(kind):
    road = MAIN_ROAD[kind]
    assert road[0] == START[kind] and road[-1] == Phase.CLOSED
    assert all(may_follow(kind, a, b) for a, b in zip(road, road[1:], strict=False))


def test_every_kind_has_its_roads():
    assert set(FORWARD) == set(START) == set(MAIN_ROAD) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_the_diagram_draws_every_step(kind):
    part = diagram().split(f"## {kind.label}")[1].split("```")[1]
    drawn = {tuple(line.strip().split(" --> ")) for line in part.splitlines() if " --> " in line}
    assert drawn - {("[*]", str(START[kind]))} == steps(kind)


def test_the_printed_diagram_is_the_one_in_the_docs(capsys):
    call_command("print_phases")
    printed = capsys.readouterr().out
    assert printed == diagram()
    assert printed == Path(settings.BASE_DIR, "docs", "phases.md").read_text(), (
        "Run manage.py print_phases > docs/phases.md"
    )
