"""The checks of posecoach, for `nox` and for .ci/run: tests, lint, types and documentation.

They run in the environment that nox itself was started from (see CONTRIBUTING.md), so that nothing is
installed twice. `every_python` alone makes an environment of its own for each version.
"""

import sys
from pathlib import Path

import nox

nox.options.sessions = ["tests", "lint", "types", "docs"]

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions that pyproject.toml claims."""

PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run the tests. What follows `--` goes to pytest: `nox -s tests -- tests/core`."""
    session.run(sys.executable, "-m", "pytest", "-q", *(session.posargs or PARALLEL))


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check style and formatting with Ruff. `nox -s lint -- --fix` puts right what it can."""
    session.run(sys.executable, "-m", "ruff", "check", ".", *session.posargs)
    session.run(sys.executable, "-m", "ruff", "format", *([] if session.posargs else ["--check"]), ".")


@nox.session(venv_backend="none")
def types(session: nox.Session) -> None:
    """Check types with mypy."""
    session.run(sys.executable, "-m", "mypy", *session.posargs)


@nox.session(venv_backend="none")
def docs(session: nox.Session) -> None:
    """Build the documentation into site/. `nox -s docs -- serve` shows it while you write."""
    session.run(sys.executable, "-m", "zensical", *(session.posargs or ["build", "--clean", "--strict"]))


@nox.session(venv_backend="none")
def bundle(session: nox.Session) -> None:
    """Make dist/posecoach, one file that needs no Python, and run it. Needs: pip install pyinstaller."""
    session.run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", ".ci/posecoach.spec"
    )
    made = str(next(Path("dist").glob("posecoach*")).resolve())
    session.run(made, "doctor", external=True, success_codes=[0, 1])
    clip = "sample_videos/push_up_standard_side.mp4"
    session.run(made, "analyze", clip, "--jobs", "2", "--csv", "-", external=True)


@nox.session(python=PYTHONS, venv_backend="uv|venv")
def every_python(session: nox.Session) -> None:
    """Run the tests with each Python that is claimed, in a new environment."""
    session.install("-q", "-e", ".[dev]")
    session.run("python", "-m", "pytest", "-q", *(session.posargs or PARALLEL))
