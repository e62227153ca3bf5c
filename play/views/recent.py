"""The runs that this browser opened before, newest first, kept in its session."""

KEY = "scene_runs"
REMEMBERED = 50


def recent_runs(request):
    return request.session.get(KEY, [])


def remember_run(request, session_id):
    known = recent_runs(request)
    # A session is written only when something changed: most visits are to the run opened last.
    if not known or known[0] != session_id:
        others = [other for other in known if other != session_id]
        request.session[KEY] = [session_id, *others][:REMEMBERED]


def forget_run(request, session_id):
    known = recent_runs(request)
    if session_id in known:
        request.session[KEY] = [other for other in known if other != session_id]
