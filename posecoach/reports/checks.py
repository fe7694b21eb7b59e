"""Form rules of a set: the judged ones with their results, the others with the reason."""

from dataclasses import dataclass

from posecoach.core.exercise import Exercise, Rule
from posecoach.core.form.cue import fault_cue
from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.record import SetRecord
from posecoach.reports.format import plain_name


@dataclass(frozen=True, slots=True)
class FormCheck:
    """One form rule after a set.

    Attributes:
        name: the rule's name.
        cue: its correction, in words.
        judged: repetitions or holds in which it could be judged.
        broken: those of them in which it was broken.
        total: all repetitions or holds.
        remedy: the reason why it was never judged, and the way out.
    """

    name: str
    cue: str
    judged: int
    broken: int
    total: int
    remedy: str = ""


def checks(each: SetRecord, exercise: Exercise | None) -> tuple[FormCheck, ...]:
    """Return every rule that applied, judged ones first; a variant's rules apply where they were judged."""
    total = len(each.reps) + len(each.partial) + len(each.holds)
    judged, broken = each.judged, each.faults
    rules = (
        {rule.name: rule for rule in exercise.rules if not rule.variant or rule.name in judged}
        if exercise
        else {}
    )
    names = dict.fromkeys([*judged, *broken, *rules])
    made = [
        FormCheck(
            plain_name(name),
            fault_cue(exercise, name, {}) if exercise else "",
            judged.get(name, 0),
            broken.get(name, 0),
            total,
            "" if judged.get(name) or name not in rules else remedy(rules[name], each.view),
        )
        for name in names
    ]
    return tuple(sorted(made, key=lambda check: not check.judged))


def remedy(rule: Rule, view: str) -> str:
    """Return why a rule was not judged from this view, and the way out."""
    views = sorted(MEASURES[rule.measure].views) if rule.measure in MEASURES else []
    if view and views and view not in views:
        wanted = " or ".join(f"the {each}" if each != "oblique" else "an angle" for each in views)
        here = "at an angle" if view == "oblique" else f"from the {view}"
        return f"This was filmed {here}; film from {wanted} to check it."
    return "What it needs was hidden or out of the picture."
