from django.urls import path

from campaigns.views import characters, sheet_edits, sheet_files, sheet_spells, sheet_steps

urlpatterns = [
    path("", characters.characters, name="characters"),
    # Before a character's own, whose key may be any text.
    path("new/", sheet_steps.begin, name="character_create"),
    path("new/<slug:step>/", sheet_steps.step, name="character_step"),
    path("import/", sheet_files.import_, name="character_import"),
    path("<str:character>/", characters.character, name="character"),
    path("<str:character>/do/<slug:action>/", characters.do, name="character_do"),
    path("<str:character>/roll/", characters.roll, name="character_roll"),
    path("<str:character>/edit/<slug:section>/", sheet_edits.edit, name="character_edit"),
    path("<str:character>/things/new/", sheet_edits.thing, name="character_new_thing"),
    path("<str:character>/things/<int:number>/", sheet_edits.thing, name="character_thing"),
    path("<str:character>/spells/", sheet_spells.spells, name="character_spells"),
    path("<str:character>/level/", sheet_edits.level_up, name="character_level"),
    path("<str:character>/improvement/", sheet_edits.improvement, name="character_improvement"),
    path("<str:character>/history/", sheet_files.history, name="character_history"),
    path("<str:character>/undo/<uuid:change>/", sheet_files.undo, name="character_undo"),
    path("<str:character>/print/", sheet_files.on_paper, name="character_print"),
    path("<str:character>/export/", sheet_files.export, name="character_export"),
    path("<str:character>/delete/", sheet_files.delete, name="character_delete"),
]
