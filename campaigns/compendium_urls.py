"""The compendium: open to everybody, guests too."""

from django.urls import path

from campaigns.views import bestiary, spells

urlpatterns = [
    path("spells/", spells.spells, name="spells"),
    # Two parts, so that no key of a spell can be one of these.
    path("spells/as/cards/", spells.spell_cards, name="spell_cards"),
    path("spells/for/<str:character>/", spells.castable, name="castable_spells"),
    path("spells/<str:key>/", spells.spell, name="spell"),
    path("bestiary/", bestiary.bestiary, name="bestiary"),
    path("bestiary/<str:key>/", bestiary.monster, name="monster"),
    path("sources/", bestiary.sources, name="sources"),
]
