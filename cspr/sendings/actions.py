"""How is a form done once, although it was sent twice?"""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from cspr.sendings.models import Sending

REMEMBERED = dt.timedelta(days=2)
AGAIN = (
    "You sent this page twice. It was recorded the first time, and nothing was recorded again. "
    "To record the same once more, open the form anew."
)
OF_THE_PAGE = 32  # the signs at the head of a token that are made anew for each page


def key_of(request: HttpRequest) -> str:
    """What tells this sending of a form from all others; nothing where the page carried no token.

    The head of the token is made anew each time a page is shown, so the same words sent from a page opened again count
    again, and other words sent from the same page (after "back") do too. ``page.js`` leaves the head as it is.
    """
    token = request.POST.get("csrfmiddlewaretoken")
    if not token:
        return ""
    digest = hashlib.sha256(f"{request.user.pk} {request.get_full_path()} {token[:OF_THE_PAGE]}".encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, file.size) for file in files])).encode())
    return digest.hexdigest()


@transaction.atomic
def once(key: str, work: Callable[[], str], *, at: dt.datetime) -> tuple[str, bool]:
    """Do the work of a form, which returns where to go on; where it was done before, only go there.

    Returns the address and whether the work was done now. Of two at once the second waits for the first.
    """
    if not key:
        return work(), True
    try:
        with transaction.atomic():
            sending = Sending.objects.create(key=key, at=at)
    except IntegrityError:
        return Sending.objects.get(key=key).went_on, False
    address = work()
    Sending.objects.filter(pk=sending.pk).update(went_on=address[:500])
    return address, True


def forget(*, at: dt.datetime) -> int:
    """Forget what was sent days ago; returns how many."""
    return Sending.objects.filter(at__lt=at - REMEMBERED).delete()[0]
