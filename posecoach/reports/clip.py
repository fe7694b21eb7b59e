"""One clip of a report, which a command collects whether or not a report is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TID251 - a type; no clock is asked

from posecoach.core.session.record import Record


@dataclass(frozen=True, slots=True)
class ReportClip:
    """One clip of a report.

    Attributes:
        record: what happened.
        stills: JPEG pictures, by the moment they show, s.
        video: address of the annotated video: relative to the page, or `data:`; empty where there is none.
        title: its name; its source's otherwise.
        when: local time at which it was filmed; None where that is not known.
        dated: whether the clip itself told that time.
    """

    record: Record
    stills: Mapping[float, bytes] = field(default_factory=dict)
    video: str = ""
    title: str = ""
    when: datetime | None = None
    dated: bool = False
