"""Plain English: docstrings say what a thing is or does, and names are the field's own."""

import ast
import re
from pathlib import Path

import pytest

import posecoach

HOUSE = Path(posecoach.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
ROOT = Path(__file__).parents[1]
OTHERS = ("tests", "sample_videos", "docs", "models")
"""Folders beside the package whose docstrings follow the same rule."""

OPENING = re.compile(r"(What|Whatever|Which|Whether|When|How|Where|Whose|Who|Whoever|Why)\b")

OLD_MODULES = """
    made shelf outputs warmup needed sight recent notes doubt referee follower cycles build circuit plan
    guide review recognise variants athlete part stride priming hush deferred ahead taken stretch tended
    burn carry stamps picture film places show ending resting coaching telling calls pause stage endings
    diary explain screen keep keep_live points sources commands
"""
OLD_CLASSES = """
    Errand Crew Tended Training Watching News Moment Nowhere Attempts FilmOf Fast Rehearsal Stepper Finder RepMissed
    CycleRejected CannotSee Veil Dot Ring SetKeeper
"""
OLD_FUNCTIONS = """
    told wanted own_travel_of median_over held within learnt judged settled doubts kept whole spelled visible
    asked_once beckoned signed hurried
"""
OLD_PARAMETERS = "tick tell patient lit tall"


def place(path):
    return path.relative_to(HOUSE).as_posix()


def docstrings(path):
    """Every text that stands alone in a module: its docstrings, and what is said of constants."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            text = node.value.value
            if isinstance(text, str):
                yield node.lineno, text


def questions(path):
    return [f"{path}:{line}: {text}" for line, text in docstrings(path) if OPENING.match(text.strip())]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_no_docstring_opens_like_a_question(path):
    assert questions(path) == []


@pytest.mark.parametrize("folder", OTHERS)
def test_no_docstring_beside_the_package_opens_like_a_question(folder):
    paths = sorted((ROOT / folder).rglob("*.py"))
    assert paths
    assert [question for path in paths for question in questions(path)] == []


def test_no_module_has_its_old_name():
    names = {part for path in MODULES for part in path.relative_to(HOUSE).with_suffix("").parts}
    assert not names & set(OLD_MODULES.split())


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_no_class_or_function_has_its_old_name(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    own = {node.name.lstrip("_") for node in tree.body if isinstance(node, ast.FunctionDef)}
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    parameters = {
        arg.arg
        for node in functions
        for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    }
    assert not classes & set(OLD_CLASSES.split())
    assert not own & set(OLD_FUNCTIONS.split())
    assert not parameters & set(OLD_PARAMETERS.split())
