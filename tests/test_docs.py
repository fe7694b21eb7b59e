"""The documentation names what is there: every command, option, column, field and public name, and no other."""

import ast
import contextlib
import dataclasses
import importlib
import json
import re
import shlex
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml

import posecoach
from posecoach.cli import history_csv
from posecoach.core import exercise
from posecoach.core.pose.measures import MEASURES, VIEWS
from posecoach.doctor import PYTHON
from posecoach.reports import exports, landmark_export, table
from posecoach.tracking import landmarks_io
from tests.pages import (
    COMMANDS,
    DOCS,
    EXAMPLES,
    LINES,
    PAGES,
    ROOT,
    blocks,
    first_cells,
    parsed,
    section,
    shell_lines,
    text,
)


def test_every_example_is_tested_and_linked():
    there = {path.name for path in (EXAMPLES).iterdir() if path.is_file()}
    linked = {name for page in PAGES for name in re.findall(r"examples/(\w+\.\w+)\)", text(page))}
    assert there == linked
    for name in there:
        assert f'"{name}"' in text(Path(__file__).with_name("test_docs_run.py")) or name.endswith(".toml")


def test_the_example_files_stand_in_the_page_as_they_are():
    shown = [block.strip() for block in blocks(DOCS / "exercise-format.md", "toml")]
    assert shown == [text(EXAMPLES / name).strip() for name in ("good_morning.toml", "legs.toml")]


def walk(command, name=""):
    yield name.strip(), command
    for word, child in getattr(command, "commands", {}).items():
        yield from walk(child, f"{name} {word}")


def options(command):
    return {
        max(p.opts, key=len)
        for p in command.params
        if p.param_type_name == "option" and not getattr(p, "hidden", False)
    } - {"--help"}


@pytest.mark.parametrize("name", [name for name, _ in walk(COMMANDS) if not name.startswith("history ")])
def test_every_command_and_option_is_documented_and_no_other(name):
    command = dict(walk(COMMANDS))[name]
    part = section("commands.md", f"## posecoach {name}".strip())
    if name == "history":
        assert all(f"`history {word}" in part for word in command.commands)
        part = part.split("| command |", 1)[0]
    documented = {word for cell in first_cells(part) for word in re.findall(r"--[\w-]+", cell)}
    assert documented == options(command)


@pytest.mark.parametrize("name", [name for name, _ in walk(COMMANDS) if name.startswith("history ")])
def test_every_option_of_a_history_command_is_documented_and_no_other(name):
    (row,) = re.findall(rf"^\| `{name}[ `].*$", text(DOCS / "commands.md"), re.MULTILINE)
    assert set(re.findall(r"--[\w-]+", row)) == options(dict(walk(COMMANDS))[name])


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("## One row a set", table.SET_COLUMNS),
        ("## One row a movement", (*table.REP_COLUMNS, *table.REP_ENDING)),
        ("## The history as CSV", history_csv.HISTORY_COLUMNS),
    ],
)
def test_every_column_is_documented_and_no_other(heading, columns):
    assert sorted(first_cells(section("results.md", heading))) == sorted(columns)


def test_every_json_field_is_documented_and_no_other():
    schema = json.loads(text(Path(posecoach.__file__).parent / "reports" / "session.schema.json"))
    parts = re.split(r"^Of a \w+:$", section("results.md", "## Everything as JSON"), flags=re.MULTILINE)
    forms = [schema, *(schema["$defs"][name] for name in ("session", "set", "movement", "hold"))]
    assert len(schema["$defs"]) == 4
    for part, form in zip(parts, forms, strict=True):
        assert sorted(first_cells(part)) == sorted(form["properties"])


def test_every_array_of_a_recording_is_documented():
    assert sorted(first_cells(section("results.md", "## Landmarks"))) == sorted(landmarks_io.RECORDING_KEYS)


def test_every_export_is_documented():
    part = section("results.md", "## For other programs")
    assert first_cells(part)[:3] == ["strong", "hevy", "liftlog"]
    for name, columns in (("strong", exports.STRONG), ("hevy", exports.HEVY), ("liftlog", exports.FITNOTES)):
        assert f"`{name}`: `{','.join(columns)}`" in " ".join(part.split())
    (row,) = [line for line in part.splitlines() if line.startswith("| `tidy`")]
    assert re.findall(r"`(\w+)`", row)[1:] == list(landmark_export.TIDY)


TABLES = {
    "## The exercise": exercise.Exercise,
    "## `[signal]`": exercise.Signal,
    "## `[[position]]`": exercise.Position,
    "## `[[motion]]`": exercise.Motion,
    "## `[depth]`": exercise.Depth,
    "## `[[variant]]`": exercise.Variant,
    "## `[[rule]]`": exercise.Rule,
    "## `[tempo]`": exercise.Tempo,
}
IN_TABLES = {"signal", "positions", "prelude", "motions", "depth", "variants", "rules", "tempo"}


@pytest.mark.parametrize("heading", TABLES)
def test_every_field_of_an_exercise_file_is_documented_and_no_other(heading):
    fields = [field.name for field in dataclasses.fields(TABLES[heading])]
    if TABLES[heading] is exercise.Exercise:
        fields = [name for name in fields if name not in IN_TABLES]
    assert sorted(first_cells(section("exercise-format.md", heading))) == sorted(fields)


def test_every_field_of_a_routine_is_documented():
    part = section("exercise-format.md", "## A routine")
    legs = tomllib.loads(text(EXAMPLES / "legs.toml"))
    top, _, item = part.partition("and in each `[[item]]`")
    assert first_cells(top) == ["name", "title", "about"]
    assert first_cells(item) == ["exercise", "variant", "sets", "reps", "seconds", "rest", "tempo", "breath"]
    assert {key for each in legs["item"] for key in each} <= set(first_cells(item))


