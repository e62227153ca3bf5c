from play.models import Comment, Proposal, Vote


def propose(
    telling, kind, at, *, by=None, votes=(), status="passed", text="", comments=(), **about
):
    """A proposal made ``at`` a time, closed by the last of its votes unless it is open."""
    proposal = telling.add(
        Proposal(
            game=telling.game,
            kind=kind,
            proposer=telling.people.get(by),
            text=text,
            status=status,
            closes_at=at + telling.silence(),
            created_at=at,
            **about,
        )
    )
    last = at
    for vote in votes:
        last = at if vote["by"] == by else telling.soon_after(last)
        telling.add(_vote(telling, proposal, last, **vote))
    proposal.closed_at = None if status == "open" else last
    comment(telling, comments, last, proposal=proposal)
    return proposal


def agree(telling, kind, at, *, by, **about):
    """What everybody wanted: the proposer and one of the others are enough to pass it."""
    others = [name for name in telling.members if name != by]
    voters = [by, *telling.rng.sample(others, k=min(1, len(others)))]
    votes = [{"by": name, "choice": "yes"} for name in voters]
    return propose(telling, kind, at, by=by, votes=votes, **about)


def comment(telling, comments, at, **subject):
    for told in comments:
        at = telling.soon_after(at)
        author = telling.people[told["by"]]
        telling.add(Comment(author=author, text=told["text"], created_at=at, **subject))


def _vote(telling, proposal, at, *, by, choice, text=""):
    return Vote(
        proposal=proposal, voter=telling.people[by], choice=choice, text=text, created_at=at
    )
