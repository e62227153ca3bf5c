"""Many tables created by one migration, in a small part of the time.

Django draws up all models that are related to each other anew for each ``CreateModel``, which
takes the longer the more tables there are: seconds for a room, on each new database. Here they
are drawn up once.
"""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTables(Operation):
    """``CreateModel`` operations that follow one another, run as one."""

    category = OperationCategory.ADDITION

    def __init__(self, tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        # Models that are drawn up already would be drawn up again with every one that is added.
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create the tables of {', '.join(table.name for table in self.tables)}"
