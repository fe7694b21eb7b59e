"""What can go wrong for a user. Each message is one line: what, where, and the way out."""


class PosecoachError(Exception):
    """Something the user can put right; its text is all they need to see."""


class ExerciseError(PosecoachError):
    """An exercise or routine file says something that cannot be."""


class SourceError(PosecoachError):
    """A video, camera or recording cannot be read."""


class TrackerError(PosecoachError):
    """The pose model cannot be loaded or run."""


class OutputError(PosecoachError):
    """A result cannot be written."""


class HistoryError(PosecoachError):
    """The training diary cannot be read or written."""
