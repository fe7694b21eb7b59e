import json
from importlib import metadata, resources

import pytest

from posecoach.core.session.record import Record
from posecoach.exercises import load
from posecoach.reports.session_json import JSON_VERSION, session_json
from tests.records import stretch, two_sets

jsonschema = pytest.importorskip("jsonschema", reason="the dev extra brings jsonschema")

SCHEMA = json.loads((resources.files("posecoach.reports") / "session.schema.json").read_text())
KNOWN = {"push_up": load("push_up")}


def document(*records, exercises=KNOWN):
    return json.loads(session_json(records, exercises))


def check(found):
    jsonschema.Draft202012Validator(SCHEMA).validate(found)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["posecoach"]["const"] == JSON_VERSION


def test_every_field_says_what_it_is():
    for name, part in SCHEMA["$defs"].items():
        for field, entry in part["properties"].items():
            assert "description" in entry or "$ref" in entry.get("items", {}), (name, field)


@pytest.mark.parametrize("exercises", [KNOWN, {}, None])
def test_documents_keep_to_it(exercises):
    check(document(two_sets(), stretch(), Record(), exercises=exercises))


def test_the_program_that_wrote_it_is_named():
    assert document()["posecoach_version"] == metadata.version("posecoach")


def test_a_field_more_or_less_is_noticed():
    found = document(two_sets())
    found["sessions"][0]["sets"][0]["mood"] = "good"
    with pytest.raises(jsonschema.ValidationError, match="mood"):
        check(found)
    found = document(two_sets())
    del found["sessions"][0]["sets"][0]["movements"][0]["why"]
    with pytest.raises(jsonschema.ValidationError, match="why"):
        check(found)


def test_numbers():
    first = document(two_sets())["sessions"][0]["sets"][0]
    assert first["reps"] == 4
    assert first["partial_reps"] == 1
    assert [each["verdict"] for each in first["movements"]] == ["counted"] * 4 + ["partial", "rejected"]
    assert first["movements"][0]["out_s"] == 0.6
    assert first["movements"][0]["back_s"] == 0.8
    assert first["movements"][0]["speed"] == 1.25
    assert first["movements"][0]["measures"] == {"elbow": 85.0, "hand_width": None}
    assert first["movements"][5]["why"] == "the hands moved"
    assert first["rest_before_s"] is None
    assert document(two_sets())["sessions"][0]["sets"][1]["rest_before_s"] == 20.0
    assert first["range_loss"] == pytest.approx(0.0)


def test_no_speed_without_knowing_which_way_is_work():
    first = document(two_sets(), exercises=None)["sessions"][0]["sets"][0]
    assert first["movements"][0]["speed"] is None
    assert first["speed_loss"] is None


def test_of_everybody_each_session_says_whose_it_is():
    first, second = two_sets(), stretch()
    first.person = 2
    found = document(first, second)
    check(found)
    assert [each["person"] for each in found["sessions"]] == [2, None]
