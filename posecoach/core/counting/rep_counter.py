"""Counts the repetitions of one exercise: from its signal to events."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from posecoach.core.counting.form_log import FormLog
from posecoach.core.counting.movement import Movement
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.rep_detector import RepDetector
from posecoach.core.counting.rep_validator import RepValidator
from posecoach.core.counting.set_judge import Ruling, judge_set
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import TEMPO, Event, Rep, Verdict
from posecoach.core.exercise import Exercise
from posecoach.core.pose.reading_buffer import BUFFER_S, ReadingBuffer


@dataclass(slots=True)
class _Judged:
    """A movement, its evidence, and the verdict that was reported last."""

    movement: Movement
    candidate: Candidate
    verdict: Verdict = Verdict.REJECTED


class RepCounter:
    """Finds movements in an exercise's progress and reports each with its verdict and its form.

    Args:
        exercise: the exercise that is counted.
        buffer: the frames up to now, kept by the caller.
        smoother: the smoother that the validator corrects times by.
        validator: weighs movements.
        form: describes repetitions.
        wait_for_end: report a repetition only when its end is settled.
        median_rom: the person's usual range of motion as progress; NaN where it is not known.
        rulings: the verdict on each movement by its turning point, where the whole recording is known.
        report: return events; otherwise movements are only judged as far as the person's range is still learned.
        tunables: the numbers that counting depends on.

    Attributes:
        candidates: every movement so far, with its evidence.
    """

    def __init__(
        self,
        exercise: Exercise,
        buffer: ReadingBuffer,
        smoother: Smoother,
        validator: RepValidator,
        form: FormLog,
        *,
        wait_for_end: bool = False,
        median_rom: float = math.nan,
        rulings: Mapping[float, Ruling] | None = None,
        report: bool = True,
        tunables: Tunables = DEFAULT_TUNABLES,
    ) -> None:
        self.candidates: list[Candidate] = []
        self._exercise = exercise
        self._buffer = buffer
        self._smoother = smoother
        self._validator = validator
        self._form = form
        self._rulings = rulings
        self._report = report
        self._tunables = tunables
        self._recent: list[_Judged] = []
        self._detector = _detector(exercise, wait_for_end=wait_for_end)
        self._learns = not median_rom > 0.0
        if not self._learns:
            self._detector.learn(median_rom)

    def step(self, t: float, progress: float) -> list[Event]:
        """Take the smoothed progress at `t` seconds, NaN where it cannot be seen; returns what happened."""
        return [event for movement in self._detector.step(t, progress) for event in self._judge(t, movement)]

    def finish(self, t: float) -> list[Event]:
        """End the movement under way: nothing more belongs to it."""
        ended = self._detector.step(*self._smoother.ahead)
        movements = (*ended, *self._detector.finish())
        return [event for movement in movements for event in self._judge(t, movement)]

    def _judge(self, t: float, movement: Movement) -> list[Event]:
        """Rule on a movement that is complete, and on those before it that now belong to a set with it."""
        candidate = self._validator.candidate(movement)
        self.candidates.append(candidate)
        if not self._report and not self._learns:
            return []
        if self._rulings is not None and candidate.turn in self._rulings:
            ruling = self._rulings[candidate.turn]
            self._learn(movement, ruling)
            return [self._event(t, movement, ruling)]
        self._recent = [judged for judged in self._recent if t - judged.movement.seen_from <= BUFFER_S]
        self._recent.append(_Judged(movement, candidate))
        rulings = judge_set([judged.candidate for judged in self._recent], self._tunables)
        events: list[Event] = []
        for judged, ruling in zip(self._recent, rulings, strict=True):
            held_back = judged.verdict is Verdict.REJECTED and ruling.verdict is Verdict.COUNTED
            if judged.movement is movement or held_back:
                judged.verdict = ruling.verdict
                self._learn(judged.movement, ruling)
                if self._report:
                    events.append(self._event(t, judged.movement, ruling))
        return events

    def _learn(self, movement: Movement, ruling: Ruling) -> None:
        """Learn how far the person moves from a movement that counts."""
        if self._learns and ruling.verdict is Verdict.COUNTED:
            self._detector.learn(movement.rom)

    def _event(self, t: float, movement: Movement, ruling: Ruling) -> Event:
        """Return the event that reports a movement, with all that was measured in it."""
        start, turn, end = self._moments(movement)
        event = Rep(
            t,
            self._exercise.name,
            ruling.verdict,
            start,
            turn,
            end,
            depth=movement.high,
            rom=movement.rom,
            why=ruling.why,
            left_start=movement.left_start - self._smoother.delay,
        )
        if ruling.verdict is Verdict.REJECTED:
            return event
        samples = self._buffer.between(movement.seen_from, movement.end)
        measures = self._form.rep_measures(movement, samples)
        faults, judged = self._form.faults(samples, movement.rest_before, movement.turn)
        praise = (
            self._exercise.praise_after(judged) if ruling.verdict is Verdict.COUNTED and not faults else ""
        )
        self._form.note_rep(t, movement, samples, faults, praise)
        tempo = self._exercise.tempo
        if tempo and movement.end > movement.start:
            judged = (*judged, TEMPO)
            faults = faults if tempo.min <= movement.duration <= tempo.max else (*faults, TEMPO)
        return replace(event, measures=measures, faults=faults, judged=judged)

    def _moments(self, movement: Movement) -> tuple[float, float, float]:
        """Return a movement's start, turn and end in s, without the smoothing's delay.

        A provisional movement ends when it is expected to.
        """
        moments = movement.start, movement.turn, movement.end + movement.time_missing
        start, turn, end = (moment - self._smoother.delay for moment in moments)
        return start, turn, end


def _detector(exercise: Exercise, *, wait_for_end: bool) -> RepDetector:
    """Return a detector of movements in an exercise's progress."""
    signal = exercise.signal
    if signal is None:
        return RepDetector(math.inf, wait_for_end)
    return RepDetector(signal.min_prominence / exercise.full_rom, wait_for_end, signal.max_baseline)
