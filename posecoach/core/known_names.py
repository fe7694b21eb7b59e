"""Checks that a name is known. It stands alone, so that settings are read before numpy is loaded."""

import difflib
from collections.abc import Iterable

from posecoach.errors import ExerciseError


def one_of(where: str, what: str, given: object, known: Iterable[str]) -> None:
    """Check that a name is known.

    Raises:
        ExerciseError: it is not; the text suggests the nearest one.
    """
    known = list(known)
    if given not in known:
        near = difflib.get_close_matches(str(given), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(sorted(known))}"
        raise ExerciseError(f"{where}: no {what} {given!r}; {hint}")
