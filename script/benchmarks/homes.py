"""How long do the home pages and the page of a case take in an office with 200 cases and 2,000 open duties?"""

from collections.abc import Callable

from data import opening_one_of_many


def bench_home_of_the_office() -> Callable[[], object]:
    """Home of business support, over all cases"""
    return opening_one_of_many("priya")


def bench_home_of_an_agency() -> Callable[[], object]:
    """Home of a contributor with 400 requests"""
    return opening_one_of_many("hana")


def bench_home_of_a_partner() -> Callable[[], object]:
    """Home of a delegated partner with 200 decisions waiting"""
    return opening_one_of_many("dev")


def bench_home_of_a_reviewer() -> Callable[[], object]:
    """Home of somebody in the team of 200 reviews"""
    return opening_one_of_many("luca")


def bench_home_of_governance() -> Callable[[], object]:
    """Home of information governance: who looked, who may, what is unusual"""
    return opening_one_of_many("ira")


def bench_home_case() -> Callable[[], object]:
    """The page of one of 200 cases, for business support"""
    return opening_one_of_many("priya", "case")
