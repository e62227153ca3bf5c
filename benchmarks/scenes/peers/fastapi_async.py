"""(b) The strongest asynchronous stack: FastAPI, SQLAlchemy's Core, asyncpg, uvicorn with uvloop.

One statement a request and no ORM objects; autocommit, so that a statement needs no BEGIN and
COMMIT of its own; orjson for the JSON columns; a pool that never opens a connection under load.
With ``TRANSACTIONS=1`` each request runs in a transaction, as this stack is more often written.
"""

import os

from fastapi import FastAPI, HTTPException
from orjson import dumps, loads
from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.scenes.peers.bodies import Receipt, SavedRun
from benchmarks.scenes.peers.tables import (
    SQLITE_TIMEOUT,
    Party,
    database_url,
    make_durable,
    now,
)

url = database_url(postgresql="postgresql+asyncpg", sqlite="sqlite+aiosqlite")
on_sqlite = url.get_backend_name() == "sqlite"
isolation = {} if os.environ.get("TRANSACTIONS") == "1" else {"isolation_level": "AUTOCOMMIT"}
engine = create_async_engine(
    url,
    **isolation,
    pool_size=20,
    max_overflow=0,
    json_serializer=lambda value: dumps(value).decode(),
    json_deserializer=loads,
    connect_args={"timeout": SQLITE_TIMEOUT} if on_sqlite else {},
)
if on_sqlite:
    event.listen(engine.sync_engine, "connect", make_durable)

columns = Party.__table__.c
insert = (sqlite if on_sqlite else postgresql).insert(Party.__table__)
upsert = insert.on_conflict_do_update(
    index_elements=["session_id"],
    set_={
        name: insert.excluded[name]
        for name in ("name", "heroes", "symbol_choice", "scene_index", "choices", "updated_at")
    },
)
state = select(
    columns.scene_index,
    columns.name.label("party_name"),
    columns.heroes,
    columns.symbol_choice,
    columns.choices,
)

app = FastAPI()


@app.post("/api/v1/save")
async def save(run: SavedRun) -> Receipt:
    values = {
        "session_id": run.session_id,
        "name": run.state.party_name,
        "heroes": run.state.heroes,
        "symbol_choice": run.state.symbol_choice,
        "scene_index": run.state.scene_index,
        "choices": run.state.choices,
        "updated_at": now(),
    }
    async with engine.begin() as connection:
        await connection.execute(upsert, values)
    return Receipt(status="saved", scene_index=run.state.scene_index)


@app.get("/api/v1/load/{session_id}", response_model=SavedRun)
async def load(session_id: str):
    async with engine.connect() as connection:
        result = await connection.execute(state.where(columns.session_id == session_id))
        row = result.mappings().first()
    if row is None:
        raise HTTPException(404, "No such run.")
    return {"session_id": session_id, "state": dict(row)}
