import threading

import pytest

from posecoach.sinks.voice import INTERRUPTS, STALE_S, Voice, chosen

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
    voice.say("one", INTERRUPTS)
    voice.say("two", INTERRUPTS)
    voice.close(SOON)
    assert speaker.said == ["one", "two"]


def busy():
    speaker, clock = Speaker(), Clock()
    speaker.hold.clear()
    voice = Voice(lambda: speaker, clock)
    voice.say("first")
    assert speaker.saying.wait(SOON)
    return speaker, clock, voice


@pytest.mark.parametrize(("priority", "cut_off"), [(INTERRUPTS, 0), (INTERRUPTS + 1, 1)])
def test_only_what_is_of_more_importance_cuts_off_what_is_being_said(priority, cut_off):
    stops = []
    speaker = Speaker()
    speaker.stop = lambda: stops.append(1)
    speaker.hold.clear()
    voice = Voice(lambda: speaker)
    voice.say("Set 2 of 3", INTERRUPTS)
    assert speaker.saying.wait(SOON)
    voice.say("Go", priority)
    speaker.hold.set()
    voice.close(SOON)
    assert len(stops) == cut_off
    assert speaker.said == ["Set 2 of 3", "Go"]


def test_what_is_urgent_pushes_out_what_waits():
    speaker, _, voice = busy()
    voice.say("Hips up")
    voice.say("Go", INTERRUPTS + 1)
    speaker.hold.set()
    voice.close(SOON)
    assert speaker.said == ["first", "Go"]


@pytest.mark.parametrize(("priority", "patience"), list(enumerate(STALE_S)))
def test_what_has_waited_too_long_is_left_out(priority, patience):
    speaker, clock, voice = busy()
    voice.say("late", priority)
    clock.t = patience + 0.1
    speaker.hold.set()
    voice.close(SOON)
    assert speaker.said == ["first"]


def test_it_never_holds_anything_up():
    _, _, voice = busy()
    for number in range(1000):
        voice.say(str(number), 2)
    assert len(voice._waiting) <= 1


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


def test_go_is_said_before_a_cue_that_waits_and_cuts_off_what_is_said():
    class Stoppable(Speaker):
        def stop(self):
            self.said.append("stopped")
            self.hold.set()

    speaker = Stoppable()
    speaker.hold.clear()
    voice = Voice(lambda: speaker)
    voice.say("Turn side-on to the camera", 0)
    assert speaker.saying.wait(SOON)
    voice.say("Hips up", 1)
    voice.say("Go", 4)
    voice.close(SOON)
    assert speaker.said == ["stopped", "Turn side-on to the camera", "Go"]


def test_a_count_cuts_no_cue_off():
    class Stoppable(Speaker):
        def stop(self):
            self.said.append("stopped")

    speaker = Stoppable()
    speaker.hold.clear()
    voice = Voice(lambda: speaker)
    voice.say("Hips sagging", 1)
    assert speaker.saying.wait(SOON)
    voice.say("four", 2)
    speaker.hold.set()
    voice.close(SOON)
    assert speaker.said == ["Hips sagging", "four"]


class Known:
    def __init__(self, id_, name, languages=()):
        self.id, self.name, self.languages = id_, name, languages


VOICES = [
    Known("gmw/en", "English", [b"\x02en"]),
    Known("gmw/de", "German", [b"\x05de"]),
    Known("x/anna", "Anna", ["de_DE"]),
]


def test_a_voice_is_chosen_by_name_or_else_by_language():
    assert chosen(VOICES, "anna", "en").name == "Anna"
    assert chosen(VOICES, "", "de").name == "German"
    assert chosen(VOICES, "", "fr") is None
    with pytest.raises(LookupError, match="no voice 'hal'; voices here: Anna, English, German"):
        chosen(VOICES, "hal", "en")
