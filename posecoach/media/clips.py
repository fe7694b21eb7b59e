"""Finds the videos and recordings that paths and folders name."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from posecoach.errors import SourceError
from posecoach.media.provenance import is_ours
from posecoach.media.signatures import is_video

RECORDING = ".npz"
VIDEOS = frozenset(
    {".3g2", ".3gp", ".asf", ".avi", ".divx", ".dv", ".f4v", ".flv", ".gif", ".insv", ".lrv", ".m2t", ".m2ts"}
    | {
        ".m2v",
        ".m4v",
        ".mkv",
        ".mod",
        ".mov",
        ".mp4",
        ".mpeg",
        ".mpg",
        ".mpv",
        ".mts",
        ".mxf",
        ".ogm",
        ".ogv",
    }
    | {".qt", ".rm", ".rmvb", ".tod", ".ts", ".vob", ".webm", ".wmv", ".wtv"}
)
"""Endings by which a folder's videos are known; others are known by how they begin."""

NO_VIDEOS = frozenset(
    {".bmp", ".csv", ".heic", ".html", ".jpeg", ".jpg", ".json", ".m4a", ".md", ".mp3", ".pdf", ".png", ".py"}
    | {".srt", ".svg", ".toml", ".txt", ".wav", ".xlsx", ".xml", ".zip"}
)
"""Endings of files that are not looked into."""

SETTINGS = "posecoach.toml"
"""Name of the file with defaults of options that may lie beside clips."""

KINDS_TOLD = 4
"""Endings that are named of files that are passed over."""

MADE = (".annotated.mp4", ".landmarks.npz")
"""Endings of the films and recordings that posecoach puts beside a clip, under its name."""

NUMBER = re.compile(r"-\d+$")
"""The sign that tells the results of clips of one name apart."""

CACHED_NAME = re.compile(r"[0-9a-f]{32}(-[0-9.]+-[0-9a-z.]+)?\.npz")
"""Pattern of the names of cached landmarks, which lie there with a .json of the same name."""


def display_path(path: Path) -> str:
    """A path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_clips(
    paths: Sequence[Path],
    warn: Callable[[SourceError], None] = lambda _error: None,
    note: Callable[[str], None] = lambda _text: None,
) -> list[Path]:
    """The clips that paths name: files as they are, folders by the videos and recordings in them.

    Folders are walked to their depth, in the order of names, past whatever is hidden, and past what
    posecoach itself has made of other clips there. Each clip is given once, where it is met first. A
    file that is not there is found out when it is opened, so that the others are still done.

    Args:
        paths: files and folders.
        warn: told of folders within these that cannot be read, so that the others are still done.
        note: told how many files of a folder are passed over.

    Raises:
        SourceError: a folder cannot be read, or holds no video and no recording.
    """
    clips: dict[tuple[int, int] | str, Path] = {}
    for path in paths:
        found = _files_in(path, warn, note) if os.path.isdir(path) else [path]  # noqa: PTH112 - False for what may not be looked at
        for each in found:
            clips.setdefault(_identity(each), each)
    return list(clips.values())


def _identity(path: Path) -> tuple[int, int] | str:
    """Return what is the same for two names of one file: links of both kinds."""
    try:
        state = path.stat()
    except (OSError, ValueError, RuntimeError):
        return os.path.abspath(path)  # noqa: PTH100 - a link that leads to itself cannot be resolved
    return (state.st_dev, state.st_ino) if state.st_ino else os.path.realpath(path)


def _files_in(folder: Path, warn: Callable[[SourceError], None], note: Callable[[str], None]) -> list[Path]:
    others: Counter[str] = Counter()
    found = sorted(_media(folder, warn, others))
    clips: dict[str, list[Path]] = {}
    for path in found:
        clips.setdefault(path.stem.casefold(), []).append(path)
    theirs = [path for path in found if not _made(path, clips)]
    if others and theirs:
        kinds = [ending or "no ending" for ending, _ in others.most_common(KINDS_TOLD)]
        more = ", ..." if len(others) > KINDS_TOLD else ""
        count = others.total()
        note(f"{folder}: passed over {count} {'file' if count == 1 else 'files'} ({', '.join(kinds)}{more})")
    if not theirs:
        beside = " but what posecoach made, which is counted where it is named itself" if found else ""
        raise SourceError(f"{folder}: there is no video and no recording in this folder{beside}")
    return theirs


def _media(folder: Path, warn: Callable[[SourceError], None], others: "Counter[str]") -> Iterator[Path]:
    """Every file in a folder that is a video or a recording, hidden ones aside; counts the others by ending."""

    def unread(error: OSError) -> None:
        trouble = SourceError(f"{error.filename}: cannot be read: {error.strerror}")
        if Path(error.filename) == folder:
            raise trouble
        warn(trouble)

    for place, folders, files in os.walk(folder, onerror=unread):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in files:
            path = Path(place, name)
            ending = path.suffix.lower()
            if name.startswith(".") or not os.path.isfile(path):  # noqa: PTH113 - as above
                continue
            if name == SETTINGS:
                continue
            known = ending in VIDEOS or ending == RECORDING
            if known or (ending not in NO_VIDEOS and is_video(path)):
                yield path
            else:
                others[ending] += 1


def _made(path: Path, clips: Mapping[str, Sequence[Path]]) -> bool:
    """Return whether posecoach has made a file: of one of these clips, given by their stems, or a film, of any."""
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
