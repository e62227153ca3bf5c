from accounts.models.access_tokens import PersonalAccessToken
from accounts.models.users import User, UserManager

__all__ = ["PersonalAccessToken", "User", "UserManager"]
