"""How long do the pages take that grow with a case?"""

from collections.abc import Callable

from data import opening


def bench_case_page() -> Callable[[], object]:
    """The page of a case with ten thousand chronology entries"""
    return opening("priya", "case")


def bench_combined_chronology_first() -> Callable[[], object]:
    """The first window of 200 of a combined chronology of 10,000 entries"""
    return opening("luca", "chronology-combined", "page=1")


def bench_combined_chronology_search() -> Callable[[], object]:
    """The first window of 200 of what holds certain words, one of them misspelt, among 10,000 entries"""
    return opening("luca", "chronology-found", words="schools monney sleping")


def bench_combined_chronology_labels() -> Callable[[], object]:
    """The first window of 200 of 10,000 entries for somebody who reads labels; every third entry holds a name"""
    return opening("pam", "chronology-combined", "page=1")


def bench_combined_chronology_picture() -> Callable[[], object]:
    """The picture of 10,000 entries"""
    return opening("luca", "chronology-picture")


def bench_combined_chronology_findings() -> Callable[[], object]:
    """What reading 10,000 entries side by side finds"""
    return opening("luca", "chronology-findings")


def bench_combined_chronology_last() -> Callable[[], object]:
    """The last window of 200 of a combined chronology of 10,000 entries"""
    return opening("luca", "chronology-combined", "page=50")
