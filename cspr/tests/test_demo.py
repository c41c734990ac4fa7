"""Is the demonstration a real review, and is it kept apart from real cases?"""

import pytest
from django.core.management import CommandError, call_command

from agencies.models import User
from chronology.models import Entry, Episode
from cspr.audit.queries import broken_entries
from recommendations.models import Action, Recommendation
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.publication.models import Edition
from reviews.report.rules import Document

pytestmark = pytest.mark.django_db


def test_the_published_review_has_the_size_of_a_real_one(settings, capsys):
    settings.DEMO = True
    call_command("demo")
    review = Review.objects.get(phase=Phase.PUBLISHED)
    document = Document.from_json(review.editions.get(replaced_at=None).version.content)
    blocks = [block for section in document.sections for block in section.blocks]
    entries = Entry.objects.released().filter(submission__request__review=review)

    assert entries.count() >= 60
    assert entries.values("submission__request__agency").distinct().count() >= 9
    assert sum(bool(block.number) for block in blocks) >= 60
    assert sum(block.html.count("data-fn") for block in blocks) >= 6
    assert Episode.objects.filter(review=review, void_at=None).count() >= 3
    assert Recommendation.objects.filter(review=review, void_at=None).count() >= 5
    assert Action.objects.filter(recommendation__review=review).values("closed").distinct().count() >= 2
    assert Edition.objects.exclude(published_at=None).count() == 1
    assert Review.objects.values("phase").distinct().count() >= 5
    assert list(broken_entries()) == []

    call_command("demo", once=True)
    assert Review.objects.filter(phase=Phase.PUBLISHED).count() == 1


def test_it_is_not_loaded_beside_real_people(settings):
    settings.DEMO = True
    User.objects.create_user("ada@marram.example", name="Ada Wren")
    with pytest.raises(CommandError, match="not loaded beside them"):
        call_command("demo", once=True)
    assert not Review.objects.exists()


def test_it_is_not_loaded_in_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not loaded in production"):
        call_command("demo")
    assert not User.objects.exists()
