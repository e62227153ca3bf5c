from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Now
from django.db.models.lookups import Contains
from django.utils import timezone

from campaigns.models.bases import DocumentedModel, KeyedModel, filled, holds, known
from campaigns.models.campaigns import Campaign, CampaignMember, entry_of_data
from campaigns.models.characters import Character
from campaigns.rules.documents import (
    check_interaction_data,
    check_npc_data,
    check_personality,
    check_relationships,
    check_stats,
)
from campaigns.rules.documents.base import SCORE_LIMIT
from campaigns.rules.visibility import AUTHOR, WORDS, may_see
from common.fields import DocumentField
from common.models import TimestampedModel

_SHORT = {"blank": True, "default": "", "db_default": "", "validators": [MaxLengthValidator(200)]}


# An interaction that nobody has undone: the entry is missing, or empty in a document from outside.
_STANDS = Q(data__undone_at__isnull=True) | Q(data__undone_at=None)


def _casts_spells():
    """A column that the database keeps: is there a list of spells in ``stats``, or an ability?

    Stat blocks of the SRD call that ability spellcasting, with a capital letter or without one.
    """
    text = Cast("stats", models.TextField())
    casts = Q(stats__spells__0__isnull=False) | Q(Contains(text, "pellcasting"))
    return models.GeneratedField(
        expression=Case(When(casts, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )


class NPCQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People whom ``user`` may know of, in the campaigns that they may open."""
        opened = Campaign.objects.visible_to(user).filter(pk=OuterRef("campaign"))
        return self.filter(Exists(opened), _shown_to(user, "campaign"))

    def shown_to(self, viewer):
        """As ``visible_to``, of campaigns that ``viewer`` may open: quicker for a long list."""
        return self.filter(_shown_in(viewer))

    def run_by(self, user):
        """People of campaigns that ``user`` runs, but those that another keeps to themselves."""
        return self.visible_to(user).filter(_sits(user, "campaign", "game_master"))


class NPCInteractionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Interactions that ``user`` may know of: with people whom they may know of.

        Those that were undone are left to game masters, who can restore them.
        """
        met = NPC.objects.visible_to(user).filter(pk=OuterRef("npc"))
        stands = _STANDS | _sits(user, "npc__campaign", "game_master")
        return self.filter(Exists(met), _shown_to(user, "npc__campaign"), stands)

    def shown_to(self, viewer):
        """As ``visible_to``, with somebody whom ``viewer`` may know of: quicker."""
        rows = self.filter(_shown_in(viewer))
        return rows if viewer.runs_it else rows.counted()

    def counted(self):
        """Those that nobody has undone."""
        return self.filter(_STANDS)

    def run_by(self, user):
        return self.visible_to(user).filter(_sits(user, "npc__campaign", "game_master"))


def _shown_to(user, campaign):
    """The rule of ``rules/visibility.py`` in SQL, for who may open the campaign."""
    return (
        Q(visibility="everyone")
        | Q(visibility="members") & _sits(user, campaign, "game_master", "player")
        | Q(visibility="game_master") & _sits(user, campaign, "game_master")
        | Q(visibility="author", author_key=str(user.pk))
    )


def _shown_in(viewer):
    """The same for a seat that is known."""
    shown = [each for each in WORDS if each != AUTHOR and may_see(each, None, viewer)]
    seen = Q(visibility__in=shown)
    if viewer.user_key:
        seen |= Q(visibility=AUTHOR, author_key=viewer.user_key)
    return seen


def _sits(user, campaign, *roles):
    seats = CampaignMember.objects.filter(campaign=OuterRef(campaign), user=user, role__in=roles)
    return Q(Exists(seats))


class NPC(DocumentedModel, KeyedModel, TimestampedModel):
    """Somebody in a campaign whom the game master plays.

    What a column holds is not in the document, so that the two cannot disagree.
    """

    name = models.CharField(validators=[MaxLengthValidator(100)])
    race = models.CharField(**_SHORT)
    occupation = models.CharField(**_SHORT)
    location = models.CharField(**_SHORT, help_text="Where to find them, for now.")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.DO_NOTHING, related_name="npcs", db_index=False
    )
    personality = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="Lists of traits, ideals, bonds, flaws, mannerisms, motivations.",
    )
    stats = DocumentField(
        "stat block", null=True, blank=True, help_text="For those who may have to fight."
    )
    relationships = DocumentField(
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text='[{"character_id": "…", "relationship_type": "ally", "trust_level": 40}]',
    )
    data = DocumentField(
        default=dict, blank=True, help_text="Backstory, quest hooks, inventory, tactics, mood."
    )
    visibility = entry_of_data("visibility", "everyone")
    author_key = entry_of_data("author", "")
    casts_spells = _casts_spells()

    objects = NPCQuerySet.as_manager()

    documents = {
        "personality": check_personality,
        "stats": check_stats,
        "relationships": check_relationships,
        "data": check_npc_data,
    }

    class Meta:
        db_table = "npcs"
        verbose_name = "NPC"
        constraints = [
            filled("npc", "id", "An NPC needs a key."),
            filled("npc", "name", "An NPC needs a name."),
            holds("npc", "personality", "object"),
            holds("npc", "stats", "object", is_optional=True),
            holds("npc", "relationships", "array"),
            holds("npc", "data", "object"),
        ]
        indexes = [
            # The people of a campaign by name: who may be shown is told without their documents.
            models.Index(
                fields=["campaign", "name", "visibility", "author_key", "location", "occupation"],
                name="npcs_roster",
            ),
            # Those among them who can cast, who are few.
            models.Index(
                fields=["campaign", "name"], condition=Q(casts_spells=True), name="npcs_casting"
            ),
        ]

    def __str__(self):
        facts = ", ".join(fact for fact in (self.occupation, self.location) if fact)
        return f"{self.name} ({facts})" if facts else self.name


