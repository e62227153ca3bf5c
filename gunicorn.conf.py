"""How gunicorn serves Fireside. ``gunicorn``, without an argument, finds this file by its name."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from gunicorn import glogging

from config.logs import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    from config.settings import BASE_DIR, LOG_LEVEL, env
except ImproperlyConfigured as error:
    sys.exit(f"Fireside cannot start: {error}")

ACCESS_LOG = env.bool("ACCESS_LOG", False)
MIGRATE_ON_START = env.bool("MIGRATE_ON_START", False)
HOST, PORT = env.str("HOST", "") or "127.0.0.1", env.int("PORT", 8000)

wsgi_app = "config.wsgi:application"
bind = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"

# One for each processor; the limit is for containers, which may see all processors of a large host.
processors = getattr(os, "process_cpu_count", os.cpu_count)() or 2
workers = env.int("WEB_CONCURRENCY", max(2, min(processors, 8)))
worker_class, threads = "gthread", env.int("WEB_THREADS", 4)
# A fault in the application stops the start, instead of every worker again and again.
preload_app = True

timeout = 30
graceful_timeout = 30
# Longer than a proxy keeps its connections, so that it is never the proxy who finds one closed.
keepalive = 75
# Workers prove here that they live; on a disk that stalls, they would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- gunicorn makes unnamed files there
# Whom to believe about HTTPS and addresses is TRUSTED_PROXIES' affair, in Django.
forwarded_allow_ips = forwarder_headers = ""
control_socket_disable = True

loglevel = LOG_LEVEL.lower()
accesslog = "-" if ACCESS_LOG else None
access_log_format = '%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms "%(a)s"'


class Logger(glogging.Logger):
    """Writes through the handlers of the settings, so that all lines have one format."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True

    def access(self, resp, req, environ, request_time):
        token = request_id.set(dict(resp.headers).get("X-Request-ID", "-"))
        super().access(resp, req, environ, request_time)
        request_id.reset(token)


logger_class = Logger


def on_starting(server):
    if not MIGRATE_ON_START:
        return
    # In a process of its own: a connection opened here would be shared by all workers.
    command = [sys.executable, str(BASE_DIR / "manage.py"), "prepare_database"]
    if subprocess.run(command, check=False).returncode:
        sys.exit("Fireside cannot start: the database could not be prepared.")


def pre_fork(server, worker):
    from django.db import connections  # noqa: PLC0415 -- Django is ready only now

    connections.close_all()
