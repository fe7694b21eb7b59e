"""What was measured of a recording, kept small, so that who looks again need not measure again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.body import UNKNOWN, Build
from posecoach.core.pose.frame_analysis import Sight
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import View
from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.reading_buffer import LONGEST


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A sight without its pose: some 400 bytes instead of 8000.

    Attributes:
        scale: the body's; None where there was no reading.
        build: as far as it was known.
        names: of the measures that were asked for.
        values: theirs.
    """

    view: View | None
    cut: bool
    scale: float | None
    build: Build
    names: tuple[str, ...]
    values: NDArray[np.float64]

    def sight(self, t: float, pose: Pose | None) -> Sight:
        """What it was made of, for the same moment and pose."""
        if pose is None or self.scale is None:
            return Sight(t, pose, None, self.view, self.cut)
        known = Measured(pose, zip(self.names, self.values.tolist(), strict=True), self.build)
        return Sight(t, pose, Reading(t, known, self.view, self.scale), self.view, self.cut)


class Notes:
    """Keeps what was seen, frame by frame, and gives it back to one who goes through the same poses."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        # Measures are still asked for while a movement is remembered; only then a sight is noted down.
        self._recent: deque[Sight] = deque()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def keep(self, sight: Sight) -> Sight:
        """Keep what was seen; the same comes back."""
        self._recent.append(sight)
        while sight.t - self._recent[0].t > LONGEST:
            self._notes.append(self._note(self._recent.popleft()))
        return sight

    def again(self, poses: Iterable[tuple[float, Pose | None]]) -> Iterator[Sight]:
        """The same sights once more. `poses`: the (t, pose) pairs that they were made from."""
        for note, (t, pose) in zip(self._notes, poses, strict=False):
            yield note.sight(t, pose)
        yield from self._recent

    def _note(self, sight: Sight) -> Note:
        known = sight.reading.raw if sight.reading else {}
        names = tuple(known)
        return Note(
            sight.view,
            sight.cut,
            sight.reading.scale if sight.reading else None,
            sight.reading.raw.build if sight.reading else UNKNOWN,
            self._names.setdefault(names, names),
            np.array(list(known.values())),
        )
