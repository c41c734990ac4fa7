"""The people and the case with which the chronology is tested."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from chronology.tests import steps
from cspr.tests import cast as people
from cspr.tests.memory import kept

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast(db):
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.case_in_review(cast, at=AT)


@pytest.fixture
@kept
def asked(cast, review):
    """The requests, by the key of the agency in the cast."""
    found = steps.chronologies_asked(cast, review, at=AT)
    return {
        key: next(f for f in found if f.agency == agency) for key, agency in vars(cast.agencies).items() if key != "icb"
    }


@pytest.fixture
def at(review):
    """A client of a person, and the address of a page of the review."""

    def visit(person, name, *args, post=None, **extra):
        client = Client()
        client.force_login(person)
        url = reverse(name, args=[review.code, *args])
        return client.get(url, extra) if post is None else client.post(url, post, **extra)

    return visit


@pytest.fixture
def health(asked):
    return asked["health"]
