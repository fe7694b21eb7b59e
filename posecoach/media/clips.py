"""Which videos and recordings paths and folders name."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from posecoach.errors import SourceError
from posecoach.media.provenance import is_ours

RECORDING = ".npz"
VIDEOS = frozenset(
    {".3g2", ".3gp", ".avi", ".flv", ".gif", ".m2ts", ".m4v", ".mkv", ".mov"}
    | {".mp4", ".mpeg", ".mpg", ".mts", ".ogv", ".qt", ".ts", ".webm", ".wmv"}
)
"""Endings by which a folder's videos are known. A file that is named may have any."""


MADE = (".annotated.mp4", ".landmarks.npz")
"""How the films and recordings end that posecoach puts beside a clip, under its name."""

NUMBER = re.compile(r"-\d+$")
"""What tells the results of clips of one name apart."""

CACHED_NAME = re.compile(r"[0-9a-f]{32}(-[0-9.]+-[0-9a-z.]+)?\.npz")
"""What a cache names its landmarks, which lie there with a .json of the same name."""


def display_path(path: Path) -> str:
    """A path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_clips(
    paths: Sequence[Path], warn: Callable[[SourceError], None] = lambda _error: None
) -> list[Path]:
    """The clips that paths name: files as they are, folders by the videos and recordings in them.

    Folders are walked to their depth, in the order of names, past whatever is hidden, and past what
    posecoach itself has made of other clips there. Each clip is given once, where it is met first. A
    file that is not there is found out when it is opened, so that the others are still done.

    Args:
        paths: files and folders.
        warn: told of folders within these that cannot be read, so that the others are still done.

    Raises:
        SourceError: a folder cannot be read, or holds no video and no recording.
    """
    clips: dict[Path, Path] = {}
    for path in paths:
        found = _within(path, warn) if os.path.isdir(path) else [path]  # noqa: PTH112 - False for what may not be looked at
        for each in found:
            clips.setdefault(Path(os.path.realpath(each)), each)
    return list(clips.values())


def _within(folder: Path, warn: Callable[[SourceError], None]) -> list[Path]:
    found = sorted(_media(folder, warn))
    clips: dict[str, list[Path]] = {}
    for path in found:
        clips.setdefault(path.stem.casefold(), []).append(path)
    theirs = [path for path in found if not _made(path, clips)]
    if not theirs:
        beside = " but what posecoach made, which is counted where it is named itself" if found else ""
        raise SourceError(f"{folder}: there is no video and no recording in this folder{beside}")
    return theirs


def _media(folder: Path, warn: Callable[[SourceError], None]) -> Iterator[Path]:
    """Every file in a folder that is a video or a recording by its name, hidden ones aside."""

    def unread(error: OSError) -> None:
        trouble = SourceError(f"{error.filename}: cannot be read: {error.strerror}")
        if Path(error.filename) == folder:
            raise trouble
        warn(trouble)

    for place, folders, files in os.walk(folder, onerror=unread):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in files:
            path = Path(place, name)
            wanted = path.suffix.lower() in VIDEOS | {RECORDING} and not name.startswith(".")
            if wanted and os.path.isfile(path):  # noqa: PTH113 - as above
                yield path


def _made(path: Path, clips: Mapping[str, Sequence[Path]]) -> bool:
    """Whether posecoach has made a file: of one of these clips, given by their stems, or a film, of any."""
    if CACHED_NAME.fullmatch(path.name) and path.with_suffix(".json").is_file():
        return True
    if any(path.name.endswith(each) and _of(path.name.removesuffix(each), clips) for each in MADE):
        return True
    if path.suffix.lower() != RECORDING:
        return is_ours(path)
    # `--landmarks` gives what it makes of a clip the clip's own name, in its folder or in one within.
    return any(path.is_relative_to(each.parent) for each in _films(_of(path.stem, clips)))


def _of(name: str, clips: Mapping[str, Sequence[Path]]) -> Sequence[Path]:
    """The clips whose results bear a name: their own, or, where films share one, that with a number behind it."""
    name = name.casefold()
    shared = _films(clips.get(NUMBER.sub("", name), ()))
    return [*clips.get(name, ()), *(shared if len(shared) > 1 else ())]


def _films(clips: Sequence[Path]) -> Sequence[Path]:
    return [each for each in clips if each.suffix.lower() != RECORDING]
