"""The page that starts the demonstration again, and the one that says how far it is; in demo mode only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cspr import clock
from cspr.demo import loading, work
from cspr.doors import public
from cspr.jobs.models import Job


@public
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Ask once more, then leave it to the worker."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return render(request, "demo/again.html", {"title": "Start the demonstration again"})
    loaded = work.loaded_at()
    by = request.user if request.user.is_authenticated else None
    work.ask_to_start_again(by=by, at=clock.now())
    return redirect("demo-again-progress", loaded)


@public
@never_cache
@require_safe
def progress(request: HttpRequest, loaded: int) -> HttpResponse:
    """How far the new demonstration is; ``loaded`` says which one is to go."""
    if not settings.DEMO:
        raise Http404
    job, done = work.under_way(), work.loaded_at() != loaded
    failed = not done and (job is None or job.state == Job.State.FAILED)
    shown = {
        "finished": done,
        "failed": failed,
        "message": "Everything is as it was at first. Everybody was signed out." if done else job and job.problem,
        "total": len(loading.stories()),
        "done": job.progress // work.PERCENT_A_CASE if job else 0,
    }
    title = "The demonstration has started again" if done else "The demonstration starts again"
    context = {"title": title, "job": shown, "next_url": reverse("account_login"), "failed": failed}
    return render(request, "demo/progress.html", context)
