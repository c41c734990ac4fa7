"""The pages that write: the editor of a section, what it saves as one types, and paragraph by paragraph without it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from js_asset import Media

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from cspr.templatetags.page import worktime
from reviews.case.access import Visit, for_review
from reviews.identities.queries import labels
from reviews.identities.rules import plain, with_labels
from reviews.report import actions, forms, queries
from reviews.report.models import Block, BlockText, Section
from reviews.report.rules import door_of, label_of, marked
from reviews.report.views.things import a_block, a_section, a_text, number

LONGEST = 2_000_000
TOO_LONG = (
    "This section is longer than one section can be, some 600 pages. Nothing is lost: the text stays on this page. Move part "
    "of it into a section of its own."
)


def editor_html(blocks: list[queries.EditedBlock], names: dict[int, str]) -> str:
    """The blocks of a section as the editor opens them, each under its id."""
    return "".join(_for_editor(edited.block, names) for edited in blocks)


def _for_editor(block: Block, names: dict[int, str]) -> str:
    if block.origin:
        return f'<div data-filed="" data-uid="{block.uid}"></div>'
    return marked(with_labels(block.html, names), uid=str(block.uid), plain=block.kind == Block.Kind.PLAIN)


def _filed(block: Block, names: dict[int, str]) -> dict[str, str]:
    """What the editor shows of a filed block, which it never sends back."""
    html = with_labels(block.html, names)
    return {"html": html, "kind": block.kind, "label": label_of(block.kind, block.facts), "door": door_of(block.facts)}


@for_review(Permission.WRITE_REPORT, thing=a_section)
def edit(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    around = queries.surroundings(section)
    number, blocks = queries.edited(section, around)
    names = labels(visit.review)
    form = forms.EditorForm(initial={"text": editor_html(blocks, names)})
    context = {
        "title": section.title,
        "section": section,
        "number": number,
        "blocks": blocks,
        "form": form,
        "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),  # type: ignore[attr-defined]
        "setup": {
            "save": reverse("report-save", args=[visit.review.code, section.pk]),
            "number": number,
            "revisions": {str(edited.block.uid): edited.block.revision for edited in blocks},
            "filed": {str(edited.block.uid): _filed(edited.block, names) for edited in blocks if edited.locked},
            "people": [{"id": pk, "label": label} for pk, label in names.items()],
            "list": reverse("report-sources", args=[visit.review.code]),
            "sources": [
                {"id": one.pk, "author": one.author, "year": one.year, "title": one.title} for one in around.sources
            ],
            "place": around.place,
            "notes": around.notes,
            "targets": [
                {
                    "key": one.key,
                    "text": one.text,
                    "about": one.about,
                    "place": one.place,
                    "here": one.key in around.here,
                }
                for one in around.known.values()
            ],
        },
        "neighbours": neighbours(section),
        "aside": queries.set_aside(section.report).filter(block__section=section).count(),
    }
    return render(request, "reviews/report/edit.html", context)


def neighbours(section: Section) -> dict[str, Section | None]:
    standing = list(section.report.sections.filter(removed_at=None).order_by("position", "pk"))
    index = standing.index(section) if section in standing else 0
    return {
        "before": standing[index - 1] if index else None,
        "after": standing[index + 1] if index + 1 < len(standing) else None,
    }


@for_review(Permission.WRITE_REPORT, thing=a_section)
@require_POST
def save(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    """Take what the editor holds. Answers in JSON: when it was saved, what stands now, what was kept aside."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return JsonResponse({"problem": TOO_LONG}, status=400)
    typed = _typed(request)
    if typed is None:
        return JsonResponse({"problem": "The text did not arrive whole. It stays on this page."}, status=400)
    try:
        saved = actions.save_section(section, **typed, by=visit.user, at=visit.now)
    except NotYet as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    aside = {
        "address": reverse("report-aside", args=[visit.review.code]),
        "count": len(saved.aside),
        "pairs": _pairs(visit, saved),
    }
    return JsonResponse(
        {
            "saved": worktime(visit.now),
            "revisions": saved.revisions,
            "aside": aside,
            "others": saved.others or saved.put_back,
            "shown": _shown(visit, saved),
        }
    )


def _pairs(visit: Visit, saved: actions.Saved) -> list[dict[str, str]]:
    """The two texts of each paragraph that somebody else changed meanwhile, to be shown side by side."""
    names = labels(visit.review) if saved.aside else {}
    wrote = queries.who_wrote([text.block for text in saved.aside]) if saved.aside else {}
    return [
        {
            "uid": str(text.block.uid),
            "by": wrote.get(text.block_id, ""),
            "theirs": with_labels(text.block.html, names),
            "mine": with_labels(text.html, names),
            "revision": str(text.block.revision),
            "address": reverse("report-use-text", args=[visit.review.code, text.pk]),
        }
        for text in saved.aside
    ]


