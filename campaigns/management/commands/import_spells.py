from campaigns.domain.imports import import_spells
from campaigns.management.import_command import ImportCommand
from campaigns.rules.imports.collections import spell_rows


class Command(ImportCommand):
    help = (
        "Take spells into the compendium from a file or address of the 5e-bits database or of"
        " Open5e. It can be run as often as one likes: what is the same stays as it is."
    )
    what = "spells"
    rows_of = staticmethod(spell_rows)
    import_rows = staticmethod(import_spells)
