"""A record as plain values and as tables."""

import builtins
import json
import math

import pytest

from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.exercises import load
from posecoach.reports.session_json import session_json
from tests.records import stretch, two_sets

FRAMES = ("sets_frame", "reps_frame", "measures_frame")


def test_a_record_is_one_session_of_the_json():
    record = two_sets()
    record.exercises = {"push_up": load("push_up")}
    assert (
        json.loads(record.to_json()) == record.to_dict() == json.loads(session_json([record]))["sessions"][0]
    )
    assert record.to_dict()["sets"][0]["movements"][0]["speed"] == 1.25
    assert record.to_dict({})["sets"][0]["movements"][0]["speed"] is None


def test_sets():
    pytest.importorskip("pandas")
    table = two_sets().sets_frame()
    assert table["reps"].tolist() == [4, 2]
    assert table["partial_reps"].tolist() == [1, 0]
    assert table["rest_before_s"].tolist() == [pytest.approx(math.nan, nan_ok=True), pytest.approx(20.0)]
    assert table["faults"].tolist() == [{"depth": 1}, {"sag": 1}]
    (held,) = stretch().sets_frame().itertuples()
    assert (held.reps, held.hold_s) == (2, pytest.approx(20.5))


def test_repetitions():
    pytest.importorskip("pandas")
    table = two_sets().reps_frame()
    assert table["verdict"].tolist() == ["counted"] * 4 + ["partial", "rejected"] + ["counted"] * 2
    assert table["rep"].dropna().tolist() == [1, 2, 3, 4, 1, 2]
    assert table["elbow"].dropna().tolist() == [85.0] * 7
    assert table["why"][5] == "the hands moved"
    assert table["tempo_s"].tolist() == pytest.approx([1.4] * 8)
    held = stretch().reps_frame()
    assert held["side"].tolist() == ["left", "right"]
    assert held["tempo_s"].tolist() == [10.0, 10.5]


def test_measures_have_their_units():
    pytest.importorskip("pandas")
    table = two_sets().measures_frame()
    assert len(table) == 2 * 7, "a rejected movement has none"
    assert set(zip(table["measure"], table["unit"], strict=True)) == {
        ("elbow", "degrees"),
        ("hand_width", "ratio"),
    }
    assert table[table["measure"] == "elbow"]["value"].tolist() == [85.0] * 7


def test_nothing_done_gives_tables_with_columns_and_no_rows():
    pytest.importorskip("pandas")
    for name in FRAMES:
        table = getattr(Record(), name)()
        assert len(table) == 0
        assert "exercise" in table.columns


@pytest.mark.parametrize("name", FRAMES)
def test_without_pandas_an_error_says_how_to_get_it(monkeypatch, name):
    real = builtins.__import__

    def without(module, *rest):
        if module == "pandas":
            raise ImportError(module)
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PosecoachError, match="pip install pandas"):
        getattr(two_sets(), name)()
