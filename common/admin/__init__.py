"""What the admin pages of all rooms share: safe defaults, clear refusals, CSV in and out.

A room's ``admin.py`` builds on these classes and says only what is particular to its tables.
"""

from common.admin.exports import ExportMixin
from common.admin.guard import GuardedAdmin
from common.admin.imports import CsvImportMixin
from common.admin.invitations import InvitationAdmin, InvitationState
from common.admin.options import (
    ReadOnlyAdmin,
    ReadOnlyInline,
    RoomAdmin,
    RoomInline,
    RoomStackedInline,
)

__all__ = [
    "CsvImportMixin",
    "ExportMixin",
    "GuardedAdmin",
    "InvitationAdmin",
    "InvitationState",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "RoomAdmin",
    "RoomInline",
    "RoomStackedInline",
]
