"""Scenes: proposed within an act, entered and left by characters, brought to an end."""

from collections.abc import Iterable
from datetime import datetime

from play.domain.acts import require_played, write
from play.domain.characters import character_of
from play.domain.errors import ProposalError, StoryError
from play.domain.proposals import open_proposal, replacing
from play.domain.story import act_at_table, active_scene, name_of, scene_at_table
from play.domain.tables import ACTIVE, seat_lock, touch_scene
from play.models import Act, Character, GameMember, Proposal, Scene, ScenePresence


def propose_scene(
    member: GameMember,
    act: Act | None,
    *,
    guiding_question: str,
    now: datetime,
    title: str = "",
    place: str = "",
    characters: Iterable[Character] = (),
    text: str = "",
) -> Proposal:
    """Ask the table for the next scene of ``act``, with ``characters`` in it from its beginning.

    Raises ``StoryError``, ``ProposalError``.
    """
    with seat_lock(member, ACTIVE):
        act = _open_act(member, act)
        scene = Scene(act=act, proposed_by=member.user, created_at=now)
        write(scene, title=title, guiding_question=guiding_question, place=place)
        _cast(member.game_id, scene, characters, now)
        return open_proposal(member, kind=Proposal.Kind.SCENE, scene=scene, text=text, now=now)


def revise_scene(
    member: GameMember,
    proposal: Proposal,
    *,
    guiding_question: str,
    now: datetime,
    title: str = "",
    place: str = "",
    characters: Iterable[Character] = (),
    text: str = "",
) -> Proposal:
    """Change the scene that one proposed, and ask anew.

    Raises ``StoryError``, ``NotTheAuthorError``, ``ProposalError``.
    """
    with replacing(member, proposal, text=text, now=now) as proposal:
        if proposal.kind != Proposal.Kind.SCENE:
            raise ProposalError("This proposal is not about a new scene.")
        scene = proposal.scene
        write(scene, title=title, guiding_question=guiding_question, place=place)
        ScenePresence.objects.filter(scene=scene).delete()
        _cast(member.game_id, scene, characters, now)
    return proposal.replacements.get()


def propose_scene_end(
    member: GameMember, scene: Scene, *, now: datetime, text: str = ""
) -> Proposal:
    """Ask the table to end ``scene``. Raises ``StoryError``, ``ProposalError``."""
    with seat_lock(member, ACTIVE):
        scene = scene_at_table(member, scene)
        require_played(scene)
        kind = Proposal.Kind.SCENE_COMPLETE
        return open_proposal(member, kind=kind, scene=scene, text=text, now=now)


def enter_scene(member: GameMember, scene: Scene, *, now: datetime) -> ScenePresence:
    """The character of ``member`` comes into ``scene``, or is there. Raises ``StoryError``."""
    with seat_lock(member, ACTIVE):
        scene, character = _own_part(member, scene)
        stay, has_come = ScenePresence.objects.get_or_create(
            scene=scene, character=character, left_at=None, defaults={"created_at": now}
        )
        if has_come:
            touch_scene(scene)
        return stay


def leave_scene(member: GameMember, scene: Scene, *, now: datetime) -> None:
    """The character of ``member`` goes out of ``scene``, or is gone. Raises ``StoryError``."""
    with seat_lock(member, ACTIVE):
        scene, character = _own_part(member, scene)
        stays = ScenePresence.objects.filter(scene=scene, character=character, left_at=None)
        if stays.update(left_at=now, updated_at=now):
            touch_scene(scene)


def _open_act(member, act):
    """``act`` as it is now, if its next scene can be proposed."""
    if act is None:
        raise StoryError("A scene belongs to an act. Propose the act first.")
    act = act_at_table(member, act)
    require_played(act)
    played = active_scene(act)
    if played:
        raise StoryError(f"The scene {name_of(played)} ends before the next one begins.")
    return act


def _cast(game_id, scene, characters, now):
    """Those who are named will be there when ``scene`` begins."""
    keys = {character.pk for character in characters}
    played = Character.objects.filter(game=game_id, retired_at=None, pk__in=keys)
    if played.count() < len(keys):
        raise StoryError("Only characters who are played at this table can be there.")
    ScenePresence.objects.bulk_create(
        ScenePresence(scene=scene, character=character, created_at=now) for character in played
    )


def _own_part(member, scene):
    scene = scene_at_table(member, scene)
    require_played(scene)
    character = character_of(member)
    if character is None:
        raise StoryError("You play nobody yet. Make a character first.")
    return scene, character
