"""Does nothing go out while publication is on hold, whatever was planned or said before?"""

import pytest
from django.urls import reverse

from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests import cast as casting
from reviews.case.phases import Phase
from reviews.proceedings.models import What
from reviews.proceedings.tests.steps import on_hold, order_made, release_confirmed
from reviews.publication import actions
from reviews.publication.tests import steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named")]


@pytest.fixture
def cast():
    return casting.assemble()


def test_it_is_refused_with_the_sentence_until_hold_and_order_have_ended(cast, client):
    review = world.agreed(cast)
    hold = on_hold(cast, review, at=world.PREPARED, what=(What.PUBLICATION,))
    with pytest.raises(NotYet, match="waits for the criminal case") as no:
        actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED)
    assert no.value.field == "why"
    client.force_login(cast.priya)
    page = client.get(reverse("publication", args=[review.code])).content.decode()
    assert "Publication waits for the criminal case" in page and "Prepare it for signing" not in page
    release_confirmed(cast, hold, at=world.PREPARED)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.SIGNED)
    edition = steps.planned(cast, review, planned_at=world.PLANNED, at=world.SIGNED + world.DAY)
    actions.give_go(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    order = order_made(cast, review, at=world.MORNING)
    assert (
        actions.sweep(at=world.PLANNED) == 0 and not Message.objects.filter(key__startswith="publication.go").exists()
    )
    edition = steps.standing(review)
    for act in (actions.give_go, actions.publish_now):
        with pytest.raises(NotYet, match="order of a court") as no:
            act(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
        assert no.value.field == "sure"
    review.refresh_from_db()
    assert review.phase == Phase.SIGNED_OFF
    order.outputs = []
    order.save()
    assert actions.sweep(at=world.PLANNED) == 1
