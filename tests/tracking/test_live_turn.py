"""A picture that lies on its side is found out by somebody who stands in a turned copy of it."""

from concurrent.futures import Future

import numpy as np
import pytest

from posecoach.core.session.status import Update
from posecoach.tracking.live_turn import AGREEING, LiveTurn
from posecoach.types import Frame
from tests import puppet
from tests.core.form.test_setup_check import rotated
from tests.records import status

STANDS = puppet.seen(puppet.squat(88.0), puppet.FRONT)
LIES = rotated(puppet.squat(88.0), puppet.FRONT, 90).pose
PLANK = puppet.seen(puppet.push_up(170.0), puppet.SIDE)
TALL = np.zeros((64, 48, 3), np.uint8)
TALL[:8] = 255
"""The top is white."""


def needed(seconds, *, in_copies, pose=None, in_set=False):
    """Return what is found after some seconds; `in_copies` gives the poses of a copy by where its white edge is."""

    def search(frame):
        edges = {
            name: frame.image[place].mean()
            for name, place in (("left", np.s_[:, :4]), ("right", np.s_[:, -4:]), ("top", np.s_[:4]))
        }
        found = Future()
        found.set_result(in_copies.get(max(edges, key=edges.get), []))
        return found

    turn = LiveTurn(search)
    for i in range(round(10 * seconds)):
        update = Update(0.1 * i, pose, {}, status("squat", in_set=in_set), ())
        turn.write(Frame(0.1 * i, TALL), update)
    return turn.needed


@pytest.mark.parametrize(("edge", "degrees"), [("right", 90), ("left", 270)])
@pytest.mark.parametrize("pose", [None, LIES])
def test_it_is_found_by_the_copy_in_which_somebody_stands(edge, degrees, pose):
    assert needed(AGREEING + 1.0, in_copies={edge: [STANDS]}, pose=pose) == degrees
    assert needed(AGREEING - 1.0, in_copies={edge: [STANDS]}, pose=pose) == 0, "not at once"


@pytest.mark.parametrize(
    ("copies", "pose", "in_set"),
    [
        ({"right": [STANDS]}, STANDS, False),
        ({"right": [STANDS]}, None, True),
        ({"right": [STANDS], "left": [STANDS]}, None, False),
        ({"right": [PLANK]}, None, False),
        ({}, None, False),
    ],
    ids=["stands", "in a set", "both ways", "no one stands", "nobody"],
)
def test_else_it_is_left_as_it_is(copies, pose, in_set):
    assert needed(8.0, in_copies=copies, pose=pose, in_set=in_set) == 0


def test_a_plank_seen_sideways_is_nobody_who_stands():
    upright = rotated(puppet.push_up(170.0), puppet.SIDE, 90).pose
    assert needed(8.0, in_copies={"right": [upright]}) == 0
    assert needed(8.0, in_copies={"left": [upright]}) == 0
