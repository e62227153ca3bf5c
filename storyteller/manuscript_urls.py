"""Chapters, scenes, characters, themes, edits and drafts."""

urlpatterns = []
