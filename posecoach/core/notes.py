"""What was measured of a recording, kept small, so that who looks again need not measure again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.measures import View
from posecoach.core.pose import Pose
from posecoach.core.reading import Reading
from posecoach.core.referee import LONGEST
from posecoach.core.sight import Sight


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A sight without its pose: some 400 bytes instead of 8000.

    Attributes:
        scale: the body's; None where there is no reading.
        names: of the measures that were asked for.
        values: theirs.
    """

    view: View | None
    cut: bool
    scale: float | None
    names: tuple[str, ...]
    values: NDArray[np.float64]


NOTHING: tuple[tuple[str, ...], NDArray[np.float64]] = ((), np.empty(0))


class Notes:
    """Keeps what was seen, frame by frame, and gives it back to one who goes through the same poses."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        # Measures are still asked for while a frame is remembered, so it is noted down only afterwards.
        self._recent: deque[Sight] = deque()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def keep(self, sight: Sight) -> Sight:
        """Keep what was seen; the same comes back."""
        self._recent.append(sight)
        while sight.t - self._recent[0].t > LONGEST:
            self._notes.append(self._note(self._recent.popleft()))
        return sight

    def again(self, poses: Iterable[tuple[float, Pose | None]]) -> Iterator[Sight]:
        """The same sights, as far as they were kept, for the same (t, pose) pairs."""
        while self._recent:
            self._notes.append(self._note(self._recent.popleft()))
        for note, (t, pose) in zip(self._notes, poses, strict=False):
            reading = None
            if pose and note.scale is not None:
                known = dict(zip(note.names, note.values.tolist(), strict=True))
                reading = Reading.again(t, pose, note.view, note.scale, known)
            yield Sight(t, pose, reading, note.view, note.cut)

    def _note(self, sight: Sight) -> Note:
        if sight.reading is None:
            return Note(sight.view, sight.cut, None, *NOTHING)
        known = sight.reading.known
        names = tuple(known)
        names = self._names.setdefault(names, names)
        return Note(sight.view, sight.cut, sight.reading.scale, names, np.array(list(known.values())))
