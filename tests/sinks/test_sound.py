import sys
import types

import numpy as np
import pytest

from posecoach.live import announcements
from posecoach.sinks import sound
from posecoach.sinks.sound import QUIET, SAMPLE_RATE, TONES, Sound, tone


@pytest.mark.parametrize("name", TONES)
def test_a_tone_swells_and_fades_and_is_as_long_as_it_says(name):
    samples = tone(name)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(sum(length for _, length in TONES[name]) * SAMPLE_RATE, abs=4)
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    assert 0.3 < np.abs(samples).max() / QUIET.get(name, 1.0) <= 0.6


def test_every_call_has_its_tone_and_no_two_sound_alike():
    assert set(TONES) == set(announcements.ToneName.__args__)
    assert len(set(TONES.values())) == len(TONES)


class Card(types.ModuleType):
    """A sound card that notes what it is to play."""

    def __init__(self, broken=""):
        super().__init__("sounddevice")
        self.played, self.broken = [], broken

    def query_devices(self, kind):
        if self.broken == "none":
            raise ValueError("no output device")
        return {"name": kind}

    def play(self, samples, rate):
        if self.broken == "unplugged":
            raise RuntimeError("device unavailable")
        self.played.append((len(samples), rate))

    def stop(self):
        self.played.append("stop")


def on(monkeypatch, card):
    monkeypatch.setitem(sys.modules, "sounddevice", card)
    return Sound()


def test_calls_are_played(monkeypatch):
    card = Card()
    player = on(monkeypatch, card)
    player.play("rep")
    assert card.played == [(len(tone("rep")), SAMPLE_RATE)]
    player.on = False
    player.play("go")
    player.close()
    assert card.played[1:] == ["stop"]


def test_a_machine_without_a_loudspeaker_is_silent(monkeypatch):
    player = on(monkeypatch, Card("none"))
    assert player.silent == "no loudspeaker answers (no output device)"
    player.play("rep")
    player.close()


def test_nor_is_one_without_portaudio_an_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    player = Sound()
    assert player.silent
    player.play("rep")


def test_a_headset_that_is_unplugged_ends_the_sound_and_nothing_else(monkeypatch):
    player = on(monkeypatch, Card("unplugged"))
    player.play("rep")
    assert player.silent == "device unavailable"
    player.play("rep")


def test_without_sound_no_card_is_asked(monkeypatch):
    monkeypatch.setattr(sound, "TONES", TONES)
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert Sound(on=False).silent == ""


def test_what_is_heard_all_the_time_is_soft():
    soft = [np.abs(tone(name)).max() for name in ("tick", "turn", "inhale", "exhale")]
    assert max(soft) < 0.5 * np.abs(tone("rep")).max()
