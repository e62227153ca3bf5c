"""The table ``parties``, as Fireside's migrations make it, told to SQLAlchemy."""

import os
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, URL, DateTime, make_url
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Document = JSON().with_variant(JSONB(), "postgresql")
# How long a writer waits for another one's lock on an SQLite file, as in Fireside's settings.
SQLITE_TIMEOUT = 20


def now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    pass


class Party(Base):
    __tablename__ = "parties"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    session_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    heroes: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    symbol_choice: Mapped[str | None]
    scene_index: Mapped[int]
    choices: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)


def database_url(*, postgresql: str, sqlite: str) -> URL:
    """``DATABASE_URL`` with the driver that a peer uses for its kind of database."""
    url = make_url(os.environ["DATABASE_URL"])
    return url.set(drivername=sqlite if url.drivername == "sqlite" else postgresql)


def make_durable(connection, _record) -> None:
    """Make SQLite sync each commit to the disk, as Fireside does."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
