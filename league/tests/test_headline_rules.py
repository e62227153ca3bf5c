import pytest

from league.rules.headlines import GameNews, headline, most_telling, story


def news(winner_score=70, loser_score=60, lead_changes=4):
    return GameNews("Herons", "Eels", winner_score, loser_score, lead_changes, 12)


@pytest.mark.parametrize(
    ("games", "place"),
    [
        ([news(70, 60), news(70, 68)], 1),
        ([news(70, 60), news(99, 60)], 1),
        ([news(99, 60), news(70, 69)], 1),
        ([news(70, 60), news(70, 60, lead_changes=9)], 1),
        ([news(70, 60), news(70, 61)], 1),
        ([news()], 0),
    ],
    ids=["closest", "rout", "close before rout", "most changes", "closer", "only one"],
)
def test_round_is_told_by_its_most_telling_game(games, place):
    assert most_telling(games) == place


@pytest.mark.parametrize(
    ("game", "text"),
    [
        (news(70, 69), "Herons beat Eels by a single point"),
        (news(70, 67), "Herons hold off Eels"),
        (news(90, 60), "Herons leave Eels 30 behind"),
        (news(70, 60, lead_changes=0), "Herons lead Eels from first to last"),
        (news(78, 60), "Herons too much for Eels"),
        (news(70, 60), "Herons beat Eels"),
    ],
)
def test_headline_fits_the_game(game, text):
    assert headline(game) == text


@pytest.mark.parametrize(
    ("lead_changes", "text"),
    [
        (0, "70–60. Eels were never in front."),
        (1, "70–60. The lead changed hands once before it stayed."),
        (4, "70–60. The lead changed hands 4 times before it stayed."),
        (12, "70–60, and the lead changed hands 12 times."),
    ],
)
def test_story_says_how_the_lead_went(lead_changes, text):
    assert story(news(lead_changes=lead_changes)) == text
