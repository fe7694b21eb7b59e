"""Things that may stand in several places stand where the body is not, and do not jump about."""

import dataclasses

import numpy as np
import pytest

from posecoach.core.session.status import Update
from posecoach.overlay import Arc, Canvas, Cue, Panel, Placement, Setup, Show, Text, layout
from posecoach.overlay.live_view import PaceShown
from posecoach.overlay.placement import MIN_STAY_S
from posecoach.overlay.shapes import Disc, Line
from tests import puppet
from tests.records import status

SIZE = (640, 480)
LYING = puppet.seen(puppet.push_up(), puppet.SIDE, size=SIZE, metre=150.0)
HANGING = puppet.seen(puppet.pull_up(), puppet.FRONT, size=SIZE, metre=150.0)
STATUS = status()
READY = Show(title="Push-up", setup=Setup("Hold still", (), 0.5))
SAYS = Show(title="Push-up", goal=10.0, cue=Cue("Hips sagging: tighten belly and seat"))
LONG = dataclasses.replace(SAYS, cue=Cue("Keep your hips in line with your shoulders: they sag"))


def at(pose, y, x=320.0):
    """The body with its middle here."""
    middle = (np.nanmin(pose.image, axis=0) + np.nanmax(pose.image, axis=0)) / 2.0
    return dataclasses.replace(pose, image=pose.image + np.array([x, y]) - middle)


def seen(pose, show, places=None, t=0.0, canvas=SIZE):
    return layout(Update(t, pose, {}, STATUS, ()), *canvas, size=SIZE, show=show, places=places)


def cue(shapes):
    """The panel of the cue, which is the last one, and the words of it."""
    return [shape for shape in shapes if isinstance(shape, Panel)][-1]


def ring(shapes):
    return next(shape for shape in shapes if isinstance(shape, Arc))


def covered(panel, pose, canvas=SIZE):
    places = [Canvas(*canvas, SIZE).place(*point) for point in pose.image.tolist()]
    return sum(
        panel.x < x < panel.x + panel.width and panel.y < y < panel.y + panel.height for x, y in places
    )


@pytest.mark.parametrize("canvas", [SIZE, (1280, 720), (480, 800)])
@pytest.mark.parametrize("pose", [at(LYING, 280.0), at(LYING, 380.0), HANGING, at(HANGING, 240.0, 150.0)])
def test_the_ring_of_getting_ready_leaves_the_body_free(pose, canvas):
    where = ring(seen(pose, READY, Placement(), canvas=canvas))
    around = Panel(where.x - where.radius, where.y - where.radius, 2.0 * where.radius, 2.0 * where.radius)
    assert covered(around, pose, canvas) == 0


@pytest.mark.parametrize("canvas", [SIZE, (1280, 720), (480, 800)])
@pytest.mark.parametrize("show", [SAYS, LONG])
def test_a_cue_leaves_a_body_at_the_bottom_free(show, canvas):
    low = at(LYING, 400.0)
    assert covered(cue(seen(low, show, Placement(), canvas=canvas)), low, canvas) == 0


def test_a_cue_stays_at_the_bottom_where_that_is_free():
    high = at(LYING, 180.0)
    assert cue(seen(high, SAYS, Placement())) == cue(seen(high, SAYS))
    assert cue(seen(at(LYING, 400.0), SAYS, Placement())) != cue(seen(at(LYING, 400.0), SAYS))


COUNTED = dataclasses.replace(SAYS, cue=None, elapsed=30.0)


def count(shapes):
    """The panel behind the largest number."""
    number = max((shape for shape in shapes if isinstance(shape, Text)), key=lambda text: text.size)
    (panel,) = (
        shape
        for shape in shapes
        if isinstance(shape, Panel)
        and shape.x < number.x < shape.x + shape.width
        and shape.y < number.y < shape.y + shape.height
    )
    return panel


@pytest.mark.parametrize("paced", [False, True])
@pytest.mark.parametrize("show", [COUNTED, dataclasses.replace(COUNTED, cue=SAYS.cue)])
def test_the_count_and_the_pacer_leave_a_body_free_that_fills_the_left_side(show, paced):
    show = dataclasses.replace(show, pace=PaceShown("Down", 0.5) if paced else None)
    left = at(HANGING, 240.0, 120.0)
    shapes = seen(left, show, Placement())
    panel, bar = count(shapes), max(shape.x1 for shape in shapes if isinstance(shape, Line))
    assert covered(panel, left) == 0
    assert panel.x > SIZE[0] / 2.0
    assert panel.x + panel.width < bar - 10.0, "the bar has its place"
    if show.cue:
        said = cue(shapes)
        assert (
            said.x + said.width < panel.x or said.y + said.height < panel.y or said.y > panel.y + panel.height
        )
    balls = [shape for shape in shapes if isinstance(shape, Disc)]
    assert len(balls) >= paced
    assert not paced or any(panel.x < ball.x < panel.x + panel.width for ball in balls)


def test_films_keep_everything_in_its_place():
    for show, of in ((SAYS, cue), (READY, ring)):
        assert len({of(seen(at(LYING, y), show)) for y in (100.0, 250.0, 400.0)}) == 1


def test_the_hint_makes_way_for_a_cue_at_the_top():
    blind = status(unseen=("Turn side-on to check depth",))
    for y, hinted in ((180.0, True), (400.0, False)):
        update = Update(0.0, at(LYING, y), {}, blind, ())
        shapes = layout(update, *SIZE, size=SIZE, show=SAYS, places=Placement())
        words = {shape.words for shape in shapes if isinstance(shape, Text)}
        assert ("Turn side-on to check depth" in words) is hinted


def test_a_place_is_kept_for_a_while():
    places = Placement()
    low, high = at(LYING, 400.0), at(LYING, 130.0)
    top = cue(seen(low, SAYS, places, 10.0))
    assert cue(seen(high, SAYS, places, 10.0 + 0.9 * MIN_STAY_S)) == top, "so soon nothing moves"
    assert cue(seen(None, SAYS, places, 10.0 + 1.1 * MIN_STAY_S)) == top, "nor where nobody is seen"
    bottom = cue(seen(high, SAYS, places, 10.0 + 1.1 * MIN_STAY_S))
    assert bottom.y > top.y
    assert cue(seen(low, SAYS, places, 10.0 + 1.2 * MIN_STAY_S)) == bottom


def test_little_is_no_reason_to_move():
    places, canvas = Placement(), Canvas(*SIZE, SIZE)
    x, y = LYING.image[0]
    nose, elsewhere = (x - 1.0, y - 1.0, 2.0, 2.0), (0.0, 0.0, 1.0, 1.0)
    assert places.choose(0.0, "it", (elsewhere, nose), LYING, canvas) == 0
    assert places.choose(9.0, "it", (nose, elsewhere), LYING, canvas) == 0
    whole = (0.0, 0.0, *map(float, SIZE))
    assert places.choose(18.0, "it", (whole, elsewhere), LYING, canvas) == 1
    assert places.choose(18.0, "another", (elsewhere, whole), LYING, canvas) == 0


def test_landmarks_that_are_nowhere_are_in_no_place():
    image = np.full_like(LYING.image, np.nan)
    nowhere = dataclasses.replace(LYING, image=image)
    assert cue(seen(nowhere, SAYS, Placement())) == cue(seen(nowhere, SAYS))
