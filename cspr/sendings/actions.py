"""How is a form done once, although it was sent twice?"""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from cspr.sendings.models import Sending

REMEMBERED = dt.timedelta(days=2)


def key_of(request: HttpRequest) -> str:
    """What tells this sending of a form from all others; nothing where the page carried no token.

    The token is made anew each time a page is shown, so the same words sent from a page opened again count again, and
    other words sent from the same page (after "back") do too.
    """
    if not request.POST.get("csrfmiddlewaretoken"):
        return ""
    digest = hashlib.sha256(f"{request.user.pk} {request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
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
