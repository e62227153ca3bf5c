"""What a load balancer asks: does the process answer, and may it be sent visitors?"""

from threading import Event

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Only new code can bring new migrations, and new code means a new process.
migrated = Event()


@login_not_required
@never_cache
@require_safe
def healthz(request):
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request):
    if reason := why_not_ready():
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def why_not_ready():
    """A sentence without names or addresses, since anybody may ask; empty when all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not migrated.is_set() and migrations_pending():
            return "Migrations are pending."
    except DatabaseError:
        return "The database does not answer."
    migrated.set()
    return ""


def migrations_pending():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
