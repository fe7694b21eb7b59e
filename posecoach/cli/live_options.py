"""The options of `posecoach live`, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

from posecoach.cli.options import csv_option, json_option, unit_option, weight_option

PLAN, CAMERA, RESULTS = "What to do", "Camera and screen", "Results"

DEFAULT_REST_S = 60.0
"""s between two sets where nothing else is asked for."""

ExerciseOption = Annotated[
    str,
    typer.Option(
        "--exercise", "-e", metavar="NAME", help="auto, a name, or a .toml file.", rich_help_panel=PLAN
    ),
]

VariantOption = Annotated[
    str, typer.Option(help="The variant asked for; its rules are then checked.", rich_help_panel=PLAN)
]

RepsOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="N|FILE",
        help="How many repetitions a set has: 10, or 8-12. A file's name, as in analyze: one row a movement goes there.",
        rich_help_panel=PLAN,
    ),
]

SecondsOption = Annotated[
    float,
    typer.Option(
        min=0,
        help="How long a hold lasts, on each side; the exercise's own goal by default.",
        show_default=False,
        rich_help_panel=PLAN,
    ),
]

SetsOption = Annotated[
    int,
    typer.Option(
        min=0,
        help="How many sets. By default one with --reps or --seconds, else as many as you do.",
        show_default=False,
        rich_help_panel=PLAN,
    ),
]

RestOption = Annotated[
    float | None,
    typer.Option(
        min=0,
        help=f"Seconds of rest between sets; {DEFAULT_REST_S:.0f} where nothing is said.",
        show_default=False,
        rich_help_panel=PLAN,
    ),
]

RoutineOption = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="A routine, or its .toml file; see: posecoach routines", rich_help_panel=PLAN
    ),
]

SourceOption = Annotated[
    str,
    typer.Option(
        "--source",
        "-s",
        metavar="WHICH",
        help="A camera's number or name, a URL (rtsp, http), or a video to rehearse with.",
        rich_help_panel=CAMERA,
    ),
]

RotateOption = Annotated[
    str,
    typer.Option(
        metavar="DEGREES",
        help="Turn the picture clockwise: 0, 90, 180, 270; auto finds out by one who stands there.",
        rich_help_panel=CAMERA,
    ),
]

MirrorOption = Annotated[
    bool,
    typer.Option(
        "--mirror", help="The camera itself mirrors its picture: put it right.", rich_help_panel=CAMERA
    ),
]

WindowedOption = Annotated[
    bool,
    typer.Option("--windowed", help="Open a window; else it fills the screen.", rich_help_panel=CAMERA),
]

FullscreenOption = Annotated[bool, typer.Option("--fullscreen", "-f", hidden=True)]

NoMirrorOption = Annotated[
    bool, typer.Option("--no-mirror", help="Show it as the camera sees it.", rich_help_panel=CAMERA)
]

NoWindowOption = Annotated[
    bool, typer.Option("--no-window", help="A line in the terminal, and sound.", rich_help_panel=CAMERA)
]

ShareOption = Annotated[
    bool,
    typer.Option("--share", help="A page mirrors the screen, on this computer only.", rich_help_panel=CAMERA),
]

ShareAtOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Share on this address, for a phone or a TV; 0.0.0.0 is all of this computer's.",
        rich_help_panel=CAMERA,
    ),
]

QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="No sound, no voice.", rich_help_panel=CAMERA)
]

NoVoiceOption = Annotated[bool, typer.Option("--no-voice", help="Tones only.", rich_help_panel=CAMERA)]

VoiceOption = Annotated[
    str,
    typer.Option(metavar="NAME", help="The voice that speaks: part of its name.", rich_help_panel=CAMERA),
]

LangOption = Annotated[
    str,
    typer.Option(metavar="en|de", help="Language of the screen and the voice.", rich_help_panel=CAMERA),
]

CsvOption = Annotated[Path | None, csv_option(RESULTS)]

JsonOption = Annotated[Path | None, json_option(RESULTS)]

VideoOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The session as a video, with everything drawn in, .mp4.",
        rich_help_panel=RESULTS,
    ),
]

LandmarksOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The landmarks, as an .npz recording.", rich_help_panel=RESULTS),
]

ExportOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND[=FILE]",
        help="strong, hevy, liftlog, fitnotes: the day's workouts for these logs.",
        rich_help_panel=RESULTS,
    ),
]

WeightOption = Annotated[list[str] | None, weight_option(RESULTS)]

UnitOption = Annotated[str, unit_option(RESULTS)]

NoSaveOption = Annotated[
    bool, typer.Option("--no-save", help="Leave the history as it is.", rich_help_panel=RESULTS)
]

FastOption = Annotated[bool, typer.Option("--fast", hidden=True)]
