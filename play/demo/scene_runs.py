"""Two runs to look at: one half way to the fire, one that has only just set out."""

from play.models import Party


def load():
    Party.objects.create(
        session_id="shard-472-demo",
        name="The Shard Seekers",
        scene_index=6,
        symbol_choice="owl",
        heroes=[
            {"name": "Ash", "class": "Ranger", "hp": 17},
            {"name": "Bo", "class": "Cleric", "hp": 9},
            {"name": "Cyra", "class": "Rogue", "hp": 21},
        ],
        choices={"scene2": "river road", "scene5": "spare the toll keeper"},
    )
    Party.objects.create(
        session_id="lantern-3180-gate",
        name="The Lantern Watch",
        scene_index=2,
        symbol_choice=None,
        heroes=[
            {"name": "Wren", "class": "Bard", "hp": 12, "carries": ["lute", "letters"]},
            {"name": "Old Tam", "class": "Fighter", "hp": 24},
        ],
        choices={"scene1": "take the lantern, leave the key"},
    )
