"""Holds the migrated database against a catalogue of the tables that a specification names.

A catalogue is ``{"tables": [{"table", "columns": [{"name", "type", "nullable", "default"}],
"primary_key", "foreign_keys": [{"column", "ref_table", "on_delete"}], "unique", "indexes",
"named_indexes": [{"name", "columns"}]}]}``. A database may hold more than it asks for, and be
stricter: a column that may be NULL there may be NOT NULL here where the database gives it a value.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.backends.base.base import BaseDatabaseWrapper

# What Django allows an index to be called.
LONGEST_INDEX_NAME = 30
SPELLINGS = {
    "character varying": "varchar",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
}
# Django has one type for either: the time zone is always known, a JSON document is always binary,
# a float is always double, and a text need not be cut to a length in a list.
AGREEING = [
    {"timestamp", "timestamptz"},
    {"real", "double precision"},
    {"json", "jsonb"},
    {"varchar", "text"},
    {"varchar[]", "text[]"},
]


@dataclass
class Column:
    type: str
    is_nullable: bool
    has_default: bool


@dataclass
class Table:
    columns: dict[str, Column] = field(default_factory=dict)
    primary_key: list[str] = field(default_factory=list)
    # By column: the table it refers to, and what happens here when a row there is deleted.
    foreign_keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    indexes: list[list[str]] = field(default_factory=list)
    unique: list[list[str]] = field(default_factory=list)
    index_names: set[str] = field(default_factory=set)


def differences(catalogue: dict, database: BaseDatabaseWrapper) -> list[str]:
    """What ``database`` lacks of ``catalogue``, a line each."""
    found = read_tables(database)
    is_typed = database.vendor == "postgresql"
    lines = []
    for wanted in catalogue["tables"]:
        if table := found.get(wanted["table"]):
            lines += [f"{wanted['table']}{line}" for line in _differ(wanted, table, is_typed)]
        else:
            lines.append(f"{wanted['table']}: no such table")
    return lines


def _differ(wanted: dict, found: Table, is_typed: bool) -> Iterator[str]:
    for column in wanted["columns"]:
        if column["name"] in found.columns:
            yield from _differ_in_column(column, wanted, found, is_typed)
        else:
            yield f".{column['name']}: no such column"
    if wanted["primary_key"] and wanted["primary_key"] != found.primary_key:
        yield f": primary key is {found.primary_key}, should be {wanted['primary_key']}"
    for key in wanted["foreign_keys"]:
        yield from _differ_in_foreign_key(key, found)
    yield from _differ_in_indexes(wanted, found, is_typed)


def _differ_in_column(wanted: dict, table: dict, found: Table, is_typed: bool) -> Iterator[str]:
    name, column = wanted["name"], found.columns[wanted["name"]]
    if is_typed and not _agree(wanted["type"], column.type):
        yield f".{name}: is {column.type}, should be {wanted['type']}"
    if name not in table["primary_key"]:
        if column.is_nullable and not wanted["nullable"]:
            yield f".{name}: may be NULL, should not"
        if wanted["nullable"] and not column.is_nullable and not column.has_default:
            yield f".{name}: must be given, should not"
    # On SQLite it is Django or a trigger that gives a number in sequence.
    is_given = not is_typed and wanted["type"] in ("uuid", "bigint")
    if wanted["default"] and not column.has_default and not is_given:
        yield f".{name}: has no default"


def _differ_in_foreign_key(wanted: dict, found: Table) -> Iterator[str]:
    label = f".{wanted['column']}"
    if wanted["column"] not in found.foreign_keys:
        yield f"{label}: no foreign key to {wanted['ref_table']}"
        return
    ref_table, on_delete = found.foreign_keys[wanted["column"]]
    if ref_table != wanted["ref_table"]:
        yield f"{label}: refers to {ref_table}, should be {wanted['ref_table']}"
    if _kind(on_delete) != _kind(wanted["on_delete"]):
        yield f"{label}: on delete {on_delete}, should be {wanted['on_delete']}"


def _differ_in_indexes(wanted: dict, found: Table, is_typed: bool) -> Iterator[str]:
    unique = [set(columns) for columns in [*found.unique, found.primary_key]]
    for columns in wanted["unique"]:
        if set(columns) not in unique:
            yield f": ({', '.join(columns)}) is not unique"
    for columns in wanted["indexes"]:
        # An index on more columns serves those it begins with.
        if not any(i[: len(columns)] == columns for i in [*found.indexes, found.primary_key]):
            yield f": no index on ({', '.join(columns)})"
    for index in wanted.get("named_indexes", []):
        # On SQLite a constraint within CREATE TABLE keeps no name.
        is_nameless = not is_typed and set(index["columns"]) in unique
        is_asked_for = len(index["name"]) <= LONGEST_INDEX_NAME and not is_nameless
        if is_asked_for and index["name"] not in found.index_names:
            yield f": no index named {index['name']}"


def _agree(wanted: str, found: str) -> bool:
    both = {_spell(wanted), _spell(found)}
    return len(both) == 1 or any(both <= types for types in AGREEING)


def _spell(type_: str) -> str:
    """One spelling a type: ``character varying(50)`` and ``varchar(50)`` are the same."""
    spelled = re.sub(r"\s*,\s*", ",", type_.lower().strip())
    for long, short in SPELLINGS.items():
        spelled = spelled.replace(long, short)
    return re.sub(r"\(\d+\)\[\]$", "[]", spelled)


def _kind(on_delete: str) -> str:
    return "refused" if on_delete in ("NO ACTION", "RESTRICT") else on_delete


# Reading: as many statements for one table as for a hundred.


def read_tables(database: BaseDatabaseWrapper) -> dict[str, Table]:
    read = {"postgresql": _read_postgresql, "sqlite": _read_sqlite}[database.vendor]
    with database.cursor() as cursor:

        def rows(sql):
            cursor.execute(sql)
            return cursor.fetchall()

        return read(rows)


ON_DELETE = {
    "a": "NO ACTION",
    "r": "RESTRICT",
    "c": "CASCADE",
    "n": "SET NULL",
    "d": "SET DEFAULT",
}
PG_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
        d.oid IS NOT NULL OR a.attidentity <> ''
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped
"""
PG_FOREIGN_KEYS = """
    SELECT c.relname, a.attname, r.relname, k.confdeltype
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE c.relnamespace = 'public'::regnamespace AND k.contype = 'f'
        AND cardinality(k.conkey) = 1
"""
# An index on an expression has a column without a name there.
PG_INDEXES = """
    SELECT c.relname, n.relname, i.indisprimary, i.indisunique, i.indpred IS NULL,
        (SELECT json_agg(a.attname ORDER BY o.place)
         FROM unnest(i.indkey) WITH ORDINALITY o (attnum, place)
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.attnum
         WHERE o.place <= i.indnkeyatts)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace
"""


