"""One question on a page: which comes next, what is typed, and what else one may do with it."""

from uuid import UUID

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain import answers as verbs
from storyteller.domain.capture_errors import AnswerChangedError, NothingToldError
from storyteller.domain.deeper import next_deeper
from storyteller.domain.questions import NOT_OPEN, Asking, prompts_of, question_of
from storyteller.domain.sessions import current_session
from storyteller.forms.beginning import TOPIC_LABELS
from storyteller.forms.capture import AnswerForm, DraftForm
from storyteller.models import PromptAnswer, StorytellerSectionStatus
from storyteller.permissions import can_tell
from storyteller.rules.prompts import Stand, missing_until_told
from storyteller.rules.scene_share import count_words
from storyteller.views.access import FORM, PROJECT, get_storyteller, render_page

SECTION = "capture"
Status = PromptAnswer.Status
Lane = StorytellerSectionStatus.Status


@require_safe
def answer(request, storyteller, section=None):
    """Lead to the next question: of ``section``, as long as it has any."""
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    asking = Asking(found)
    first = ""
    if section:
        rows = StorytellerSectionStatus.objects.filter(storyteller=found)
        lane = get_object_or_404(rows.select_related("process_section"), process_section=section)
        first = lane.process_section.section_key
    again = bool(request.GET.get("again"))
    asked = asking.next(
        first=first,
        after=key_in(request.GET.get("after")),
        with_skipped=again,
        gently=bool(request.GET.get("gently")),
    )
    if asked is None:
        return _nothing_left(request, asking)
    query = {name: request.GET[name] for name in ("kept", "again") if request.GET.get(name)}
    return redirect(reverse("storyteller:question", args=[found.pk, asked.key], query=query))


@FORM
def question(request, storyteller, prompt):
    """A question, with what was typed so far; sent, its answer is kept."""
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    asking, asked = Asking(found), prompt_or_404(found, prompt)
    row = verbs.answer_of(found, asked)
    stand = asking.stand(question_of(asked))
    is_told = row is not None and row.status == Status.ANSWERED
    if not is_told and (refusal := _refusal(asking, asked, stand)):
        messages.info(request, f"{refusal}{_kept_all_the_same(request, found, asked)}")
        return redirect("storyteller:storyteller", found.pk)
    is_agreed = row is not None and row.status in (Status.DRAFT, Status.ANSWERED)
    if stand is Stand.ASK_FIRST and not is_agreed:
        return _ask_first(request, asking, asked)
    if request.method != "POST":
        row = row or verbs.open_answer(found, asked, now=timezone.now())
        return _question_page(request, asking, asked, row, _form_of(found, row))
    form = AnswerForm(request.POST, storyteller=found)
    if not form.is_valid():
        return _question_page(request, asking, asked, row, form, status=422)
    return _take(request, asking, asked, form)


@require_POST
def keep(request, storyteller, prompt):
    """What is typed, kept while it is typed: three queries where nothing is in the way."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        said = " ".join(message for faults in form.errors.values() for message in faults)
        return JsonResponse({"said": f"Not saved: {said}"}, status=422)
    data = form.cleaned_data
    if verbs.keep_draft(request.user, storyteller, prompt, now=timezone.now(), **data):
        return _kept(data["mark"] + 1, data["text"])
    found = get_storyteller(request, storyteller, can_tell)
    row = get_object_or_404(PromptAnswer, storyteller=found, section_prompt=prompt)
    if row.text == data["text"]:
        return _kept(row.version, row.text)
    said = f"{AnswerChangedError.message} Save with the button to see both texts."
    return JsonResponse({"said": said}, status=409)


@require_POST
def agree(request, storyteller, prompt):
    """What somebody says who was warned of a question: yes, a gentler one, not now, or never."""
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    asked, now = prompt_or_404(found, prompt), timezone.now()
    choice = request.POST.get("choice")
    if choice == "yes":
        verbs.agree_to_question(found, asked, now=now)
        return redirect("storyteller:question", found.pk, asked.pk)
    if choice == "never":
        topics = verbs.decline_question(found, asked, with_topics=True, now=now)
        messages.success(request, _never(topics))
    elif choice in ("gentler", "later"):
        verbs.skip_question(found, asked, now=now)
    else:
        messages.error(request, "Choose one of the four.")
        return redirect("storyteller:question", found.pk, asked.pk)
    return onward(found, asked, gently=choice == "gentler")


def prompt_or_404(storyteller, key):
    """A question of the sections of this story, whether they are open or not."""
    return get_object_or_404(prompts_of(storyteller), pk=key)


def onward(storyteller, prompt, **query):
    """To the question behind ``prompt``, in the same section as long as that has any."""
    query = {name: "1" if value is True else value for name, value in query.items() if value}
    return redirect(
        reverse(
            "storyteller:answer_section",
            args=[storyteller.pk, prompt.section_id],
            query={"after": prompt.pk, **query},
        )
    )


def in_words(topics) -> str:
    """Topics as people say them, in one line."""
    return ", ".join(TOPIC_LABELS[topic].lower() for topic in topics if topic in TOPIC_LABELS)


def key_in(text: str | None) -> UUID | None:
    """The key that a part of an address names, if it is one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _refusal(asking, asked, stand):
    if asking.lane_of(asked).status not in (Lane.UNLOCKED, Lane.IN_PROGRESS, Lane.COMPLETED):
        return NOT_OPEN
    if stand is Stand.CLOSED:
        verdict = asking.verdict(question_of(asked))
        return f"This question is not asked. {verdict.sentence}"
    return ""


