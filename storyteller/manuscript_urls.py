"""Chapters, scenes, characters, themes, edits and drafts."""

from django.urls import include, path

from storyteller.views import (
    cast,
    chapters,
    manuscript,
    scenes,
    story_edits,
    story_themes,
    writing,
)

of_a_story = [
    path("outline/", manuscript.outline, name="outline"),
    path("settings/", manuscript.story_settings, name="story_settings"),
    path("chapters/", manuscript.new_chapter, name="new_chapter"),
    path("order/", manuscript.order, name="order_chapters"),
    path("read/", manuscript.read_story, name="read_story"),
    path("people/", cast.people, name="people_of_story"),
    path("relations/", cast.new_relation, name="new_relation"),
    path("themes/", story_themes.themes, name="themes"),
    path("scenes/", scenes.scenes, name="scenes"),
    path("edits/", story_edits.edits, name="edits"),
]

of_a_chapter = [
    path("", chapters.chapter, name="chapter"),
    path("about/", chapters.about_chapter, name="about_chapter"),
    path("move/", chapters.move, name="move_chapter"),
    path("split/", chapters.split, name="split_chapter"),
    path("merge/", chapters.merge, name="merge_chapter"),
    path("delete/", chapters.delete, name="delete_chapter"),
    path("approve/", chapters.approve, name="approve_chapter"),
    path("withdraw/", chapters.withdraw, name="withdraw_approval"),
    path("drafts/", chapters.drafts, name="drafts"),
    path("sections/", writing.new_section, name="new_section"),
    path("review/", story_edits.review, name="review_chapter"),
    path("edits/", story_edits.new_edit, name="new_edit"),
    path("measure/", story_edits.measure, name="measure_chapter"),
]

of_a_manuscript = [
    path("", manuscript.manuscript, name="manuscript"),
    path("begin/", manuscript.begin_story, name="begin_story"),
    path("story/<uuid:story>/", include(of_a_story)),
    path("chapter/<uuid:chapter>/", include(of_a_chapter)),
    path("draft/<uuid:draft>/", chapters.draft, name="draft"),
    path("section/<uuid:section>/", writing.section, name="section"),
    path("section/<uuid:section>/move/", writing.move, name="move_section"),
    path("section/<uuid:section>/delete/", writing.delete, name="delete_section"),
    path("edit/<uuid:edit>/", story_edits.settle, name="settle_edit"),
    path("person/<uuid:character>/", cast.person, name="person_of_story"),
    path("person/<uuid:character>/remove/", cast.remove_person, name="remove_person"),
    path("relation/<uuid:relation>/remove/", cast.remove_relation, name="remove_relation"),
    path("theme/<uuid:theme>/", story_themes.theme, name="theme"),
    path("theme/<uuid:theme>/remove/", story_themes.remove_theme, name="remove_theme"),
    path("scene/<uuid:scene>/", scenes.scene, name="scene"),
    path("scene/<uuid:scene>/remove/", scenes.remove_scene, name="remove_scene"),
]

urlpatterns = [path("manuscript/", include(of_a_manuscript))]