def _read_postgresql(rows) -> dict[str, Table]:
    tables = {}
    for table, column, *facts in rows(PG_COLUMNS):
        tables.setdefault(table, Table()).columns[column] = Column(*facts)
    for table, column, ref_table, action in rows(PG_FOREIGN_KEYS):
        tables[table].foreign_keys[column] = (ref_table, ON_DELETE[action])
    for table, name, is_primary, is_unique, is_whole, columns in rows(PG_INDEXES):
        if is_primary:
            tables[table].primary_key = columns
        _add_index(tables[table], name, columns, is_unique=is_unique, is_whole=is_whole)
    return tables


SQLITE_COLUMNS = """
    SELECT t.name, c.name, c.type, NOT c."notnull", c.dflt_value IS NOT NULL, c.pk
    FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY c.pk
"""
SQLITE_FOREIGN_KEYS = """
    SELECT t.name, k."from", k."table", k.on_delete
    FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table'
"""
SQLITE_INDEXES = """
    SELECT t.name, i.name, i."unique", NOT i.partial,
        (SELECT json_group_array(c.name) FROM pragma_index_info(i.name) c)
    FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'
"""


def _read_sqlite(rows) -> dict[str, Table]:
    tables = {}
    for table, column, *facts, place_in_key in rows(SQLITE_COLUMNS):
        found = tables.setdefault(table, Table())
        found.columns[column] = Column(*facts)
        if place_in_key:
            found.primary_key.append(column)
    for table, column, ref_table, action in rows(SQLITE_FOREIGN_KEYS):
        tables[table].foreign_keys[column] = (ref_table, action)
    for table, name, is_unique, is_whole, columns in rows(SQLITE_INDEXES):
        _add_index(tables[table], name, json.loads(columns), is_unique=is_unique, is_whole=is_whole)
    return tables


def _add_index(table: Table, name: str, columns: list, *, is_unique: bool, is_whole: bool):
    table.index_names.add(name)
    # An index on some rows or on an expression promises nothing of its columns.
    if is_whole and None not in columns:
        table.indexes.append(columns)
        if is_unique:
            table.unique.append(columns)
