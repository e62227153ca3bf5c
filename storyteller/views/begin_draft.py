"""What somebody has typed of a beginning so far: in their session, and sealed there."""

import json
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict

from common.encrypted import seal, unseal
from storyteller.forms import beginning as forms
from storyteller.models import StorytellerBoundary, StorytellerPreference

SESSION_KEY = "storyteller_beginning"
STEPS = {
    "welcome": forms.ConsentForm,
    "whose": forms.WhoseForm,
    "person": forms.PersonForm,
    "scope": forms.ScopeForm,
    "life": forms.ProfileForm,
    "limits": forms.BoundaryForm,
    "wishes": forms.PreferenceForm,
}
ORDER = list(STEPS)
NOT_TYPED = ("csrfmiddlewaretoken", "go")
# Steps that somebody may leave for another day.
MAY_WAIT = ("scope", "life")
NEW_ROWS = {"limits": StorytellerBoundary, "wishes": StorytellerPreference}


class Draft:
    """The pages as they were sent, right or wrong: going back shows each as it was left."""

    def __init__(self, request: HttpRequest):
        self.session = request.session
        stored = self.session.get(SESSION_KEY)
        self.pages = json.loads(unseal(stored)) if stored else {"key": str(uuid4())}

    @property
    def key(self) -> UUID:
        return UUID(self.pages["key"])

    def keep(self, step: str, sent: QueryDict) -> None:
        kept = {
            name: sent.getlist(name) for name in sent if name not in ("csrfmiddlewaretoken", "go")
        }
        self.pages = {**self.pages, step: kept}
        self.session[SESSION_KEY] = seal(json.dumps(self.pages))

    def forget(self) -> None:
        self.session.pop(SESSION_KEY, None)

    def sent(self, step: str) -> QueryDict | None:
        if step not in self.pages:
            return None
        query = QueryDict(mutable=True)
        for name, values in self.pages[step].items():
            query.setlist(name, values)
        return query

    def waits(self, step: str) -> bool:
        """Whether the step was left for another day."""
        return step in MAY_WAIT and "later" in self.pages.get(step, {})

    def form(self, step: str):
        """The page as it was sent, or empty."""
        options = {}
        if step == "person":
            options["kind"] = self.kind
        if step in NEW_ROWS:
            options["instance"] = NEW_ROWS[step]()
        sent = None if self.waits(step) else self.sent(step)
        return STEPS[step](sent, **options)

    @property
    def kind(self) -> str:
        sent = self.sent("whose")
        kind = sent.get("kind", "") if sent else ""
        return kind if kind in forms.Kind.values else forms.Kind.SELF

    def first_open(self) -> str:
        """The first step that is not done, or nothing."""
        return next((step for step in ORDER if not self.is_done(step)), "")

    def is_done(self, step: str) -> bool:
        return self.waits(step) or (step in self.pages and self.form(step).is_valid())
