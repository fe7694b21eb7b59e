"""The window is looked after until the news that it is on the screen has come."""

import pytest

from posecoach.sinks import qt_workarounds
from posecoach.sinks.qt_workarounds import MAP_TIMEOUT_S, TRIES, WindowWatchdog


class Qt:
    """Draws nothing; finds a widget, 5, in a window, 7, if that is on the screen."""

    def __init__(self):
        self.on_screen, self.exposed, self.set = False, True, []

    def widget_at(self, point):
        assert tuple(point) == (100, 80)
        return 5 if self.on_screen else None

    def window(self, widget):
        assert widget.value == 5
        return 7

    def handle(self, window):
        assert window.value == 7
        return 9

    def is_exposed(self, handle):
        assert handle.value == 9
        return self.exposed

    def set_attribute(self, widget, attribute, on):
        self.set.append((widget.value, attribute, on.value))


@pytest.fixture
def qt(monkeypatch):
    made = Qt()
    monkeypatch.setattr(qt_workarounds, "_loaded", lambda: made)
    return made


@pytest.mark.parametrize("on_screen", [False, True])
def test_a_window_that_qt_does_not_know_to_be_seen_is_opened_anew_a_few_times(qt, on_screen):
    window, qt.on_screen, qt.exposed = WindowWatchdog(), on_screen, False
    assert not window.step(0.0, 100, 80)
    assert not window.step(0.99 * MAP_TIMEOUT_S, 100, 80)
    assert window.step(1.01 * MAP_TIMEOUT_S, 100, 80)
    assert not window.step(1.5 * MAP_TIMEOUT_S, 100, 80), "it has its time again"
    again = [t for t in range(200) if window.step(2.0 * MAP_TIMEOUT_S + t, 100, 80)]
    assert len(again) == TRIES - 1
    assert not window.well
    qt.on_screen = qt.exposed = True
    assert not window.step(999.0, 100, 80)
    assert window.well, "nevertheless it is seen to once it is there"


def test_the_mouse_is_passed_by(qt):
    window, qt.on_screen = WindowWatchdog(), True
    assert not window.step(0.0, 100, 80)
    assert qt.set == [(5, 51, True)]
    assert window.well


@pytest.mark.parametrize("paths", [(), ("no/such/library.so",)])
def test_where_opencv_draws_with_something_else_there_is_nothing_to_do(monkeypatch, paths):
    monkeypatch.setattr(qt_workarounds, "WIDGETS", paths)
    window = WindowWatchdog()
    assert window.well
    assert not any(window.step(float(t), 100, 80) for t in range(99))