class NPCInteraction(DocumentedModel, KeyedModel):
    """What happened between an NPC and a character, or the whole party, and what it changed.

    These rows are the truth about how somebody stands with an NPC; a score follows from them.
    """

    class Kind(models.TextChoices):
        DIALOGUE = "dialogue", "Dialogue"
        COMBAT = "combat", "Combat"
        TRADE = "trade", "Trade"
        QUEST = "quest", "Quest"
        GIFT = "gift", "Gift"
        HELP = "help", "Help"
        BETRAYAL = "betrayal", "Betrayal"
        OTHER = "other", "Other"

    npc = models.ForeignKey(
        NPC,
        on_delete=models.DO_NOTHING,
        related_name="interactions",
        db_index=False,
        verbose_name="NPC",
    )
    character = models.ForeignKey(
        Character,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="npc_interactions",
        db_index=False,
        help_text="Nobody: the whole party.",
    )
    interaction_type = models.CharField("kind", choices=Kind)
    summary = models.TextField(validators=[MaxLengthValidator(2_000)])
    outcome = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(2_000)]
    )
    relationship_change = models.IntegerField(
        default=0,
        db_default=0,
        validators=[MinValueValidator(-SCORE_LIMIT), MaxValueValidator(SCORE_LIMIT)],
        help_text="From -100 (turned into an enemy) to 100 (won over).",
    )
    timestamp = models.DateTimeField("when", default=timezone.now, db_default=Now())
    data = DocumentField(
        default=dict, blank=True, help_text="What was said, rolled and brought about."
    )
    visibility = entry_of_data("visibility", "everyone")
    author_key = entry_of_data("author", "")

    objects = NPCInteractionQuerySet.as_manager()

    documents = {"data": check_interaction_data}

    class Meta:
        db_table = "npc_interactions"
        verbose_name = "NPC interaction"
        constraints = [
            filled("npcinteraction", "id", "An interaction needs a key."),
            filled("npcinteraction", "summary", "An interaction needs a summary."),
            known(
                "npcinteraction",
                "interaction_type",
                [
                    "dialogue",
                    "combat",
                    "trade",
                    "quest",
                    "gift",
                    "help",
                    "betrayal",
                    "other",
                ],
                "Choose one of the kinds of interaction.",
            ),
            models.CheckConstraint(
                condition=Q(relationship_change__range=(-SCORE_LIMIT, SCORE_LIMIT)),
                name="npcinteraction_change_bounded",
                violation_error_message="A relationship changes by -100 to 100 at a time.",
            ),
            holds("npcinteraction", "data", "object"),
        ]
        indexes = [
            # The history of an NPC, and that of a character, latest first.
            models.Index(fields=["npc", "-timestamp"], name="npc_interactions_npc"),
            models.Index(fields=["character", "-timestamp"], name="npc_interactions_character"),
        ]

    def __str__(self):
        return f"{self.timestamp:%Y-%m-%d} {self.get_interaction_type_display()}: {self.summary}"[
            :80
        ]
