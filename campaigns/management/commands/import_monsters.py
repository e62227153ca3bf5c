from campaigns.domain.imports import import_monsters
from campaigns.management.import_command import ImportCommand
from campaigns.rules.imports.collections import monster_rows


class Command(ImportCommand):
    help = (
        "Take monsters into the bestiary from a file or address of the 5e-bits database. It can be"
        " run as often as one likes: what is the same stays as it is."
    )
    what = "monsters"
    rows_of = staticmethod(monster_rows)
    import_rows = staticmethod(import_monsters)
