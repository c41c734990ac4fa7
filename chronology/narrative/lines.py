"""What does an entry say, line by line: only what is there, for most entries say little else than what happened?"""

from collections.abc import Callable, Iterator

from chronology import rules
from chronology.models import Entry
from chronology.queries import sights_of

Tell = Callable[[rules.When], str]


def lines_of(entry: Entry, told: Tell = rules.written) -> Iterator[tuple[str, str]]:
    """What it says beside what happened, as (what, which), with its dates as ``told``."""
    for sight in sights_of(entry):
        if sight.seen or sight.said:
            seen = sight.get_seen_display().lower() if sight.seen else ""
            yield sight.child.label, ". ".join(filter(None, (seen, sight.said and f"Said or showed: {sight.said}")))
    yield from ((label, words) for label, words in _details(entry, told) if words)


def _details(entry: Entry, told: Tell) -> Iterator[tuple[str, str]]:
    if entry.consent or entry.consent_words:
        given = entry.get_consent_display().lower() if entry.consent else "not recorded"
        consent = ". ".join(filter(None, (given, entry.consent_words)))
    else:
        consent = ""
    measured_on = f", measured: {told(rules.on(entry.measured_on))}" if entry.measured_on else ""
    yield "The child said or showed", entry.child_said
    yield "Decision or outcome", entry.outcome
    yield "Who was told, and how", entry.told
    yield "Consent", consent
    yield "Risk", ": ".join(filter(None, (entry.risk_tool, entry.risk_level)))
    yield (
        entry.measured or "Measured",
        f"{entry.measured_value}{measured_on}" if entry.measured or entry.measured_value else "",
    )
    yield "Author's comment", entry.comment
    yield "Why it matters although outside the period", entry.out_of_period


def whole(entry: Entry) -> dict[str, str]:
    """Everything an entry says, label by label: to be compared with what it said when it was sent back."""
    first = {
        "When": rules.written(rules.of_entry(entry)), "What happened": entry.what, "Source": entry.source,
        "Kind of event": entry.get_kind_display() if entry.kind else "",
        "Was the child seen?": entry.get_seen_display() if entry.seen else "",
    }  # fmt: skip
    return {label: words for label, words in first.items() if words} | dict(lines_of(entry))
