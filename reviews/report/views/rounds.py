"""The pages of those who send a version round: to whom, until when, what came back, answered in one list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr import papers
from cspr.drafts import queries as drafts
from cspr.files.http import made as file_made
from cspr.pages import form_page
from cspr.records import NotYet
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, gate, narrative, queries
from reviews.report.models import Report, ReportComment, Round, RoundReader
from reviews.report.views.comments import answer_key
from reviews.report.views.things import a_reader, a_round, eyes_of, number, runs_rounds, the_report

RUNS = (Permission.WRITE_REPORT, Permission.RUN_CASE)
ROUND_FORM = "reviews/report/round_form.html"


@for_review(*RUNS, thing=the_report)
def send(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """Send the draft as it stands, or with ``?version=`` one that was kept, to chosen people and agencies."""
    code = visit.review.code
    version = report.versions.defer("content").filter(pk=number(request.GET.get("version"))).first()
    people = queries.who_may_read(visit.review, visit.today)
    panel = [user.pk for user in people if getattr(user, "on_panel", False)]
    what = f"Version {version.number} as it was kept" if version else "The draft as it stands now"
    return form_page(
        request, forms.SendForm, template="reviews/report/make.html", cancel=reverse("report-versions", args=[code]),
        initial={"people": panel},
        act=lambda form: actions.send_round(report, version=version, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda sent: reverse("report-round", args=[code, sent.pk]), done="It is with its readers.",
        context={
            "title": f"Send version {version.number} round" if version else "Send the report round",
            "lead": f"{what} goes to the readers you choose. Each gets a copy marked with who they are, and is asked by e-mail.",
            "report": report, "checks": True,
        },
        people=people, agencies=queries.agencies_to_ask(visit.review), named=version is None,
    )  # fmt: skip


@for_review(Permission.READ_REPORT, thing=a_round)
@require_safe
def round_page(request: HttpRequest, visit: Visit, sent: Round) -> HttpResponse:
    """Who reads, how far they are, and every comment with its answer, in the order of the paragraphs."""
    groups = queries.grouped(sent, eyes_of(visit))
    said = [one for group in groups for one in group.said]
    waiting = [one for one in said if not one.comment.response]
    _put_back_answers(visit, [one.comment for one in waiting])
    context = {
        "title": f"Version {sent.version.number} {sent.get_aim_display().lower()}",
        "sent": sent,
        "rows": queries.reader_rows(sent, eyes_of(visit)),
        "groups": groups,
        "waiting": waiting,
        "said_count": len(said),
        "runs": runs_rounds(visit),
        "mine": queries.reader_of(sent.version, visit.user, on=visit.today),
        "responses": [choice for choice in ReportComment.Response.choices if choice[0]],
    }
    return render(request, "reviews/report/round.html", context)


def _put_back_answers(visit: Visit, comments: list[ReportComment]) -> None:
    """What somebody typed as an answer and has not sent, as ``comment.typed``, with the name it is kept under."""
    keys = {comment.pk: answer_key(visit, comment) for comment in comments}
    kept = drafts.typed_into(visit.user.pk, keys.values())
    for comment in comments:
        draft = kept.get(keys[comment.pk])
        typed = {name: values[0] for name, values in draft.data.items() if values} if draft else {}
        comment.typed = {  # type: ignore[attr-defined]
            "key": keys[comment.pk], "revision": draft.revision if draft else 0,
            "response": typed.get("response", ""), "why": typed.get("why", ""),
        }  # fmt: skip


@for_review(Permission.READ_REPORT, thing=a_round)
@require_safe
def table(request: HttpRequest, visit: Visit, sent: Round) -> HttpResponse:
    """The comments and responses as a file: with names for the review team, or (``?outside``) fit to go out."""
    outside, word = "outside" in request.GET, request.GET.get("form") == "docx"
    eyes = queries.Eyes(names=False, inside=False) if outside else eyes_of(visit)
    groups = queries.grouped(sent, eyes)
    if outside:
        gate.check_said(visit.review, groups)
    made = f"Made on {workdate(visit.today)} by {visit.user.name}."
    paper = narrative.table_paper(sent, groups, queries.reader_rows(sent, eyes), made=made, outside=outside)
    content = papers.as_word(paper, at=visit.now) if word else papers.as_pdf(paper)
    actions.note_table_taken(sent, outside=outside, by=visit.user, at=visit.now)
    name = f"{visit.review.code} comments on version {sent.version.number}.{'docx' if word else 'pdf'}"
    return file_made(content, papers.WORD if word else papers.PDF, name)


def _at(visit: Visit, sent: Round) -> str:
    return reverse("report-round", args=[visit.review.code, sent.pk])


@for_review(*RUNS, thing=a_round)
@require_POST
def close(request: HttpRequest, visit: Visit, sent: Round) -> HttpResponse:
    try:
        actions.close_round(sent, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The round is closed. Nobody is asked for comments any longer.")
    return redirect(_at(visit, sent))


@for_review(*RUNS, thing=a_round)
def move(request: HttpRequest, visit: Visit, sent: Round) -> HttpResponse:
    return form_page(
        request, forms.MoveRoundForm, template=ROUND_FORM, cancel=_at(visit, sent),
        initial={"due_on": sent.due_on, "revision": sent.revision},
        act=lambda form: actions.move_round(sent, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_at(visit, sent), done="The date is moved for every reader.",
        context={"title": "Move the date of the round", "sent": sent},
    )  # fmt: skip


@for_review(*RUNS, thing=a_round)
def add_reader(request: HttpRequest, visit: Visit, sent: Round) -> HttpResponse:
    reading = sent.readers.filter(off_at=None)
    people, agencies = set(reading.values_list("user", flat=True)), set(reading.values_list("agency", flat=True))
    return form_page(
        request, forms.AddReaderForm, template=ROUND_FORM, cancel=_at(visit, sent),
        act=lambda form: actions.add_reader(sent, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_at(visit, sent), done="They are asked to read it.",
        context={"title": "Add a reader", "sent": sent},
        people=[user for user in queries.who_may_read(visit.review, visit.today) if user.pk not in people],
        agencies=[agency for agency in queries.agencies_to_ask(visit.review) if agency.pk not in agencies],
    )  # fmt: skip


@for_review(*RUNS, thing=a_reader)
def take_off(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    return form_page(
        request, forms.TakeOffForm, template=ROUND_FORM, cancel=_at(visit, reader.round),
        initial={"revision": reader.revision},
        act=lambda form: actions.take_off(reader, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_at(visit, reader.round), done="They are no longer asked.",
        context={"title": "Take a reader off the round", "sent": reader.round, "reader": reader},
    )  # fmt: skip
