"""What she answered on her own, one question after another, between the afternoons."""

from storyteller.demo.texts import read, save
from storyteller.models import PromptAnswer, SectionPrompt

EVENING = 19


def load_answers(teller, calendar):
    prompts = {
        prompt.process_prompt.prompt_key: prompt
        for prompt in SectionPrompt.objects.select_related("process_prompt").filter(
            section__storyteller_statuses__storyteller=teller
        )
    }
    save(_answer(teller, prompts, entry, calendar) for entry in read("answers")["answers"])


def _answer(teller, prompts, entry, calendar):
    prompt, at = prompts[entry["prompt_key"]], calendar.day(entry["days_ago"], EVENING)
    return PromptAnswer(
        storyteller=teller,
        section_prompt=prompt,
        sensitivity_tier=prompt.process_prompt.sensitivity_tier,
        text=entry.get("text", "").strip(),
        status=entry.get("status", PromptAnswer.Status.ANSWERED),
        version=2,
        saved_at=at,
        created_at=at,
    )
