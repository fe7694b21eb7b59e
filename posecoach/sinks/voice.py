"""A voice, where the extra `voice` is installed and the system can speak. It never holds anything up."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

STALE = 2.5
"""s after which words that are not urgent are not worth saying any more; urgent ones are after `LATE`."""

LATE = 1.2

WORDS_A_MINUTE = 185

Engine = Callable[[], Any]


class Voice:
    """Says one thing at a time, in a thread of its own. What waited too long is left out.

    Args:
        engine: makes something with `say` and `runAndWait`; pyttsx3's otherwise.
        clock: seconds, from anywhere.

    Attributes:
        on: whether it is to be heard.
        silent: why there is no voice; empty where there is.
    """

    def __init__(self, engine: Engine | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = True
        self.silent = ""
        self._clock = clock
        self._waiting: queue.Queue[tuple[float, str, bool] | None] = queue.Queue()
        self._thread = threading.Thread(
            target=self._speak, args=(engine or _system_voice,), name="voice", daemon=True
        )
        self._thread.start()

    def say(self, words: str, *, urgent: bool = False) -> None:
        """Have words said; urgent ones push out what is still waiting."""
        if not self.on or self.silent:
            return
        if urgent:
            with contextlib.suppress(queue.Empty):
                while True:
                    self._waiting.get_nowait()
        self._waiting.put((self._clock(), words, urgent))

    def close(self, patience: float = 2.0) -> None:
        """Say no more than what is being said."""
        self._waiting.put(None)
        self._thread.join(patience)

    def _speak(self, engine: Engine) -> None:
        try:
            speaker = engine()
        except Exception as error:  # noqa: BLE001 - a missing package, driver or library: all mean silence
            self.silent = str(error).splitlines()[0] if str(error) else type(error).__name__
            return
        while (wanted := self._waiting.get()) is not None:
            when, words, urgent = wanted
            if self._clock() - when > (LATE if urgent else STALE):
                continue
            try:
                speaker.say(words)
                speaker.runAndWait()
            except Exception as error:  # noqa: BLE001 - as above
                self.silent = str(error)
                return


def _system_voice() -> Any:  # noqa: ANN401 - pyttsx3 carries no types
    import pyttsx3  # noqa: PLC0415 - an extra

    speaker = pyttsx3.init()
    speaker.setProperty("rate", WORDS_A_MINUTE)
    return speaker
