"""Records as JSON: all that the tables have, and more.

`session.schema.json`, beside this file, describes each field.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import posecoach
from posecoach.core.exercise import Exercise
from posecoach.core.session.record import Record
from posecoach.core.session.record_dict import known_number
from posecoach.reports.table import Places
from posecoach.reports.workouts import SetPlace

JSON_VERSION = 1
"""Of the form of the JSON; it rises when a reader of the old form would be misled."""


def session_json(
    records: Iterable[Record],
    exercises: Mapping[str, Exercise] | None = None,
    places: Places | None = None,
) -> str:
    """Return the records as one JSON text; unknown values are null.

    Args:
        records: in their order.
        exercises: by name, where the records do not have their own.
        places: where the sets stand in their workouts; without it these fields are left out.
    """
    sessions = [_session(record, exercises, clip, places or {}) for clip, record in enumerate(records)]
    document = {
        "posecoach": JSON_VERSION,
        "posecoach_version": posecoach.__version__,
        "sessions": sessions,
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _session(
    record: Record, exercises: Mapping[str, Exercise] | None, clip: int, places: Places
) -> dict[str, Any]:
    session = record.to_dict(exercises)
    session["sets"] = [each | _place(places.get((clip, index))) for index, each in enumerate(session["sets"])]
    return session


def _place(place: SetPlace | None) -> dict[str, Any]:
    if place is None:
        return {}
    logged = place.logged
    return {
        "weight_kg": known_number(logged.weight_kg),
        "began": logged.began.isoformat(timespec="seconds") if logged.dated else None,
        "workout": place.workout,
        "workout_set": place.number,
    }
