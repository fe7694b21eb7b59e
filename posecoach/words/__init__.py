"""Words of the live session, one TOML file a language: what is said, and what stands on the screen.

An exercise's own file holds its English title and cues. A language file adds the two-word cues of the
screen, and in other languages the titles and cues too.
"""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

DEFAULT_LANGUAGE = "en"

BREAKS = ":,("
"""Letters that end the short form of a cue that a language file does not know."""


class Words:
    """Texts of one language by their dotted keys: `words("say.rest", seconds=30)`.

    Args:
        language: its two letters.
        table: what its file declares.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._texts = dict(_flat(table))
        self._numbers = tuple(table["numbers"])

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key, with the values filled in.

        Raises:
            KeyError: there is no such text, or it wants a value that is not given.
        """
        return self._texts[key].format(**values)

    @property
    def keys(self) -> Mapping[str, str]:
        """Every text by its key, values not filled in."""
        return self._texts

    def number(self, value: float) -> str:
        """Return a count as a voice says it best."""
        whole = round(value)
        return self._numbers[whole] if 0 <= whole < len(self._numbers) else str(whole)

    def listed(self, group: str) -> tuple[tuple[str, str], ...]:
        """Return the texts of a group, split at their bar, in the file's order."""
        texts = [text for key, text in self._texts.items() if key.startswith(f"{group}.")]
        parts = [text.partition("|") for text in texts]
        return tuple((before.strip(), after.strip()) for before, _, after in parts)

    def title(self, exercise: str, title: str) -> str:
        """Return an exercise's name; `title` is the one in its own file."""
        return self._texts.get(f"exercise.{exercise}.title", title)

    def plural(self, exercise: str, title: str) -> str:
        """Return what several repetitions of it are called."""
        return self._texts.get(f"exercise.{exercise}.plural", self.title(exercise, title))

    def begin(self, exercise: str, title: str) -> str:
        """Return how to get into its starting position."""
        usual = self("advice.take_position", exercise=self.title(exercise, title))
        return self._texts.get(f"exercise.{exercise}.begin", usual)

    def pace(self, exercise: str, phase: str) -> str:
        """Return what is done in a phase of a tempo or a breath: "Down", "Breathe in"."""
        return self._texts.get(f"exercise.{exercise}.pace.{phase}") or self(f"pace.{phase}")

    def variant(self, exercise: str, variant: str, title: str) -> str:
        """Return a variant's name; `title` is the one in the exercise's file, up to its first comma."""
        return self._texts.get(f"exercise.{exercise}.variant.{variant}", title.split(",", maxsplit=1)[0])

    def praise(self, exercise: str, praise: str) -> str:
        """Return what a clean repetition is told; `praise` is what the exercise's file says."""
        return self._texts.get(f"exercise.{exercise}.praise", praise)

    def farther(self, exercise: str) -> str:
        """Return the direction in which a partial repetition stopped short: "lower", "higher"."""
        return self._texts.get(f"exercise.{exercise}.farther", self("cue.farther"))

    def cue(self, exercise: str, rule: str, text: str) -> str:
        """Return a cue as a sentence; `text` is the one that the exercise's file gives."""
        return self._texts.get(f"exercise.{exercise}.cue.{rule}") or text

    def short_cue(self, exercise: str, rule: str, text: str) -> str:
        """Return a cue in about two words; else what stands before its first comma or colon."""
        known = self._texts.get(f"exercise.{exercise}.short.{rule}") or self._texts.get(f"short.{rule}")
        if known:
            return known
        full = self.cue(exercise, rule, text)
        end = min((i for i in map(full.find, BREAKS) if i > 0), default=len(full))
        return full[:end].strip()


def names() -> tuple[str, ...]:
    """Return the languages that there is a file for."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@functools.cache
def load(language: str = DEFAULT_LANGUAGE) -> Words:
    """Return the words of a language, which is one of `names()`."""
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(text))


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{before}{key}.")
        elif isinstance(value, str):
            found.append((before + key, value))
    return found
