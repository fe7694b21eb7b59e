"""Where frames come from."""

from collections.abc import Sequence
from pathlib import Path

from posecoach.errors import SourceError

RECORDING = ".npz"
VIDEOS = frozenset(
    {".3g2", ".3gp", ".avi", ".flv", ".gif", ".m2ts", ".m4v", ".mkv", ".mov"}
    | {".mp4", ".mpeg", ".mpg", ".mts", ".ogv", ".qt", ".ts", ".webm", ".wmv"}
)
"""Endings by which a folder's videos are known. A file that is named may have any."""


def find_clips(paths: Sequence[Path]) -> list[Path]:
    """The clips that paths name: files as they are, folders by the videos and recordings in them.

    Folders are walked to their depth, in the order of names, past whatever is hidden. Each clip is
    given once, where it is met first. A file that is not there is found out when it is opened, so
    that the others are still done.

    Raises:
        SourceError: a folder holds no video and no recording.
    """
    clips: dict[Path, Path] = {}
    for path in paths:
        found = _within(path) if path.is_dir() else [path]
        if not found:
            raise SourceError(f"{path}: there is no video and no recording in this folder")
        for each in found:
            clips.setdefault(each.resolve(), each)
    return list(clips.values())


def _within(folder: Path) -> list[Path]:
    wanted = VIDEOS | {RECORDING}
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in wanted
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
