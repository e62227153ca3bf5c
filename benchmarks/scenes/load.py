"""Putting a server under load with wrk, for one short burst."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("requests.lua")
# Slow is not failed: only a request that is never answered counts as an error.
TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Burst:
    """What one burst showed. Latencies and ``cpu`` (of the server, a request) are milliseconds."""

    rate: float
    p50: float
    p99: float
    cpu: float
    errors: int


def require_wrk() -> None:
    if not shutil.which("wrk"):
        sys.exit("This benchmark needs wrk; on Debian: apt-get install wrk")


def fire(server, operation: str, *, clients: int, seconds: int, rows: int, seed: int) -> Burst:
    """Have ``clients`` connections send ``operation`` to ``server`` as fast as it answers."""
    cpu = server.cpu_seconds()
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", f"--timeout={TIMEOUT}s"]
    command += ["-s", SCRIPT, server.url, "--", operation, str(rows), str(seed)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    cpu = server.cpu_seconds() - cpu
    figures = [line for line in finished.stdout.splitlines() if line.startswith("RESULT ")]
    if not figures:
        raise RuntimeError(f"wrk failed: {finished.stdout}{finished.stderr}")
    requests, duration, p50, p99, errors = map(int, figures[0].split()[1:])
    return Burst(
        rate=requests / duration * 1e6,
        p50=p50 / 1000,
        p99=p99 / 1000,
        cpu=cpu / max(requests, 1) * 1000,
        errors=errors,
    )
