"""Getting into position and out of it again: standing beside, then doing."""

from copy import deepcopy

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, standing
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import Array, X, turn, vec
from sample_videos.studio.stance import Figure, Stance, between
from sample_videos.studio.surface import Surface

STEP_BACK = 0.25  # where one stands before, behind the place where it is done, metres


class Approached(Move):
    """A move that begins and ends standing at ease. State: the move's own, `ready` (0 standing, 1 doing), `stoop`."""

    def __init__(self, body: Body, move: Move) -> None:
        """Stand a little behind where `move` is done."""
        self._body, self._move = body, move
        self.props: list[Surface] = move.props

    def stance(self, state: State) -> Stance:
        """The body on its way, or in the move."""
        done = self._move.stance(state)
        ready = state["ready"]
        if ready > 1 - 1e-6:
            return done
        aside = standing(self._body, vec(done.hip[0], done.hip[1] + STEP_BACK, 0))
        stoop = state.get("stoop", 0.0)
        if stoop > 0:
            return _stooping(aside, stoop)
        mixed = between(aside, done, ready)
        for side in SIDES:
            moved = float(np.linalg.norm(done.feet[side].at - aside.feet[side].at))
            lifted = min(0.12, 0.2 * moved) * float(np.sin(np.pi * ready))
            mixed.feet[side].at = mixed.feet[side].at + vec(0, 0, lifted)
        return mixed

    def moved(self, figure: Figure) -> list[Array]:
        """The things that the move itself moves."""
        return self._move.moved(figure)


def _stooping(upright: Stance, share: float) -> Stance:
    """Bent down from `upright`, hands to the floor, when `share` is 1."""
    low = deepcopy(upright)
    low.hip = upright.hip + vec(0, 0.2, -0.3)
    low.pelvis, low.spine = turn(X, 62.0), vec(26.0, 0, 0)
    low.head = vec(-20.0, 0)
    for side in SIDES:
        hand = low.hands[side]
        hand.at = vec(upright.hip[0] + OUT[side] * 0.17, upright.hip[1] - 0.3, 0.2)
        hand.pole = vec(OUT[side] * 0.4, 1.0, 0.2)
    return between(upright, low, share)
