"""(a) The scene flow specification's own stack: FastAPI, SQLAlchemy's ORM, psycopg, uvicorn.

Plain functions, one session a request through a dependency, SQLAlchemy's default pool.
"""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.scenes.peers.bodies import Receipt, SavedRun, State
from benchmarks.scenes.peers.tables import (
    SQLITE_TIMEOUT,
    Party,
    database_url,
    make_durable,
    now,
)

url = database_url(postgresql="postgresql+psycopg", sqlite="sqlite")
on_sqlite = url.drivername == "sqlite"
engine = create_engine(url, connect_args={"timeout": SQLITE_TIMEOUT} if on_sqlite else {})
if on_sqlite:
    event.listen(engine, "connect", make_durable)
new_session = sessionmaker(engine)

app = FastAPI()


def get_session() -> Iterator[Session]:
    with new_session() as session:
        yield session


OpenSession = Annotated[Session, Depends(get_session)]


@app.post("/api/v1/save")
def save(run: SavedRun, session: OpenSession) -> Receipt:
    party = session.scalar(select(Party).where(Party.session_id == run.session_id))
    if party is None:
        party = Party(session_id=run.session_id)
        session.add(party)
    party.name = run.state.party_name
    party.heroes = run.state.heroes
    party.symbol_choice = run.state.symbol_choice
    party.scene_index = run.state.scene_index
    party.choices = run.state.choices
    party.updated_at = now()
    session.commit()
    return Receipt(status="saved", scene_index=run.state.scene_index)


@app.get("/api/v1/load/{session_id}")
def load(session_id: str, session: OpenSession) -> SavedRun:
    party = session.scalar(select(Party).where(Party.session_id == session_id))
    if party is None:
        raise HTTPException(404, "No such run.")
    return SavedRun(
        session_id=session_id,
        state=State(
            scene_index=party.scene_index,
            party_name=party.name,
            heroes=party.heroes,
            symbol_choice=party.symbol_choice,
            choices=party.choices,
        ),
    )
