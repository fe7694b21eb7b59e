"""Imports keep to the plan of who may import whom."""

import ast
from pathlib import Path

import pytest

import posecoach

HOUSE = Path(posecoach.__file__).parent

EVERYTHING = {"*"}
MAY = {
    "__init__": {
        *("analysis", "batch", "capture", "coach", "core", "errors", "exercises", "history"),
        *("landmark_analysis", "media", "pipeline", "results", "routines", "tracking", "types"),
    },
    "__main__": {"batch", "cli"},
    "errors": set(),
    "types": set(),
    "core": {"errors"},
    "toml_files": {"core", "errors"},
    "exercises": {"core", "toml_files"},
    "routines": {"core", "exercises", "toml_files"},  # a routine is checked against the exercises it names
    "config": {"core", "errors", "toml_files"},
    "media": {"core", "types", "errors"},
    "capture": {"media", "types", "errors"},
    "tracking": {"core", "media", "types", "errors"},
    "words": set(),
    "overlay": {"core", "words"},
    "pipeline": {"core", "types"},
    "reports": {"core", "errors"},
    "sinks": {"core", "types", "media", "overlay", "errors"},
    "live": {"core", "types", "overlay", "pipeline", "words"},
    "history": {"core", "errors"},
    "batch": {"core", "types", "media", "pipeline", "tracking", "errors"},
    "analysis": {"batch", "core", "errors", "exercises", "media", "routines"},
    "landmark_analysis": {"analysis", "batch", "core", "tracking"},
    "coach": {"analysis", "core"},
    "results": {"batch", "core", "errors", "media", "reports", "sinks", "tracking"},
    "doctor": {"errors", "types", "tracking"},
    "camera_check": {"capture", "core", "doctor", "errors", "pipeline", "types"},
    "cli": EVERYTHING,
}
"""The parts of the package that each part may import, itself aside."""

CORE = ("known_names", "pose", "exercise", "exercise_schema", "events", "form", "counting", "session")
"""The parts of core, from the bottom up: each may import those before it."""

PURE = {
    *(
        "__future__",
        "bisect",
        "collections",
        "dataclasses",
        "difflib",
        "enum",
        "functools",
        "itertools",
        "json",
    ),
    *("math", "numpy", "operator", "re", "statistics", "typing"),
}
"""All that core may import from outside: nothing that knows the time, a file, a thread or a camera."""

ALONE = {
    "pandas": {"core/session/record.py", "core/session/record_frames.py"},
    "mediapipe": {"tracking/landmarker.py"},
    "cv2": {"media", "capture", "sinks", "doctor.py"},
    "av": {"media", "capture", "sinks"},
}
"""The only places where these may be named."""

MODULES = sorted(HOUSE.rglob("*.py"))


def imports(path):
    """Full names of all that a module imports, wherever in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def part_of(path):
    return path.relative_to(HOUSE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_module_imports_only_what_its_place_allows(path):
    part = part_of(path)
    allowed = MAY[part]
    used = {name.split(".")[1] for name in imports(path) if name.startswith("posecoach.")}
    if allowed is not EVERYTHING:
        assert used <= allowed | {part}
    assert "cli" not in used or part in {"__main__", "cli"}


def test_every_grant_is_used():
    used = {part: set() for part in MAY}
    for path in MODULES:
        used[part_of(path)] |= {name.split(".")[1] for name in imports(path) if name.startswith("posecoach.")}
    granted = {part: allowed for part, allowed in MAY.items() if allowed is not EVERYTHING}
    assert {part: used[part] - {part} for part in granted} == granted


@pytest.mark.parametrize("path", sorted((HOUSE / "core").rglob("*.py")), ids=lambda path: path.as_posix())
def test_within_core_imports_go_downward(path):
    inside = path.relative_to(HOUSE / "core").with_suffix("").parts
    if len(inside) == 1 and inside[0] == "__init__":
        assert not imports(path)
        return
    place = CORE.index(inside[0])
    used = {name.split(".")[2] for name in imports(path) if name.startswith("posecoach.core.")}
    assert used <= set(CORE[: place + 1])


@pytest.mark.parametrize("path", sorted((HOUSE / "core").rglob("*.py")), ids=lambda path: path.name)
def test_the_core_is_pure(path):
    outside = {name.split(".")[0] for name in imports(path)} - {"posecoach"}
    assert outside <= (PURE | {"pandas"} if path.name in ("record.py", "record_frames.py") else PURE)


@pytest.mark.parametrize("library", ALONE)
def test_a_library_of_the_world_is_named_in_its_own_place(library):
    users = {
        path.relative_to(HOUSE).as_posix()
        for path in MODULES
        if library in {n.split(".")[0] for n in imports(path)}
    }
    assert users, "nobody uses it: mend this test"
    for user in users:
        assert any(user == place or user.startswith(f"{place}/") for place in ALONE[library]), user


def test_the_core_prints_nothing_and_opens_nothing():
    for path in (HOUSE / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"print", "open", "input", "exec", "eval"}, (
                    f"{path.name}:{node.lineno}"
                )


def test_every_part_has_its_place():
    assert {part_of(path) for path in MODULES} <= set(MAY)
