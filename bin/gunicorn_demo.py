"""gunicorn.conf.py for ``make run``, which leaves the demo's login on the screen."""

import socket
import sys
from pathlib import Path
from runpy import run_path

globals().update(run_path(str(Path(__file__).parent.parent / "gunicorn.conf.py")))

loglevel = "warning"

with socket.socket() as probe:
    if probe.connect_ex((HOST, PORT)) == 0:  # noqa: F821 -- from gunicorn.conf.py
        sys.exit(f"Port {PORT} is taken. To use another: make run PORT=8001")  # noqa: F821


def when_ready(server):
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    print(f"\nFireside is at http://{host}:{port} (Ctrl-C stops it).", flush=True)
