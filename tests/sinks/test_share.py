"""The shared page, over HTTP."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request

import cv2
import numpy as np
import pytest

from posecoach.cli.shared_screen import SharedScreen
from posecoach.core.session.status import Status, Update
from posecoach.errors import OutputError
from posecoach.overlay import Cue, Show
from posecoach.overlay.live_view import Rest, Summary
from posecoach.sinks import share
from posecoach.sinks.share import SharePage
from posecoach.types import Frame
from tests import browser


def moment(t, reps, grey=90, **show):
    picture = Frame(t, np.full((480, 640, 3), grey, np.uint8))
    return picture, Update(t, None, {}, Status(reps=reps), ()), Show(title="Push-up", **show)


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.headers, answer.read()


@pytest.fixture
def page():
    made = SharePage()
    yield made
    made.close()


def test_it_serves_a_page_the_newest_picture_and_its_words(page, monkeypatch):
    monkeypatch.setattr(share, "INTERVAL_S", 0.0)
    assert page.url.startswith("http://127.0.0.1:")
    assert b"screen.jpg" in get(page.url)[1]
    page.offer(*moment(1.0, 3, grey=0))
    page.offer(*moment(1.1, 4, grey=200, goal=10.0, cue=Cue("LOWER")))
    headers, jpeg = get(f"{page.url}screen.jpg?1")
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (960, 1280, 3)
    assert np.median(picture) == pytest.approx(200, abs=3)
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert json.loads(get(f"{page.url}state.json")[1]) == {
        "title": "Push-up",
        "count": "4 / 10",
        "cue": "LOWER",
        "lost": "No connection",
    }


def test_in_a_rest_the_words_count_down(page):
    page.offer(*moment(1.0, 3, goal=10.0, rest=Rest(64.2, 90.0, paused=False, next_up="", detail="")))
    assert json.loads(get(f"{page.url}state.json")[1])["count"] == "1:05"


def test_at_the_end_the_words_are_those_of_the_summary(page):
    page.offer(*moment(1.0, 3, summary=Summary((), "12:00 · 30 repetitions")))
    state = json.loads(get(f"{page.url}state.json")[1])
    assert (state["title"], state["count"], state["cue"]) == ("Well done", "", "12:00 · 30 repetitions")


def shown(tab):
    return [tab.inner_text(f"#{name}") for name in ("title", "count", "cue")]


def test_in_a_browser_the_page_follows_and_keeps_the_last_picture_when_the_session_has_ended():
    page = SharePage()
    with browser.opened() as chromium:
        tab = chromium.new_page(viewport={"width": 390, "height": 844})
        tab.goto(page.url)
        page.offer(*moment(1.0, 3, goal=10.0, cue=Cue("LOWER")))
        tab.wait_for_function("document.getElementById('screen').naturalWidth > 0", timeout=10_000)
        tab.wait_for_function("document.getElementById('count').innerText == '3 / 10'", timeout=10_000)
        assert shown(tab) == ["Push-up", "3 / 10", "LOWER"]
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()
        tab.wait_for_selector("body.lost", timeout=10_000)
        assert shown(tab) == ["Push-up", "3 / 10", "No connection"]
        assert tab.evaluate("document.getElementById('screen').naturalWidth") == 1280


def test_a_browser_on_the_network_opens_the_page_at_the_address_that_is_printed():
    page = SharePage("0.0.0.0")
    try:
        host = page.url.split("/")[2].rpartition(":")[0]
        if host.startswith("127."):
            pytest.skip("this machine has no network but its own")
        page.offer(*moment(1.0, 3, goal=10.0, cue=Cue("LOWER")))
        with browser.opened() as chromium:
            tab = chromium.new_page(viewport={"width": 844, "height": 390})
            tab.goto(page.url)
            tab.wait_for_function("document.getElementById('screen').naturalWidth > 0", timeout=10_000)
            tab.wait_for_function("document.getElementById('count').innerText == '3 / 10'", timeout=10_000)
            assert shown(tab) == ["Push-up", "3 / 10", "LOWER"]
            answer = tab.request.get(page.url.rsplit("/", 2)[0] + "/")
            assert answer.status == 404, "without the code there is nothing, from outside either"
    finally:
        page.close()


def test_before_the_first_moment_there_is_no_picture(page):
    assert json.loads(get(f"{page.url}state.json")[1])["count"] == ""
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"{page.url}screen.jpg")


@pytest.mark.parametrize("path", ["", "screen.jpg", "state.json", "x/", "%2e%2e/", "../etc/passwd"])
def test_without_the_code_there_is_nothing(page, path):
    page.offer(*moment(1.0, 3))
    root = page.url.rsplit("/", 2)[0]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"{root}/{path}")


def test_pictures_are_drawn_only_for_who_asks_and_once_for_all(page):
    for t in range(5):
        page.offer(*moment(float(t), t))
    assert page.drawn == 0
    for _ in range(3):
        get(f"{page.url}screen.jpg")
    assert page.drawn == 1


def test_a_browser_that_sends_nothing_holds_up_neither_the_loop_nor_the_end():
    page = SharePage()
    host, port = page.url.split("/")[2].split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(20)]
    silent[0].sendall(b"GET /half")
    began = time.monotonic()
    page.offer(*moment(1.0, 3))
    page.close()
    assert time.monotonic() - began < 2.0
    for each in silent:
        each.close()
    with pytest.raises(OSError, match=r"refused|reset|111|61|10061"):
        socket.create_connection((host, int(port)), timeout=2)
    assert not [each for each in threading.enumerate() if each.name == "share"]


@pytest.mark.parametrize("address", ["", ":80", "127.0.0.1:x", "127.0.0.1:99999", "203.0.113.7"])
def test_an_address_that_is_none_is_said(address):
    with pytest.raises(OutputError, match="--share-at"):
        SharePage(address)


def test_a_shared_screen_shows_on_both_and_has_the_keys_of_its_own(page):
    class Glass:
        closed = True

        def __init__(self):
            self.shown = []

        def show(self, *shown):
            self.shown.append(shown)

        def key(self):
            return "q"

    glass = Glass()
    both, shown = SharedScreen(glass, page), moment(1.0, 7)
    both.show(*shown)
    assert glass.shown == [shown]
    assert (both.key(), both.closed) == ("q", True)
    assert json.loads(get(f"{page.url}state.json")[1])["count"] == "7"
