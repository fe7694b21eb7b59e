"""Draws the coach's view of a frame into videos and stills of any size."""

import dataclasses
import math

from posecoach.core.events import Rep, Verdict
from posecoach.core.session.status import Update
from posecoach.overlay import Canvas, Cue, Line, Shape, Show, layout
from posecoach.overlay.placement import Placement
from posecoach.overlay.shapes import Ink
from posecoach.overlay.skeleton import skeleton
from posecoach.sinks.annotate_video import Draw
from posecoach.sinks.paint import Ground, paint

REP_FLASH_S = 0.5
"""s that a counted or a partial repetition lights up."""

SAID = 1.5
"""s that it is said why a repetition was only partial."""


def films(size: tuple[int, int]) -> Draw:
    """Draws everything onto a film's frames, in their order.

    Args:
        size: of the picture that poses are in pixels of.
    """
    last: Rep | None = None
    since = -math.inf
    places = Placement()

    def draw(image: Ground, update: Update) -> None:
        nonlocal last, since
        height, width = image.shape[:2]
        for event in update.events:
            if isinstance(event, Rep) and event.verdict is not Verdict.REJECTED:
                last, since = event, update.t
        intensity = max(0.0, 1.0 - (update.t - since) / REP_FLASH_S)
        counted = last is not None and last.verdict is Verdict.COUNTED
        cue = None
        if last and last.verdict is Verdict.PARTIAL and last.why and update.t - since <= SAID:
            cue = Cue(f"Partial: {last.why}")
        show = Show(flash=intensity if counted else 0.0, cue=cue)
        shapes = layout(update, width, height, size=size, show=show, places=places)
        paint(image, [*shapes, *flash(intensity, width, height, "accent" if counted else "amber")])

    return draw


def live_shapes(canvas: Canvas, update: Update, show: Show, places: Placement) -> list[Shape]:
    """Return all that is to be seen over a live picture, from back to front.

    Args:
        canvas: what it is drawn on.
        update: what followed from the frame.
        show: what else the session has to show.
        places: where things were before, so that they stay.
    """
    shapes = layout(
        update,
        canvas.width,
        canvas.height,
        size=canvas.size,
        mirrored=canvas.mirrored,
        show=show,
        places=places,
    )
    return [*shapes, *flash(show.flash, canvas.width, canvas.height, "accent")]


def flash(intensity: float, width: float, height: float, ink: Ink) -> list[Shape]:
    """A frame around the picture, thick at first and gone with its light.

    For those who see no colours, the amber one, of a partial repetition, has only its sides.
    """
    if not intensity > 0.0:
        return []
    thick = intensity * min(width, height) / 20.0
    sides: list[Shape] = [Line(x, 0.0, x, height, thick, ink) for x in (0.0, width)]
    return sides if ink == "amber" else [*sides, *(Line(0.0, y, width, y, thick, ink) for y in (0.0, height))]


def stills(size: tuple[int, int]) -> Draw:
    """Draws the skeleton alone, onto stills.

    Args:
        size: of the picture that poses are in pixels of.
    """

    def draw(image: Ground, update: Update) -> None:
        height, width = image.shape[:2]
        if update.pose is not None:
            status = dataclasses.replace(update.status, in_set=True)
            paint(image, skeleton(update.pose, status, Canvas(width, height, size)))

    return draw
