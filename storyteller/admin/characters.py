from django.contrib import admin

from common.admin import ExportMixin, RoomAdmin, RoomInline
from storyteller.models import CharacterAppearance, CharacterRelationship, StoryCharacter


class AppearanceInline(RoomInline):
    model = CharacterAppearance
    fields = ("chapter", "section", "role_in_scene", "significance_in_scene")


@admin.register(StoryCharacter)
class StoryCharacterAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "character_name",
        "story",
        "character_type",
        "privacy_level",
        "is_pseudonym",
        "consent_obtained",
    )
    list_filter = ("character_type", "privacy_level", "is_living", "consent_obtained")
    list_select_related = ("story",)
    search_fields = ("character_name", "real_name", "story__title")
    ordering = ("story__title", "character_name", "id")
    inlines = (AppearanceInline,)
    fieldsets = (
        (None, {"fields": ("story", "character_name", "character_type", "storyteller")}),
        (
            "The person behind",
            {
                "fields": (
                    "real_name",
                    "is_pseudonym",
                    "is_living",
                    "consent_obtained",
                    "privacy_level",
                    "degree_of_revelation",
                    "composite_of",
                )
            },
        ),
        (
            "Portrait",
            {
                "fields": (
                    "relationship_to_protagonist",
                    "physical_description",
                    "personality_traits",
                    "speech_patterns",
                    "backstory",
                    "motivation",
                )
            },
        ),
        (
            "Change",
            {
                "fields": (
                    "has_arc",
                    "arc_type",
                    "arc_description",
                    "initial_state",
                    "transformation",
                    "final_state",
                )
            },
        ),
        ("Entrance", {"fields": ("first_appearance_chapter", "introduction_strategy")}),
    )


@admin.register(CharacterRelationship)
class CharacterRelationshipAdmin(RoomAdmin):
    list_display = ("character_a", "relationship_type", "character_b", "story", "significance")
    list_filter = ("relationship_type", "significance")
    list_select_related = ("character_a", "character_b", "story")
    search_fields = ("character_a__character_name", "character_b__character_name", "story__title")
    ordering = ("story__title", "character_a__character_name", "id")


@admin.register(CharacterAppearance)
class CharacterAppearanceAdmin(RoomAdmin):
    list_display = ("character", "chapter", "section", "role_in_scene", "significance_in_scene")
    list_filter = ("role_in_scene", "significance_in_scene", "character_development")
    list_select_related = ("character", "chapter", "section")
    search_fields = ("character__character_name", "chapter__chapter_title")
    ordering = ("character__character_name", "chapter__chapter_number", "id")