def _shown(visit: Visit, saved: actions.Saved) -> dict[str, str]:
    """The blocks whose names have become chips, as the editor is to show them."""
    names = labels(visit.review) if saved.shown else {}
    return {uid: _for_editor(block, names) for uid, block in saved.shown.items()}


def _typed(request: HttpRequest) -> dict[str, Any] | None:
    """The text and the revisions it was based on; None where they are not what the editor sends."""
    try:
        sent = json.loads(request.body)
        html, revisions = sent["html"], {str(uid): int(last) for uid, last in sent["revisions"].items()}
        html.encode()
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return {"html": html, "revisions": revisions, "again": bool(sent.get("again"))}


@for_review(Permission.WRITE_REPORT, thing=a_block)
def write_block(request: HttpRequest, visit: Visit, block: Block) -> HttpResponse:
    """One paragraph on a page of its own; works without scripts."""
    back = reverse("report-edit", args=[visit.review.code, block.section_id])
    return form_page(
        request, forms.BlockForm, template="reviews/report/block.html", cancel=back,
        initial={"html": inner(block), "revision": block.revision},
        act=lambda form: actions.write_block(
            block, html=outer(block, form.cleaned_data["html"]), revision=form.cleaned_data["revision"], by=visit.user,
            at=visit.now,
        ),
        then=f"{back}#{block.uid}", done="The paragraph is saved.",
        context={"title": "Change a paragraph", "paragraph": block, "section": block.section, "door": door_of(block.facts)},
    )  # fmt: skip


def inner(block: Block) -> str:
    """A paragraph's text without its outer tag; other blocks whole."""
    return block.html[3:-4] if block.html.startswith("<p>") and block.html.endswith("</p>") else block.html


def outer(block: Block, text: str) -> str:
    text = text.strip()
    return f"<p>{text}</p>" if text and block.html.startswith("<p>") and not text.startswith("<") else text


@for_review(Permission.WRITE_REPORT, thing=a_section)
def add_block(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    back = reverse("report-edit", args=[visit.review.code, section.pk])
    after = section.blocks.filter(removed_at=None, pk=number(request.GET.get("after"))).first()
    return form_page(
        request, forms.AddBlockForm, template="reviews/report/form.html", cancel=back,
        act=lambda form: actions.add_after(
            section, html=form.cleaned_data["html"], after=after, by=visit.user, at=visit.now
        ),
        then=back, done="The text is added.", context={"title": "Add paragraphs", "section": section},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_block)
def texts(request: HttpRequest, visit: Visit, block: Block) -> HttpResponse:
    """Everything a paragraph ever said."""
    names = labels(visit.review)
    context = {
        "title": "Earlier texts of a paragraph",
        "paragraph": block,
        "section": block.section,
        "now": with_labels(block.html, names),
        "texts": [(text, with_labels(text.html, names), text.html == block.html) for text in queries.texts(block)],
    }
    return render(request, "reviews/report/texts.html", context)


@for_review(Permission.WRITE_REPORT)
def aside(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Texts written at the same time, side by side."""
    report = queries.report_of(visit.review)
    names = labels(visit.review)
    found = queries.set_aside(report) if report else []
    pairs = [(text, with_labels(text.html, names), with_labels(text.block.html, names)) for text in found]
    return render(request, "reviews/report/aside.html", {"title": "Texts written at the same time", "pairs": pairs})


@for_review(Permission.WRITE_REPORT, thing=a_text)
@require_POST
def use_text(request: HttpRequest, visit: Visit, text: BlockText) -> HttpResponse:
    """Put a text in place, or let the other stand; asked from the editor, it answers with what stands then."""
    keep, block = request.POST.get("keep") == "1", text.block
    inside = request.headers.get("Accept") == "application/json"
    try:
        if keep:
            actions.keep_theirs(text, by=visit.user, at=visit.now)
        else:
            actions.restore_text(
                block,
                text,
                revision=number(request.POST.get("revision")) or block.revision,
                by=visit.user,
                at=visit.now,
            )
    except ChangedMeanwhile as other:
        if not inside:
            raise
        return JsonResponse({"problem": str(other)}, status=409)
    except NotYet as refusal:
        if inside:
            return JsonResponse({"problem": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    else:
        if inside:
            return JsonResponse({"html": _for_editor(block, labels(visit.review)), "revision": block.revision})
        messages.success(request, "The text that stands stays." if keep else f"Put in place: {plain(text.html)[:60]}…")
    if text.refused and queries.set_aside(text.block.section.report).exists():
        return redirect("report-aside", visit.review.code)
    return redirect("report-edit", visit.review.code, text.block.section_id)
