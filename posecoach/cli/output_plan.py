"""Output files of an analysis: which ones, and under which names."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.errors import OutputError
from posecoach.media import atomic_write
from posecoach.media.options import WHOLE, ReadOptions

if TYPE_CHECKING:
    from posecoach.reports.exports import Unit

FILM = ".annotated.mp4"

FILMS = ("", ".mp4", ".m4v")
"""Endings that a film's name may have."""

RECORDING_ENDING = ".npz"


PAGE_ENDINGS = ("", ".html", ".htm")

STYLES = ("excel-eu",)
"""Styles that `--csv-style` takes."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """Settings of workouts and training logs.

    Attributes:
        weights: kg by exercise; under "" that of all others.
        unit: of weights in the logs.
        gap_s: s without a set after which another workout begins.
        style: of CSV tables: empty, or one of `STYLES`.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    unit: "Unit" = "kgs"
    gap_s: float = 3600.0
    style: str = ""


@dataclass(slots=True)
class OutputPlan:
    """Every file that is wanted.

    Attributes:
        tables: all clips in one file, by kind: a name of `SESSION_WRITERS`.
        films, recordings: one file a clip, by the clip.
        tracks: one file a clip, by kind, a name of `TRACK_WRITERS`, and by the clip.
        replace: kinds whose file may be there already.
        renew: kinds whose file may be there already if posecoach made it.
        images: whether the report has key frames.
        embed: whether the report has the films inside.
        save: whether the sessions go into the history.
        logs: settings of workouts and training logs.
        reading: which part of each clip was looked at, and how its picture lies.
    """

    tables: dict[str, Path] = field(default_factory=dict)
    films: dict[Path, Path] = field(default_factory=dict)
    recordings: dict[Path, Path] = field(default_factory=dict)
    tracks: dict[str, dict[Path, Path]] = field(default_factory=dict)
    replace: frozenset[str] = frozenset()
    renew: frozenset[str] = frozenset()
    images: bool = True
    embed: bool = False
    save: bool = False
    logs: LogSettings = field(default_factory=LogSettings)
    reading: ReadOptions = WHOLE

    def check(self, clips: Iterable[Path], *, force: bool) -> None:
        """Check, before long work, that everything can be written.

        Raises:
            OutputError: something cannot, would replace a file unasked, or is one of the clips.
            HistoryError: the history cannot.
        """
        sources = {os.path.realpath(clip) for clip in clips}
        per_clip = {"video": self.films, "landmarks": self.recordings, **self.tracks}
        wanted = list(self.tables.items())
        wanted += [(kind, path) for kind, files in per_clip.items() for path in files.values()]
        if sum(str(path) == "-" for path in self.tables.values()) > 1:
            raise OutputError("- is named for two results; choose a file for one")
        kinds: dict[str, str] = {}
        for kind, path in wanted:
            if kind == "xlsx":
                _check_workbook(path)
            if str(path) == "-":
                continue
            if os.path.realpath(path) in sources:
                raise OutputError(f"{path}: is the clip itself; choose another place")
            if kinds.setdefault(os.path.realpath(path), kind) != kind:
                raise OutputError(f"{path}: is named for two results; choose another place for one")
            if kind == "video":
                check_film(path)
            own = _own(kind) if kind in self.renew else None
            atomic_write.check(path, force=force or kind in self.replace, own=own)
            if kind == "report":
                check_page(path)
        if self.save:
            from posecoach.history import History

            History().check()

    def check_everyone(self, person: str, routine: str, *, wanted: bool) -> None:
        """Check that nothing is asked for that is of one person, where everybody is wanted.

        Raises:
            OutputError: something is.
        """
        from posecoach.reports.exports import LOGS

        options = {
            "--person": bool(person),
            "--routine": bool(routine),
            "--video": bool(self.films),
            "--landmarks": bool(self.recordings),
            "--export": bool(self.tracks) or any(kind in LOGS for kind in self.tables),
            "--save": self.save,
        }
        for option, there in options.items():
            if wanted and there:
                raise OutputError(f"{option} is of one person: leave out --everyone, or {option}")

    @property
    def talks(self) -> bool:
        """True where a result goes to the standard output, which then has nothing else."""
        return any(str(path) == "-" for path in self.tables.values())


def _check_workbook(path: Path) -> None:
    """Check that a spreadsheet can be written, and is named as one.

    Raises:
        OutputError: it cannot, or is not.
    """
    if str(path) == "-":
        raise OutputError("--xlsx -: a spreadsheet does not go to a terminal; name a file")
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{path}: a spreadsheet ends in .xlsx; name it {path.with_suffix('.xlsx').name}")
    if not writable("xlsx"):
        raise OutputError("--xlsx needs the package XlsxWriter; install it: pip install xlsxwriter")


