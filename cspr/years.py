"""Which years can two digits mean? Where it may be either century, people are asked and nothing is guessed."""

YEARS_BACK, YEARS_ON = 100, 20


def meant(two_digits: int, this_year: int) -> tuple[int, ...]:
    """The years of a lifetime back and twenty years on that end in these digits: in 2026, 21 is 2021 alone, 30 is two."""
    both = (1900 + two_digits, 2000 + two_digits)
    return tuple(year for year in both if this_year - YEARS_BACK < year <= this_year + YEARS_ON)
