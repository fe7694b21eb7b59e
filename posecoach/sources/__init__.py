"""Where frames come from."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from posecoach.errors import SourceError

RECORDING = ".npz"
VIDEOS = frozenset(
    {".3g2", ".3gp", ".avi", ".flv", ".gif", ".m2ts", ".m4v", ".mkv", ".mov"}
    | {".mp4", ".mpeg", ".mpg", ".mts", ".ogv", ".qt", ".ts", ".webm", ".wmv"}
)
"""Endings by which a folder's videos are known. A file that is named may have any."""


MADE = (".annotated.mp4", ".landmarks.npz")
"""How the films and recordings end that posecoach puts beside a clip, under its name."""

KEPT = re.compile(r"[0-9a-f]{32}(-[0-9.]+-[0-9a-z.]+)?\.npz")
"""What a cache names its landmarks, which lie there with a .json of the same name."""


def spelled(path: Path) -> str:
    """A path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_clips(paths: Sequence[Path]) -> list[Path]:
    """The clips that paths name: files as they are, folders by the videos and recordings in them.

    Folders are walked to their depth, in the order of names, past whatever is hidden, and past what
    posecoach itself has made of other clips there. Each clip is given once, where it is met first. A
    file that is not there is found out when it is opened, so that the others are still done.

    Raises:
        SourceError: a folder holds no video and no recording.
    """
    clips: dict[Path, Path] = {}
    for path in paths:
        found = _within(path) if os.path.isdir(path) else [path]  # noqa: PTH112 - False for what may not be looked at
        if not found:
            raise SourceError(f"{path}: there is no video and no recording in this folder")
        for each in found:
            clips.setdefault(Path(os.path.realpath(each)), each)
    return list(clips.values())


def _within(folder: Path) -> list[Path]:
    wanted = VIDEOS | {RECORDING}
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in wanted
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and os.path.isfile(path)  # noqa: PTH113 - as above
    )
    clips: dict[str, list[Path]] = {}
    for path in found:
        clips.setdefault(path.stem, []).append(path)
    return [path for path in found if not _made(path, clips)]


def _made(path: Path, clips: Mapping[str, Sequence[Path]]) -> bool:
    """Whether posecoach has made a file of one of these clips, which are given by their stems."""
    if KEPT.fullmatch(path.name) and path.with_suffix(".json").is_file():
        return True
    if any(path.name.endswith(each) and path.name.removesuffix(each) in clips for each in MADE):
        return True
    # `--landmarks` gives what it makes of a clip the clip's own name, in its folder or in one within.
    films = [each for each in clips[path.stem] if each.suffix.lower() != RECORDING]
    return path.suffix.lower() == RECORDING and any(path.is_relative_to(each.parent) for each in films)
