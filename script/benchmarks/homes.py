"""How long do the home pages and the page of a case take in an office with 200 cases and 2,000 open duties, and its list with 2,000?"""

from collections.abc import Callable

from data import opening_list_of_2000, opening_one_of_many


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


def bench_list_of_the_office() -> Callable[[], object]:
    """The first window of the list of 2,200 cases, for business support"""
    return opening_list_of_2000("priya")


def bench_list_of_an_agency() -> Callable[[], object]:
    """The same for a contributor whose agency is in all of them"""
    return opening_list_of_2000("hana")


def bench_list_narrowed() -> Callable[[], object]:
    """The same for business support, narrowed to what is late and on hold"""
    return opening_list_of_2000("priya", "?late=late&hold=held")


def bench_list_as_workbook() -> Callable[[], object]:
    """An Excel workbook of 2,200 cases"""
    return opening_list_of_2000("priya", "file/xlsx/")