def test_every_measure_is_documented_with_its_unit_and_views():
    rows = re.findall(
        r"^\| `(\w+)` \| (\w+) \| ([^|]+) \|", section("exercise-format.md", "## Measures"), re.MULTILINE
    )
    documented = {name: (unit, views) for name, unit, views in rows}
    order = ("side", "oblique", "front")
    known = {
        each.name: (
            each.unit,
            "any" if each.views == VIEWS else ", ".join(view for view in order if view in each.views),
        )
        for each in MEASURES.values()
    }
    assert documented == known


def test_every_public_name_has_its_place_in_the_python_api():
    named = re.findall(r"^::: posecoach\.(\w+)$", text(DOCS / "python-api.md"), re.MULTILINE)
    assert sorted(named) == sorted(posecoach.__all__)


def test_every_path_that_the_architecture_names_is_there():
    named = re.findall(r"`((?:posecoach|tests|docs|sample_videos)/[\w./]*)`", text(DOCS / "architecture.md"))
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def slug(heading):
    """A heading's anchor, in the site and on the project's page alike."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", text(file), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("python -m tests.bench")])
def test_every_bench_is_there_and_knows_its_options(line):
    _, _, _, *rest = shlex.split(line)
    benches = importlib.import_module("tests.bench.__main__").benches()
    if rest:
        name, *args = rest
        assert name in benches
        code = text(ROOT / "tests" / "bench" / f"{name}.py")
        assert all(f'"{arg}"' in code for arg in args if arg.startswith("--"))


def test_every_nox_session_is_there():
    named = {line.split()[2] for line in LINES if line.startswith("nox -s")}
    tree = ast.parse(text(ROOT / "noxfile.py"))
    there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert named <= there
    assert {"tests", "lint", "types", "docs"} <= there


def test_nox_and_ci_run_the_tests_as_the_readme_does():
    (line,) = [line for line in shell_lines(ROOT / "README.md") if "-m pytest" in line]
    noxfile = text(ROOT / "noxfile.py")
    (parallel,) = re.findall(r"^PARALLEL = (\(.*\))$", noxfile, re.MULTILINE)
    assert line.endswith(f"-m pytest -q {' '.join(ast.literal_eval(parallel))}")
    assert "-m nox --sessions lint types docs" in text(ROOT / ".ci" / "run")


def project():
    return tomllib.loads(text(ROOT / "pyproject.toml"))["project"]


def test_one_opencv_alone_is_all_that_is_asked_for_but_the_second():
    def lines(path):
        return {line for line in text(path).splitlines() if line and not line.startswith("#")}

    wanted = {
        each for each in project()["dependencies"] if not each.startswith(("mediapipe", "opencv-contrib"))
    }
    own = {each for each in metadata.requires("mediapipe") if not each.startswith(("opencv", "numpy"))}
    assert lines(DOCS / "opencv-requirements.txt") == wanted | own
    override = lines(DOCS / "opencv-override.txt")
    tool = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]
    assert list(override) == tool["uv"]["override-dependencies"]
    (mediapipe,) = [each for each in project()["dependencies"] if each.startswith("mediapipe")]
    assert f"'{mediapipe}'" in text(DOCS / "install.md")


def test_one_version_everywhere():
    version = project()["version"]
    assert f"version: {version}\n" in text(ROOT / "CITATION.cff")
    (newest, date) = re.findall(r"^## \[(\d[\d.]*)\] - ([\d-]+)$", text(ROOT / "CHANGELOG.md"), re.MULTILINE)[
        0
    ]
    assert newest == version
    assert f"date-released: {date}\n" in text(ROOT / "CITATION.cff")
    assert "## [Unreleased]" in text(ROOT / "CHANGELOG.md").split(f"## [{version}]")[0]


def test_one_set_of_python_versions_everywhere():
    claimed = [
        each.rsplit(" ", 1)[1] for each in project()["classifiers"] if re.search(r":: Python :: 3\.\d", each)
    ]
    workflow = yaml.safe_load(text(ROOT / ".github" / "workflows" / "test.yml"))
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == claimed
    assert matrix["os"] == ["ubuntu-latest", "windows-latest", "macos-latest"]
    assert f"PYTHONS = ({', '.join(json.dumps(each) for each in claimed)})" in text(ROOT / "noxfile.py")
    last = int(claimed[-1].split(".")[1])
    assert project()["requires-python"] == f">={claimed[0]},<3.{last + 1}"
    assert (tuple(map(int, claimed[0].split("."))), (3, last + 1)) == PYTHON
    for page in (ROOT / "README.md", DOCS / "install.md"):
        assert f"Python {claimed[0]} to {claimed[-1]}" in text(page)


def test_the_readme_is_short():
    assert len(text(ROOT / "README.md").splitlines()) <= 150


@pytest.mark.parametrize("name", ["bug.yml", "idea.yml", "wrong-count.yml"])
def test_issue_forms_are_what_the_project_page_reads(name):
    form = yaml.safe_load(text(ROOT / ".github" / "ISSUE_TEMPLATE" / name))
    assert {"name", "description", "body"} <= form.keys()
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))


def test_help_shows_examples_that_are_understood(capsys):
    with contextlib.suppress(SystemExit):
        COMMANDS.main(["--help"], prog_name="posecoach")
    said = capsys.readouterr().out
    lines = [line.strip() for line in said.splitlines() if line.strip().startswith("posecoach ")]
    assert len(lines) >= 4
    for line in lines:
        assert parsed(shlex.split(line)[1:])
