"""A voice, where the extra `voice` is installed and the system can speak. It never holds anything up."""

import contextlib
import heapq
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

from posecoach.errors import first_line

STALE_S = (2.0, 2.5, 1.0, 6.0, 1.5)
"""s after which waiting words are not worth saying any more, by priority: a count said late is wrong, the call
of a set is not."""

INTERRUPTS = 3
"""Priority from which words cut off what is being said, if that is of less importance."""

WORDS_A_MINUTE = 185

Engine = Callable[[], Any]


class Voice:
    """Says one thing at a time, the most important first, in a thread of its own.

    Args:
        engine: makes something with `say` and `runAndWait`, and perhaps `stop`; pyttsx3's otherwise.
        clock: seconds, from anywhere.
        name: part of the name of the voice that is wanted; any of the language otherwise.
        language: two letters.

    Attributes:
        on: whether it is to be heard.
        silent: why there is no voice; empty where there is.
    """

    def __init__(
        self,
        engine: Engine | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        name: str = "",
        language: str = "en",
    ) -> None:
        self.on = True
        self.silent = ""
        self._clock = clock
        self._waiting: list[tuple[int, int, float, str]] = []
        self._order = itertools.count()
        self._news = threading.Condition()
        self._speaker: Any = None
        self._speaking: int | None = None
        self._closed = False
        make = engine or (lambda: system_voice(name, language))
        self._thread = threading.Thread(target=self._run, args=(make,), name="voice", daemon=True)
        self._thread.start()

    def say(self, words: str, priority: int = 1) -> None:
        """Have words said before those of less importance, which from `INTERRUPTS` on are dropped."""
        if not self.on or self.silent or not words:
            return
        with self._news:
            # A newer cue takes the place of one that still waits; calls wait for each other.
            self._waiting = [
                each
                for each in self._waiting
                if -each[0] != priority and (priority < INTERRUPTS or -each[0] > priority)
            ] + [each for each in self._waiting if -each[0] == priority >= INTERRUPTS]
            heapq.heapify(self._waiting)
            heapq.heappush(self._waiting, (-priority, next(self._order), self._clock(), words))
            cut_off = priority >= INTERRUPTS and self._speaking is not None and self._speaking < priority
            self._news.notify()
        if cut_off and self._speaker is not None:
            # Not every system's voice can be stopped; the words are then said a little later.
            with contextlib.suppress(Exception):
                self._speaker.stop()

    def close(self, patience: float = 2.0) -> None:
        """Say what still waits, for so many seconds, and then no more."""
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join(patience)

    def _next(self) -> tuple[int, str] | None:
        """Wait for the next words that are still worth saying; None where there will be none."""
        with self._news:
            while True:
                self._speaking = None
                self._news.wait_for(lambda: bool(self._waiting) or self._closed)
                if not self._waiting:
                    return None
                minus, _, when, words = heapq.heappop(self._waiting)
                if self._clock() - when <= STALE_S[min(-minus, len(STALE_S) - 1)]:
                    self._speaking = -minus
                    return -minus, words

    def _run(self, engine: Engine) -> None:
        try:
            self._speaker = engine()
        except Exception as error:  # noqa: BLE001 - a missing package, driver or library: all mean silence
            self.silent = first_line(error)
            return
        while (wanted := self._next()) is not None:
            try:
                self._speaker.say(wanted[1])
                self._speaker.runAndWait()
            except Exception as error:  # noqa: BLE001 - as above
                self.silent = str(error)
                return


def system_voice(name: str, language: str) -> Any:  # noqa: ANN401 - pyttsx3 carries no types
    """Return the system's speech, with the voice that is wanted.

    Raises:
        LookupError: no voice has that name.
    """
    import pyttsx3  # noqa: PLC0415 - an extra

    speaker = pyttsx3.init()
    speaker.setProperty("rate", WORDS_A_MINUTE)
    found = chosen(speaker.getProperty("voices") or (), name, language)
    if found is not None:
        speaker.setProperty("voice", found.id)
    return speaker


def chosen(voices: Any, name: str, language: str) -> Any:  # noqa: ANN401 - pyttsx3's own
    """Return the voice of this name or, where none is named, of this language; None where it does not matter.

    Raises:
        LookupError: no voice has that name.
    """
    voices = list(voices)
    if name:
        near = [each for each in voices if name.casefold() in f"{each.name} {each.id}".casefold()]
        if not near:
            known = ", ".join(sorted(str(each.name) for each in voices)) or "none"
            raise LookupError(f"no voice {name!r}; voices here: {known}")
        return near[0]
    return next((each for each in voices if language in _languages(each)), None)


def _languages(voice: Any) -> set[str]:  # noqa: ANN401 - pyttsx3's own
    """Return the first two letters of the languages of a voice, which each system writes in its own way."""
    told = [
        each.decode(errors="ignore") if isinstance(each, bytes) else str(each)
        for each in voice.languages or ()
    ]
    cleaned = {"".join(filter(str.isprintable, each)).lower()[:2] for each in told}
    last = str(voice.id).rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower()
    return cleaned | ({last[:2]} if last[2:3] in ("", "-", "_") else set())
