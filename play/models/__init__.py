from play.models.party import Party

__all__ = ["Party"]
