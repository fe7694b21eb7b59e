"""Cues of faults that are over, from the rule's name and the repetition's measures."""

import math
import re
from collections.abc import Mapping

from posecoach.core.events import TEMPO
from posecoach.core.exercise import Exercise


def fault_cue(exercise: Exercise | None, fault: str, measures: Mapping[str, float]) -> str:
    """The cue for a fault, with the value that was measured where that was noted down.

    Args:
        exercise: which; None where it is not known.
        fault: the rule's name.
        measures: the repetition's or hold's.
    """
    if exercise is None:
        return fault.replace("_", " ")
    if exercise.tempo and fault == TEMPO:
        return exercise.tempo.fast or exercise.tempo.slow
    rule = next((each for each in exercise.rules if each.name == fault), None)
    if rule is None:
        return fault.replace("_", " ")
    value = measures.get(rule.measure, math.nan)
    if "{" not in rule.cue:
        return rule.cue
    # Without its value, what stands before the clause that holds it is still right.
    return rule.say(value) if rule.broken(value) else re.split(r"[:,(][^:,(]*\{", rule.cue, maxsplit=1)[0]
