"""What staff see of Play: games and their stories, word tables, scene runs."""

from play.admin import beats, games, proposals, scene_runs, story, talk, word_tables, world

__all__ = ["beats", "games", "proposals", "scene_runs", "story", "talk", "word_tables", "world"]
