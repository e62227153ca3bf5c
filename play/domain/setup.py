"""What a table talks about before it plays. Anyone answers, anyone writes down what was settled."""

from datetime import datetime

from django.db.models import Max

from play.domain.errors import SetupError, refused_as
from play.domain.games import begin_play, require_no_start_vote
from play.domain.proposals import open_proposal
from play.domain.tables import SETUP, present_members, seat_lock
from play.models import GameMember, Proposal, SetupAnswer, SetupPrompt
from play.rules import setup_prompts

MAX_PROMPTS, MAX_OUTCOME, MAX_ANSWER = 16, 1_000, 2_000


def answer_prompt(
    member: GameMember, *, prompt: SetupPrompt, text: str, now: datetime
) -> SetupAnswer | None:
    """Write or change the answer of ``member``; an empty one takes it back.

    Raises ``SetupError`` once the prompt is settled or skipped.
    """
    with seat_lock(member, SETUP) as game:
        prompt = _prompt(game, prompt)
        if prompt.status not in ("pending", "active"):
            raise SetupError("The table has closed this prompt. Take it up again to answer it.")
        own = SetupAnswer.objects.filter(prompt=prompt, author=member.user)
        if not text.strip():
            own.delete()
            return None
        answer = own.first() or SetupAnswer(prompt=prompt, author=member.user, created_at=now)
        answer.text = _short_enough(text.strip(), MAX_ANSWER)
        with refused_as(SetupError):
            answer.full_clean()
        answer.save()
        return answer


def suggested_outcome(prompt: SetupPrompt) -> str:
    """A first wording of what the table settles on, from the answers."""
    answers = prompt.answers.select_related("author").order_by("created_at", "pk")
    return setup_prompts.suggested_outcome(
        (str(answer.author or "somebody who left"), answer.text) for answer in answers
    )


def settle_prompt(
    member: GameMember, *, prompt: SetupPrompt, outcome: str, now: datetime
) -> SetupPrompt:
    """Write down what the table settled on, and go on to the next prompt. Raises ``SetupError``."""
    with seat_lock(member, SETUP) as game:
        prompt = _prompt_to_change(game, prompt, "complete")
        prompt.outcome = _short_enough(outcome.strip(), MAX_OUTCOME)
        if not prompt.outcome:
            raise SetupError("Write what the table settled on, or skip this prompt.")
        _store(prompt, now)
        _activate_next(game, now)
        return prompt


def skip_prompt(member: GameMember, *, prompt: SetupPrompt, now: datetime) -> SetupPrompt:
    """Leave a prompt out, and go on to the next. Raises ``SetupError``."""
    with seat_lock(member, SETUP) as game:
        prompt = _prompt_to_change(game, prompt, "skipped")
        _store(prompt, now)
        _activate_next(game, now)
        return prompt


def reopen_prompt(member: GameMember, *, prompt: SetupPrompt, now: datetime) -> SetupPrompt:
    """Take a prompt up: one that was settled, keeping the outcome as it was, skipped, or waits.

    Raises ``SetupError``.
    """
    with seat_lock(member, SETUP) as game:
        prompt = _prompt_to_change(game, prompt, "active")
        SetupPrompt.objects.filter(game=game, status="active").update(
            status="pending", updated_at=now
        )
        _store(prompt, now)
        return prompt


def add_prompt(member: GameMember, *, topic: str, question: str, now: datetime) -> SetupPrompt:
    """Ask the table something of one's own, after the other prompts. Raises ``SetupError``."""
    with seat_lock(member, SETUP) as game:
        prompts = SetupPrompt.objects.filter(game=game)
        if prompts.count() >= MAX_PROMPTS:
            raise SetupError(f"{MAX_PROMPTS} prompts are enough to begin.")
        prompt = SetupPrompt(
            game=game,
            order=(prompts.aggregate(last=Max("order"))["last"] or 0) + 1,
            topic=topic.strip(),
            question=question.strip(),
            created_at=now,
        )
        with refused_as(SetupError):
            prompt.full_clean()
        prompt.save(force_insert=True)
        _activate_next(game, now)
        return prompt


def move_prompt(member: GameMember, *, prompt: SetupPrompt, by: int, now: datetime) -> None:
    """Change places with the neighbour before (-1) or after (1). At the edge nothing happens."""
    with seat_lock(member, SETUP) as game:
        prompts = list(SetupPrompt.objects.filter(game=game).order_by("order"))
        place = prompts.index(_prompt(game, prompt))
        if not 0 <= place + by < len(prompts):
            return
        prompt, neighbour = prompts[place], prompts[place + by]
        order = prompt.order
        # No two may have the same place, not for a moment. No prompt has the place 0.
        for row, place in ((prompt, 0), (neighbour, order), (prompt, neighbour.order)):
            SetupPrompt.objects.filter(pk=row.pk).update(order=place, updated_at=now)


def start_game(member: GameMember, *, now: datetime, text: str = "") -> Proposal | None:
    """Begin to play: at once for one who sits alone, otherwise by a vote, which is returned.

    Raises ``SetupError`` while there is such a vote.
    """
    with seat_lock(member, SETUP) as game:
        require_no_start_vote(game)
        if present_members(game).count() == 1:
            begin_play(game, now=now)
            return None
        return open_proposal(member, kind=Proposal.Kind.START, text=text, now=now)


def _prompt(game, prompt):
    """``prompt`` as it is now. Raises ``SetupError`` if it is not of this game."""
    stored = SetupPrompt.objects.filter(pk=prompt.pk, game=game).first()
    if stored is None:
        raise SetupError("This game has no such prompt.")
    return stored


def _prompt_to_change(game, prompt, status):
    """``prompt`` with its new ``status``, if that may follow and nobody votes on the start."""
    require_no_start_vote(game)
    prompt = _prompt(game, prompt)
    if not setup_prompts.SETUP_PROMPT.allows(prompt.status, status):
        raise SetupError("Somebody was faster: read what became of this prompt.")
    prompt.status = status
    return prompt


def _store(prompt, now):
    with refused_as(SetupError):
        prompt.full_clean(validate_constraints=False)
    prompt.save()


def _activate_next(game, now):
    prompts = SetupPrompt.objects.filter(game=game)
    if prompts.filter(status="active").exists():
        return
    following = prompts.filter(status="pending").order_by("order").first()
    if following:
        following.status = "active"
        following.save()


def _short_enough(text, limit):
    if len(text) > limit:
        raise SetupError(f"This text has {len(text)} characters. It may have {limit}.")
    return text
