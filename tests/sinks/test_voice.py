import threading

import pytest

from posecoach.sinks.voice import LATE, STALE, Voice

SOON = 5.0


class Speaker:
    """Notes what it says; `hold` makes it take as long as it is cleared."""

    def __init__(self):
        self.said, self.saying, self.hold = [], threading.Event(), threading.Event()
        self.hold.set()

    def say(self, words):
        self.saying.set()
        self.hold.wait(SOON)
        self.said.append(words)

    def runAndWait(self):  # noqa: N802 - as pyttsx3 calls it
        pass


class Clock:
    t = 0.0

    def __call__(self):
        return self.t


def test_words_are_said_in_their_order():
    speaker = Speaker()
    voice = Voice(lambda: speaker)
    voice.say("one")
    voice.say("two")
    voice.close(SOON)
    assert speaker.said == ["one", "two"]


def busy():
    speaker, clock = Speaker(), Clock()
    speaker.hold.clear()
    voice = Voice(lambda: speaker, clock)
    voice.say("first")
    assert speaker.saying.wait(SOON)
    return speaker, clock, voice


def test_what_is_urgent_pushes_out_what_waits():
    speaker, _, voice = busy()
    voice.say("Hips up")
    voice.say("four", urgent=True)
    speaker.hold.set()
    voice.close(SOON)
    assert speaker.said == ["first", "four"]


@pytest.mark.parametrize(("urgent", "patience"), [(False, STALE), (True, LATE)])
def test_what_has_waited_too_long_is_left_out(urgent, patience):
    speaker, clock, voice = busy()
    voice.say("late", urgent=urgent)
    clock.t = patience + 0.1
    speaker.hold.set()
    voice.close(SOON)
    assert speaker.said == ["first"]


def test_it_never_holds_anything_up():
    _, _, voice = busy()
    for number in range(1000):
        voice.say(str(number), urgent=True)
    assert voice._waiting.qsize() <= 1


def test_a_machine_that_cannot_speak_is_silent():
    def none():
        raise OSError("no speech here")

    voice = Voice(none)
    voice._thread.join(SOON)
    assert voice.silent == "no speech here"
    voice.say("anything")
    voice.close(SOON)


def test_a_speaker_that_breaks_is_silent_from_then_on():
    class Broken(Speaker):
        def runAndWait(self):  # noqa: N802 - as pyttsx3 calls it
            raise RuntimeError("driver gone")

    voice = Voice(Broken)
    voice.say("one")
    voice._thread.join(SOON)
    assert voice.silent == "driver gone"


def test_muted_it_says_nothing():
    speaker = Speaker()
    voice = Voice(lambda: speaker)
    voice.on = False
    voice.say("one")
    voice.close(SOON)
    assert speaker.said == []
