import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.core.events import Event, FaultStarted, Rep, Verdict, parse

NUMBER = st.floats(allow_nan=True, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = {
    "float": NUMBER,
    "int": st.integers(0, 1000),
    "str": TEXT,
    "Reading": st.lists(st.tuples(TEXT, NUMBER), max_size=4).map(tuple),
    "Verdict": st.sampled_from(Verdict),
    "tuple[str, ...]": st.lists(TEXT, max_size=4).map(tuple),
}


def kind_of(field):
    name = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
    return {"tuple": str(field.type)}.get(name, name).replace("posecoach.core.events.", "")


def made(kind):
    """Any event of a kind."""
    parts = {}
    for field in dataclasses.fields(kind):
        name = kind_of(field)
        key = "Reading" if "tuple[tuple" in name else name
        parts[field.name] = VALUES[key]
    return st.builds(kind, **parts)


@pytest.mark.parametrize("kind", Event.__args__, ids=lambda kind: kind.__name__)
def test_every_kind_of_event_is_one_line_that_reads_back(kind):
    @given(made(kind))
    def reads_back(event):
        line = str(event)
        assert "\n" not in line
        assert "\r" not in line
        again = parse(line)
        assert type(again) is kind
        # NaN differs from itself, so values are compared by what they look like.
        assert repr(again) == repr(event)
        hash(again)

    reads_back()


def test_events_are_equal_by_value_and_do_not_change():
    one, other = FaultStarted(1.0, "push_up", "sag"), FaultStarted(1.0, "push_up", "sag")
    assert one == other
    assert one != FaultStarted(1.0, "push_up", "pike")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.t = 2.0


def test_a_line_reads_like_this():
    """The form that recordings of events are kept in: whoever changes it must mean to."""
    event = Rep(
        3.0,
        "push_up",
        Verdict.COUNTED,
        1.0,
        2.0,
        math.nan,
        0.9,
        1.0,
        measures=(("elbow", 88.5),),
        judged=("depth",),
        left_start=0.75,
    )
    assert str(event) == (
        'RepCompleted {"t":3.0,"exercise":"push_up","start":1.0,"turn":2.0,"end":NaN,"depth":0.9,"rom":1.0,'
        '"why":"","measures":[["elbow",88.5]],"faults":[],"judged":["depth"],"left_start":0.75}'
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Nothing {}",
        "RepCompleted",
        "RepCompleted {",
        "RepCompleted []",
        'FaultStarted {"t":1}',
        'FaultStarted {"x":1}',
    ],
)
def test_a_line_that_stands_for_no_event_is_refused(line):
    with pytest.raises(ValueError, match=r"\w"):
        parse(line)