LIBRARIES = {"xlsx": "xlsxwriter", "c3d": "ezc3d"}
"""Libraries that write a kind of result, where it needs one that does not come with posecoach."""


def writable(kind: str) -> bool:
    """Return whether the library that writes a kind of result is installed."""
    return kind not in LIBRARIES or find_spec(LIBRARIES[kind]) is not None


def check_page(path: Path | None) -> None:
    """Check that a report's name says that it is a web page.

    Raises:
        OutputError: it names another format.
    """
    if path is not None and str(path) != "-" and path.suffix.lower() not in PAGE_ENDINGS:
        raise OutputError(f"{path}: a report is a web page; name it {path.with_suffix('.html').name}")


def check_film(path: Path) -> None:
    """Check that a film's name says that it is MP4.

    Raises:
        OutputError: it names another format.
    """
    if path.suffix.lower() not in FILMS:
        raise OutputError(f"{path}: films are written as MP4; name it {path.with_suffix('.mp4').name}")


def _own(kind: str) -> Callable[[Path], bool]:
    """Return the test for reports, or films, that posecoach made."""
    if kind == "video":
        from posecoach.media.provenance import is_ours as film_is_ours

        return film_is_ours
    from posecoach.reports.page import is_ours

    return is_ours


def per_clip(place: Path | None, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """Return one file a clip: the place itself for a single clip, files in that folder for several.

    Raises:
        OutputError: it is to be a folder, and has the name of a file.
    """
    if place is None:
        return {}
    there = os.path.isdir(place)  # noqa: PTH112 - False for what may not be looked at
    if len(clips) == 1 and not there:
        return {clips[0]: place}
    if not there and place.suffix.lower() in (*FILMS[1:], RECORDING_ENDING):
        raise OutputError(f"{place}: {len(clips)} clips need a folder; name one, such as {place.stem}/")
    return in_folder(atomic_write.folder(place), clips, ending)


def in_folder(folder: Path, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """Return a file in a folder for each clip, by the clip's name, with a number where two share one."""
    made: dict[Path, Path] = {}
    used: set[str] = set()
    for clip in clips:
        name, number = clip.stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{clip.stem}-{number}"
        used.add(name.casefold())
        made[clip] = folder / f"{name}{ending}"
    return made


def everything(plan: OutputPlan, folder: Path, clips: Sequence[Path], *, everyone: bool = False) -> None:
    """Add to a plan all results that have no place yet, under sensible names in a folder.

    Args:
        plan: what is wanted.
        folder: where the files go.
        clips: the videos and recordings.
        everyone: leave out what is of one person.
    """
    from posecoach.reports.exports import LOGS
    from posecoach.reports.registry import SESSION_WRITERS, TRACK_WRITERS

    atomic_write.folder(folder)
    for kind, writer in SESSION_WRITERS.items():
        unasked = kind == "fitnotes" or not writable(kind) or (everyone and kind in LOGS)
        if kind not in plan.tables and not unasked:
            plan.tables[kind] = folder / writer.name
            plan.replace -= {kind}
            plan.renew -= {kind}
    if everyone:
        return
    films = [clip for clip in clips if clip.suffix.lower() != RECORDING_ENDING]
    if not plan.films:
        plan.films = in_folder(folder, films, FILM)
        plan.renew -= {"video"}
    if not plan.recordings:
        plan.recordings = in_folder(folder, films, ".landmarks.npz")
        plan.replace -= {"landmarks"}
    for kind, track_writer in TRACK_WRITERS.items():
        if not writable(kind):
            continue
        plan.tracks.setdefault(kind, in_folder(folder, clips, track_writer.ending))


def add_export(plan: OutputPlan, wanted: str, clips: Sequence[Path], folder: Path) -> None:
    """Add the file of `--export KIND[=FILE]` to a plan.

    Raises:
        OutputError: there is no such kind.
    """
    from posecoach.reports.exports import LOGS
    from posecoach.reports.registry import SESSION_WRITERS, TRACK_WRITERS

    kind, _, named = wanted.partition("=")
    if kind in LOGS:
        plan.tables[kind] = Path(named) if named else folder / SESSION_WRITERS[kind].name
        return
    if kind not in TRACK_WRITERS:
        known = ", ".join((*LOGS, *TRACK_WRITERS))
        raise OutputError(f"--export: no kind {kind!r}; it is one of {known}")
    if wanted == "c3d=-":
        raise OutputError("--export c3d=-: C3D does not go to a terminal; name a file")
    if not writable(kind):
        package = LIBRARIES[kind]
        raise OutputError(f"--export {kind} needs the package {package}; install it: pip install {package}")
    ending = TRACK_WRITERS[kind].ending
    plan.tracks[kind] = per_clip(Path(named), clips, ending) if named else in_folder(folder, clips, ending)
