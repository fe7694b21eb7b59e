"""Every error that a user can fix. Each message is one line: what, where, and the way out.

PosecoachError
├── ExerciseError
├── SourceError
├── TrackerError
├── OutputError
├── ConfigError
├── HistoryError
└── batch.workers: WorkerDiedError, DefectError; batch.dask_cluster: ClusterError
"""


class PosecoachError(Exception):
    """An error that the user can fix; its text is all they need to see."""


class ExerciseError(PosecoachError):
    """An exercise or routine is unknown, or its file has a mistake."""


class SourceError(PosecoachError):
    """A video, camera or recording cannot be read."""


class TrackerError(PosecoachError):
    """The pose model cannot be loaded or run."""


class OutputError(PosecoachError):
    """A result cannot be written."""


class ConfigError(PosecoachError):
    """A file of defaults, posecoach.toml, has a mistake."""


class HistoryError(PosecoachError):
    """The history cannot be read or written."""


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text, or its kind where it has none: libraries write whole pages."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