def _kept_all_the_same(request, storyteller, asked):
    """What was typed before a question was closed is not lost with it."""
    form = DraftForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return ""
    data, now = form.cleaned_data, timezone.now()
    is_kept = verbs.keep_draft(request.user, storyteller.pk, asked.pk, now=now, **data)
    return " What you typed is kept among your earlier answers." if is_kept else ""


def _take(request, asking, asked, form):
    """Do with what was typed whatever the button says that was pressed."""
    found, now, data = asking.storyteller, timezone.now(), form.cleaned_data
    then = request.POST.get("then", "")
    try:
        if then == "":
            return _give(request, asking, asked, data, now)
        kept = {name: data[name] for name in ("mark", "tier", "text")}
        row = verbs.open_answer(found, asked, now=now)
        if row.text != data["text"] and not verbs.keep_draft(
            request.user, found.pk, asked.pk, now=now, **kept
        ):
            raise AnswerChangedError(row)
    except AnswerChangedError as error:
        return _overtaken(request, asking, asked, form, error)
    except NothingToldError as error:
        form.add_error("text", str(error))
        row = verbs.open_answer(found, asked, now=now)
        return _question_page(request, asking, asked, row, form, status=422)
    return _go(request, found, asked, then, now)


def _give(request, asking, asked, data, now):
    found = asking.storyteller
    event = data["event"]
    if data["event_title"] and not event:
        if not data["text"].strip():
            raise NothingToldError
        title, year = data["event_title"], data["event_year"]
        event = verbs.make_event(found, title=title, year=year, now=now)
    row = verbs.give_answer(found, asked, text=data["text"], mark=data["mark"], now=now)
    if row.life_event != event:
        verbs.attach(row, event, now=now)
    lane = asking.lane_of(asked)
    was = lane.status
    lane.refresh_from_db(fields=["status"])
    if lane.status == Lane.COMPLETED != was:
        messages.success(request, f"“{asked.section}” is told. You can go on with it at any time.")
    if asking.project.may_zoom_in and row.step == 1:
        return redirect("storyteller:deeper", found.pk, asked.pk)
    return onward(found, asked, kept=asked.pk, again=request.GET.get("again"))


def _go(request, storyteller, asked, then, now):
    if then == "skip":
        verbs.skip_question(storyteller, asked, now=now)
        return onward(storyteller, asked, again=request.GET.get("again"))
    if then == "later":
        return onward(storyteller, asked)
    if then == "hard":
        return redirect("storyteller:hard", storyteller.pk, asked.pk)
    if then == "upload":
        beside = {"answer": asked.pk}
        return redirect(reverse("storyteller:uploads", args=[storyteller.pk], query=beside))
    return redirect("storyteller:finish_today", storyteller.pk)


def _kept(mark, text):
    words = count_words(text)
    return JsonResponse({"mark": mark, "said": f"Saved. {words} word{pluralize(words)}."})


def _never(topics):
    about = f", nor anything else about this: {in_words(topics)}" if topics else ""
    return f"It is not asked again{about}. You can change that under Boundaries."


def _form_of(storyteller, row, **initial):
    fields = {
        "mark": row.version,
        "tier": row.sensitivity_tier,
        "text": row.text,
        "event": row.life_event_id,
    }
    return AnswerForm(initial=fields | initial, storyteller=storyteller, chosen=row.life_event)


def _overtaken(request, asking, asked, form, error):
    """What was typed stays in the field, and what stands there now is shown above it."""
    row = verbs.answer_of(asking.storyteller, asked)
    again = _form_of(asking.storyteller, row, text=form.cleaned_data["text"])
    context = {"theirs": row.text, "error": str(error)}
    return _question_page(request, asking, asked, row, again, status=409, **context)


def _ask_first(request, asking, asked):
    topics = in_words(question_of(asked).topics)
    tier = asked.process_prompt.sensitivity_tier
    context = {"prompt": asked, "topics": topics, "is_private": tier == 3}
    return _page(request, "ask_first.html", asking, context)


def _question_page(request, asking, asked, row, form, *, status=200, **context):
    lane = asking.lane_of(asked)
    own = {
        "prompt": asked,
        "lane": lane,
        "missing": missing_until_told(lane.prompts_answered, lane.prompts_total or 0),
        "answer": row,
        "form": form,
        "is_told": row is not None and row.status == Status.ANSWERED,
        "uploads": list(row.uploads.all()[:12]) if row else [],
        "session": current_session(asking.storyteller),
        "kept": _banner(request, asking),
        "again": request.GET.get("again", ""),
    }
    return _page(request, "question.html", asking, own | context, status=status)


def _banner(request, asking):
    """The answer that was kept a moment ago, with whether one may stay with it."""
    key = key_in(request.GET.get("kept"))
    if key is None or request.method == "POST":
        return None
    rows = PromptAnswer.objects.filter(storyteller=asking.storyteller, status=Status.ANSWERED)
    related = ("section_prompt__process_prompt", "section_prompt__section")
    events = ("life_event__boundary", "life_event__trauma")
    row = rows.select_related(*related, *events).filter(section_prompt=key).first()
    if row is None:
        return None
    is_offered = asking.project.may_zoom_in is not False
    return {
        "answer": row,
        "may_deepen": is_offered and bool(next_deeper(asking, row.section_prompt, row)),
    }


def _nothing_left(request, asking):
    context = {"skipped": len(asking.skipped), "lanes_open": len(asking.open_lanes)}
    return _page(request, "nothing_left.html", asking, context)


def _page(request, template, asking, context, *, status=200):
    return render_page(
        request,
        f"capture/{template}",
        asking.storyteller,
        context,
        section=SECTION,
        status=status,
    )
