"""The options of `posecoach analyze`, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

from posecoach.cli.options import csv_option, json_option, place, unit_option, weight_option

FOLDER = "(a folder for several videos)"
READING_PANEL, TABLES_PANEL, PICTURES_PANEL, LOGS_PANEL, SPEED_PANEL = (
    "Which part, and how it lies",
    "Tables",
    "Pictures",
    "For other programs",
    "Speed",
)

PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", parser=place, help="Videos, folders of them, or .npz recordings."),
]

ExerciseOption = Annotated[
    str,
    typer.Option("--exercise", "-e", metavar="NAME", help="The exercise: auto, a name, or a .toml file."),
]

VariantOption = Annotated[str, typer.Option(help="The variant asked for; its rules are checked as well.")]

RoutineOption = Annotated[
    str,
    typer.Option(metavar="NAME", help="Compare with a routine: a name or a .toml file."),
]

StartOption = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="TIME",
        show_default=False,
        help="Begin here: 1:20, 80, or -30 for the last 30 seconds.",
        rich_help_panel=READING_PANEL,
    ),
]

EndOption = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="TIME",
        show_default=False,
        help="End here.",
        rich_help_panel=READING_PANEL,
    ),
]

SpeedOption = Annotated[
    float | None,
    typer.Option(
        metavar="FACTOR",
        help="How fast it plays: 0.25 for slow motion of a quarter. By default what the file says.",
        rich_help_panel=READING_PANEL,
    ),
]

RotateOption = Annotated[
    str,
    typer.Option(
        metavar="DEGREES",
        help="Turn the picture clockwise: 0, 90, 180, 270, or auto.",
        rich_help_panel=READING_PANEL,
    ),
]

MirrorOption = Annotated[
    bool,
    typer.Option("--mirror", help="The picture is mirrored: put it right.", rich_help_panel=READING_PANEL),
]

TrackOption = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=0,
        help="Which video track, from 0; by default the one that moves.",
        rich_help_panel=READING_PANEL,
    ),
]

PersonOption = Annotated[
    str,
    typer.Option(
        metavar="WHO",
        show_default=False,
        help="Whom to follow of several people: left, middle, right, or a number from the left.",
        rich_help_panel=READING_PANEL,
    ),
]

EveryoneOption = Annotated[
    bool,
    typer.Option(
        "--everyone",
        help="Count everybody in the picture: one row a set, with the person's number from the left.",
        rich_help_panel=READING_PANEL,
    ),
]

CsvOption = Annotated[Path | None, csv_option(TABLES_PANEL)]

RepsOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="One row a movement, counted or not.", rich_help_panel=TABLES_PANEL),
]

JsonOption = Annotated[Path | None, json_option(TABLES_PANEL)]

XlsxOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A spreadsheet with charts (.xlsx); needs: pip install xlsxwriter.",
        rich_help_panel=TABLES_PANEL,
    ),
]

CsvStyleOption = Annotated[
    str,
    typer.Option(
        metavar="STYLE",
        help="excel-eu: CSV with semicolons and decimal commas, for spreadsheets in most of Europe.",
        rich_help_panel=TABLES_PANEL,
    ),
]

ReportOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="An HTML page: plots, key frames, tempo, form.",
        rich_help_panel=PICTURES_PANEL,
    ),
]

VideoOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=f"The video with skeleton, count and cues drawn in, .mp4 {FOLDER}.",
        rich_help_panel=PICTURES_PANEL,
    ),
]

EmbedOption = Annotated[
    bool,
    typer.Option(
        "--embed",
        help="The --video inside the --report: one file to send.",
        rich_help_panel=PICTURES_PANEL,
    ),
]

NoImagesOption = Annotated[
    bool,
    typer.Option("--no-images", help="Leave key frames out of the report.", rich_help_panel=PICTURES_PANEL),
]

LandmarksOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help=f"The landmarks as an .npz recording {FOLDER}.", rich_help_panel=LOGS_PANEL
    ),
]

ExportOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND[=FILE]",
        help="strong, hevy, liftlog, fitnotes: sets for these logs; tidy, angles: landmarks or measures as CSV; trc, mot: for OpenSim; c3d: for motion capture, needs: pip install ezc3d. May be given several times.",
        rich_help_panel=LOGS_PANEL,
    ),
]

WeightOption = Annotated[list[str] | None, weight_option(LOGS_PANEL)]

UnitOption = Annotated[str, unit_option(LOGS_PANEL)]

GapOption = Annotated[
    str,
    typer.Option(
        metavar="TIME",
        help="Clips filmed within this time of each other are one workout.",
        rich_help_panel=LOGS_PANEL,
    ),
]

OutOption = Annotated[Path | None, typer.Option(metavar="DIR", help="Write all of these into a folder.")]

ForceOption = Annotated[bool, typer.Option("--force", help="Replace files that are there already.")]

SaveOption = Annotated[bool, typer.Option("--save", help="Save the sessions in the history.")]

JobsOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Processes at once; one a core by default.", rich_help_panel=SPEED_PANEL
    ),
]

EveryFrameOption = Annotated[
    bool,
    typer.Option(
        "--every-frame",
        help="Track all frames, not as many as the movement needs.",
        rich_help_panel=SPEED_PANEL,
    ),
]

CacheOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep landmarks here: a video is tracked once, and an interrupted batch goes on.",
        rich_help_panel=SPEED_PANEL,
    ),
]

ClusterOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Have a Dask cluster do the work: the scheduler's tcp://host:8786.",
        rich_help_panel=SPEED_PANEL,
    ),
]

StrictOption = Annotated[
    bool, typer.Option("--strict", help="Fail where a clip is damaged, though it could be read.")
]

QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no table and no progress.")]
