"""Layout of all that is drawn over the picture: a list of shapes for each moment.

Pure: no colour, no font, no image. `posecoach.sinks.paint` turns shapes into pixels.
"""

from posecoach.core.session.status import Update
from posecoach.overlay.hud import coaching, header
from posecoach.overlay.live_view import Cue, Rest, Setup, Show, Summary
from posecoach.overlay.people import people_marks
from posecoach.overlay.placement import Placement
from posecoach.overlay.rest_screen import rest_screen
from posecoach.overlay.screens import keys_screen, notice_band, notice_screen, setup_screen
from posecoach.overlay.shapes import Arc, Canvas, Disc, Line, Panel, Scrim, Shape, Text
from posecoach.overlay.skeleton import skeleton
from posecoach.overlay.summary_screen import summary_screen

__all__ = [
    "Arc",
    "Canvas",
    "Cue",
    "Disc",
    "Line",
    "Panel",
    "Placement",
    "Rest",
    "Scrim",
    "Setup",
    "Shape",
    "Show",
    "Summary",
    "Text",
    "layout",
]


def layout(
    update: Update,
    width: float,
    height: float,
    *,
    size: tuple[float, float] | None = None,
    mirrored: bool = False,
    show: Show | None = None,
    places: Placement | None = None,
) -> list[Shape]:
    """All that is to be seen over the camera's picture, from back to front.

    Args:
        update: what followed from the frame.
        width: px, of the canvas.
        height: px, of the canvas.
        size: width and height of the picture that the pose is in pixels of, which is fitted into the
            canvas; the canvas's own otherwise.
        mirrored: whether the picture is shown as in a mirror: it is the body that changes sides, not the words.
        show: what a live session has to show beside.
        places: where that goes which may stand in several places; None keeps it to its usual one.
    """
    canvas = Canvas(width, height, size or (width, height), mirrored)
    show = show or Show()
    shapes: list[Shape] = []
    resting = show.rest is not None and not show.rest.corner
    if update.pose is not None and show.summary is None and not resting:
        shapes += skeleton(update.pose, update.status, canvas)
    if show.summary is None and not resting:
        shapes += people_marks(show.people, canvas)
    if show.summary is not None:
        shapes += summary_screen(show.summary, canvas, show.words)
    elif show.rest is not None and resting:
        shapes += rest_screen(show.rest, canvas, show.words)
        shapes += header(update, show, canvas)
    elif show.setup is not None:
        heading = header(update, show, canvas)
        shapes += heading
        shapes += setup_screen(show.setup, canvas, update, show.words, heading, places)
    else:
        shapes += coaching(update, show, canvas, places)
    if show.notice and (show.summary or resting or show.setup):
        shapes += notice_band(show.notice, canvas)
    elif show.notice:
        shapes += notice_screen(show.notice, canvas)
    if show.keys:
        shapes += keys_screen(canvas, show.words)
    return shapes
