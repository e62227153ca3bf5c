from hashlib import sha256


def game_seed(season_id: str, round_number: int, matchup_index: int) -> int:
    """The same for a game whatever its rules, so that it can be replayed under others."""
    text = f"{season_id}|{round_number}|{matchup_index}"
    return int.from_bytes(sha256(text.encode()).digest()[:8]) >> 1
