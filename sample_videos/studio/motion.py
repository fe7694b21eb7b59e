"""The course of an exercise: channels of numbers that go from pose to pose, and what is counted in them."""

from dataclasses import dataclass, field, replace

import numpy as np

from sample_videos.studio.moves import State

EDGE = 0.02  # the share of a way that counts as not having left yet


def eased(share: float) -> float:
    """A way from 0 to 1 that starts and stops gently (least jerk)."""
    x = min(max(share, 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x**2)


@dataclass(slots=True)
class Channel:
    """One number over time, by the moments at which it has reached a value."""

    moments: list[tuple[float, float]]

    def hold(self, until: float) -> None:
        """Stay as it is until then."""
        self.moments.append((until, self.moments[-1][1]))

    def go(self, seconds: float, value: float) -> None:
        """Reach `value` in so many seconds."""
        self.moments.append((self.moments[-1][0] + seconds, value))

    def at(self, t: float) -> float:
        """The value at `t`."""
        before = self.moments[0]
        for after in self.moments[1:]:
            if t < after[0]:
                span = after[0] - before[0]
                return before[1] + (after[1] - before[1]) * eased((t - before[0]) / span if span > 0 else 1.0)
            before = after
        return before[1]


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition: when it starts, turns and ends, whether it was complete, and what was wrong in it."""

    start: float
    turn: float
    end: float
    full: bool
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A position held from `start` to `end`, and to which side."""

    start: float
    end: float
    side: str
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class Course:
    """The course of a film: the channels, and the events they make."""

    channels: dict[str, Channel]
    repetitions: list[Repetition] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    end: float = 0.0
    sets: list[tuple[float, float, int]] = field(default_factory=list)
    """Start, end and complete repetitions of each set."""
    rests: list[tuple[float, float]] = field(default_factory=list)

    def approached(self, seconds: float, fetch: float = 0.0) -> "Course":
        """The same, after so many seconds of getting into position and before as many of getting out of it.

        Before that, for `fetch` seconds, something is picked up from the floor.
        """
        at = seconds + fetch
        later = {
            name: Channel([(0.0, channel.moments[0][1]), *((t + at, v) for t, v in channel.moments)])
            for name, channel in self.channels.items()
        }
        out = at + self.end
        ready = Channel([(fetch, 0.0), (at, 1.0), (out, 1.0), (out + seconds, 0.0)])
        stoop = Channel([(0.0, 0.0), (0.45 * fetch, 1.0), (0.55 * fetch, 1.0), (fetch, 0.0)])
        return Course(
            {**later, "ready": ready, "stoop": stoop},
            [replace(r, start=r.start + at, turn=r.turn + at, end=r.end + at) for r in self.repetitions],
            [replace(h, start=h.start + at, end=h.end + at) for h in self.holds],
            out + seconds,
        )

    def state(self, t: float) -> State:
        """All channels at `t`."""
        return {name: channel.at(t) for name, channel in self.channels.items()}


@dataclass(frozen=True, slots=True)
class Rep:
    """A repetition as a scene asks for it."""

    depth: float
    """The value of the channel `depth` where it turns."""
    full: bool = True
    faults: tuple[str, ...] = ()
    also: dict[str, float] = field(default_factory=dict)
    """The values that other channels reach in it."""
    back: float | None = None
    """The value of `depth` where it ends, where that is not where the set began."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds to the turn, held there, back, and held between repetitions.

    `jitter` is their relative spread, `tiring` by what share each repetition is slower than the one before.
    """

    there: float = 1.0
    pause: float = 0.15
    back: float = 0.8
    rest: float = 0.45
    jitter: float = 0.12
    tiring: float = 0.0


def repetitions(
    top: float,
    reps: list[Rep],
    tempo: Tempo,
    chance: np.random.Generator,
    lead: float = 0.8,
    tail: float = 0.8,
) -> Course:
    """The course of a set of repetitions."""
    depth = Channel([(0.0, top)])
    depth.hold(lead)
    names = sorted({name for rep in reps for name in rep.also})
    others = {name: Channel([(0.0, 0.0), (lead, 0.0)]) for name in names}
    done = []
    for number, rep in enumerate(reps):
        slower = (1 + tempo.tiring) ** number
        there, pause, back, rest = (
            slower * seconds * float(np.clip(1 + tempo.jitter * chance.standard_normal(), 0.7, 1.4))
            for seconds in (tempo.there, tempo.pause, tempo.back, tempo.rest)
        )
        start = depth.moments[-1][0]
        depth.go(there, rep.depth)
        depth.go(pause, rep.depth)
        lowest = start + there + pause / 2
        ends = top if rep.back is None else rep.back
        depth.go(back, ends)
        end = depth.moments[-1][0]
        depth.go(rest, ends)
        for name, channel in others.items():
            reached = rep.also.get(name, 0.0)
            channel.go(there * 0.75, reached)
            channel.hold(start + there + pause + back * 0.35)
            channel.go(back * 0.65, 0.0)
            channel.hold(end + rest)
        slow = there * _first_move(), back * _first_move()
        done.append(Repetition(start + slow[0], lowest, end - slow[1], rep.full, rep.faults))
    return Course({"depth": depth, **others}, done, [], depth.moments[-1][0] + tail)


def _first_move() -> float:
    """The share of the time of a way after which it has left by EDGE of its length."""
    grid = np.linspace(0, 1, 400)
    return float(grid[np.argmax(np.array([eased(float(x)) for x in grid]) > EDGE)])
