"""The servers that are compared: how each is started, and whose speed it is held against."""

import os
import secrets
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGKILL, SIGTERM

import psutil

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
HOST = "127.0.0.1"
WORKERS = 2
START_SECONDS = 60

Command = Callable[[str, int], list[str]]


def gunicorn(application: str, port: int) -> list[str]:
    """Fireside's production command; what is not said here comes from ``gunicorn.conf.py``."""
    command = ["gunicorn", "--workers", str(WORKERS)]
    return [*command, "--bind", f"{HOST}:{port}", application]


def granian(application: str, port: int) -> list[str]:
    """The faster server for the same application, as ``docs/operations.md`` gives it."""
    command = ["granian", "--interface", "wsgi", "--workers", str(WORKERS)]
    command += ["--blocking-threads", "2", "--no-ws", "--log-level", "warning"]
    return [*command, "--host", HOST, "--port", str(port), application]


def uvicorn(application: str, port: int) -> list[str]:
    command = ["uvicorn", "--workers", str(WORKERS), "--loop", "uvloop", "--http", "httptools"]
    command += ["--no-access-log", "--log-level", "warning"]
    return [*command, "--host", HOST, "--port", str(port), application]


FIRESIDE = "config.wsgi:application"
PEERS = "benchmarks.scenes.peers"


@dataclass(frozen=True)
class Target:
    """One server of the comparison. ``held_against`` names targets by the heading of a column."""

    name: str
    start: Command
    application: str
    held_against: Mapping[str, str]
    validates: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)


COMPARISON = (
    Target("fireside-gunicorn", gunicorn, FIRESIDE, {"/ b": "b-async", "/ c": "c-floor-gunicorn"}),
    Target("fireside-granian", granian, FIRESIDE, {"/ b": "b-async", "/ c": "c-floor-granian"}),
    Target("a-sync", uvicorn, f"{PEERS}.fastapi_sync:app", {"/ b": "b-async"}),
    Target("b-async", uvicorn, f"{PEERS}.fastapi_async:app", {}),
    Target(
        "b-async-transactions",
        uvicorn,
        f"{PEERS}.fastapi_async:app",
        {"/ b": "b-async"},
        environment={"TRANSACTIONS": "1"},
    ),
    Target(
        "c-floor-gunicorn",
        gunicorn,
        f"{PEERS}.wsgi_floor:application",
        {"/ b": "b-async"},
        validates=False,
    ),
    Target(
        "c-floor-granian",
        granian,
        f"{PEERS}.wsgi_floor:application",
        {"/ b": "b-async"},
        validates=False,
    ),
)


def _connected(name: str, **environment: str) -> Target:
    """Fireside under gunicorn, holding its database connections in another way."""
    return Target(name, gunicorn, FIRESIDE, {"/ kept": "kept"}, environment=environment)


CONNECTIONS = (
    Target("kept", gunicorn, FIRESIDE, {}, environment={"DATABASE_POOL": "0"}),
    _connected("pool-of-2", DATABASE_POOL="2"),
    _connected("pool-of-4", DATABASE_POOL="4"),
    _connected("new-each-time", DJANGO_SETTINGS_MODULE="benchmarks.scenes.new_connections"),
)


class Server:
    """A target that is running."""

    def __init__(self, target: Target, port: int, environment: Mapping[str, str], log: Path):
        self.target, self.port, self.log = target, port, log
        self.url = f"http://{HOST}:{port}"
        program, *arguments = target.start(target.application, port)
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [BIN / program, *arguments],
                cwd=ROOT,
                env={**os.environ, **environment, **target.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # A group of its own, so that stopping it stops its workers too.
                start_new_session=True,
            )

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        connection = HTTPConnection(HOST, self.port, timeout=30)
        headers = {"Content-Type": "application/json", "X-Forwarded-Proto": "https"}
        connection.request(method, path, body, headers)
        with connection.getresponse() as response:
            return response.status, response.read()

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.request("GET", "/api/v1/load/nobody")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    tail = "\n".join(self.log.read_text().splitlines()[-20:])
                    message = f"{self.target.name} does not answer:\n{tail}"
                    raise RuntimeError(message) from None
                time.sleep(0.1)
            else:
                return

    def cpu_seconds(self) -> float:
        """The processor time that the server and its workers have used so far."""
        leader = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (leader, *leader.children(recursive=True))]
        return sum(time.user + time.system for time in times)

    def stop(self) -> None:
        for sign, patience in ((SIGTERM, 10), (SIGKILL, None)):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            except ProcessLookupError:
                return


def environment_for(database_url: str) -> dict[str, str]:
    """Production, behind a proxy that speaks HTTPS: nothing that costs time is switched off."""
    return {
        "ENV": "production",
        "ENV_FILE": "",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": database_url,
    }


@contextmanager
def running(
    targets: tuple[Target, ...], database_url: str, *, first_port: int, logs: Path
) -> Iterator[list[Server]]:
    """All ``targets`` up and answering; stopped again, whatever happens."""
    environment = environment_for(database_url)
    with ExitStack() as stack:
        servers = []
        for port, target in enumerate(targets, first_port):
            _require_free(port)
            # The database's own list of connections then tells whose each one is.
            named = {**environment, "PGAPPNAME": target.name}
            server = Server(target, port, named, logs / f"{target.name}.log")
            stack.callback(server.stop)
            servers.append(server)
        for server in servers:
            server.wait_until_it_answers()
        yield servers


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise RuntimeError(f"Port {port} is taken; choose others with --port.") from None
