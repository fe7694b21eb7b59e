"""Makes the screen's content from a live session at one moment."""

import dataclasses
import math
from typing import TYPE_CHECKING

from posecoach.core.session.status import Update
from posecoach.live import texts
from posecoach.overlay.live_view import Cue, Rest, Show

if TYPE_CHECKING:
    from posecoach.live.controller import LiveController

COUNT_FLASH_S = 0.35
"""s that a new count stands out."""

HINT_S = 4.0
"""s for which the screen says that a hand that stays up finishes the session."""


def show_of(session: "LiveController", t: float) -> Show:
    """Return what is shown at `t` seconds."""
    item, words = session.place.item, session.words
    title = texts.named(item, session.exercises, words) if item else ""
    if item is None and len(session.exercises) == 1:
        (only,) = session.exercises.values()
        title = words.title(only.name, only.title)
    show = Show(
        title=title,
        goal=item.goal if item else 0.0,
        set_number=session.place.number,
        sets=item.sets if item else 0,
        elapsed=t,
        cue=_cue(session),
        flash=max(0.0, 1.0 - (t - session.set_control.counted_at) / COUNT_FLASH_S),
        side=session.set_control.holds.side or session.set_control.side,
        done=session.set_control.holds.reached,
        last_progress=session.set_control.last_progress,
        pace=session.pacer.shown(t, item.exercise) if item else None,
        notice=words("screen.waiting", trouble=session.notice) if session.notice else "",
        keys=session.actions.keys,
        people=session.people_control.shown,
        hint=_hint(session, t),
        words=words,
    )
    if session.end.reached:
        return dataclasses.replace(show, summary=session.summary(session.end.at))
    setup = session.setup_control.setup()
    timer = session.rest_control.timer
    if timer.running:
        next_up, detail = texts.following(session.place.sets, session.flow.to_come, session.exercises, words)
        corner = not session.rest_control.shown(t)
        rest = Rest(
            timer.left(t),
            timer.total,
            timer.paused,
            next_up,
            detail,
            corner=corner,
            exercise=_coming(session),
            t=t,
            review=session.set_control.review.review,
        )
        return dataclasses.replace(show, rest=rest, setup=setup if corner else None)
    if setup is None:
        return show
    new = not session.set_control.record.sets and not setup.ready > 0.0
    hint = words("screen.keys_hint") if new and not show.keys else ""
    return dataclasses.replace(show, setup=setup, hint=show.hint or hint)


def to_come(update: Update, show: Show) -> Update:
    """Return an update as it is shown before a set has begun: the coach's numbers are still of the set before."""
    status = update.status
    rest = math.nan if show.set_number else status.rest
    partial = status.partial if status.in_set else 0
    number = status.set_number + (status.set_number > 0 and not status.in_set)
    ahead = dataclasses.replace(status, reps=0, partial=partial, rest=rest, set_number=number)
    return dataclasses.replace(update, status=ahead)


def _hint(session: "LiveController", t: float) -> str:
    """Return what a raised hand does, what is wrong with the pictures, or who else is there; empty for nothing."""
    rate, control = session.frame_rate.too_low, session.set_control
    fallen = control.under_way and session.fallen_camera.down
    hints = (
        session.words("say.keep_up").rstrip(".") if t - session.actions.hand_read_at < HINT_S else "",
        session.blackout.text if session.blackout.told else "",
        session.fallen_camera.text.rstrip(".") if fallen else "",
        session.turn_control.hint,
        session.unplanned.text(t),
        "" if math.isnan(rate) else session.words("screen.slow", rate=f"{rate:.0f}"),
        session.people_control.hint,
    )
    return next(filter(None, hints), "")


def _coming(session: "LiveController") -> str:
    """Return the exercise of the next set; empty where that is anybody's choice."""
    if session.place.sets:
        return session.place.sets[min(session.flow.to_come, len(session.place.sets) - 1)][0].exercise
    return next(iter(session.exercises)) if len(session.exercises) == 1 else ""


def _cue(session: "LiveController") -> Cue:
    if session.set_control.cues.shown.words:
        return session.set_control.cues.shown
    progress = session.set_control.holds
    if progress.change_side:
        return Cue(session.words("short.other_side").upper(), "next")
    return Cue(progress.wanted, "next")
