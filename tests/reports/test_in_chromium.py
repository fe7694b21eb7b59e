"""The pages in a real browser, on a telephone and on a desk."""

import contextlib
import json
import time
from datetime import datetime

import cv2
import numpy as np
import pytest

from posecoach.exercises import load, names
from posecoach.reports.clip import ReportClip
from posecoach.reports.page import page
from posecoach.reports.progress import Chart, progress_page
from posecoach.sinks.annotate_video import annotate
from tests import browser
from tests.films import PERSON, SAMPLES
from tests.records import hundred, stretch, two_sets

WHEN = datetime(2026, 3, 2, 18, 5).astimezone()
KNOWN = {name: load(name) for name in names()}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium():
    with browser.opened() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Pages of every kind, in one folder with the film that one of them shows."""
    folder = tmp_path_factory.mktemp("pages")
    for _ in annotate(PERSON, folder / "a film #1.mp4", lambda t: t, lambda _image, _t: None):
        pass
    picture = cv2.imencode(".jpg", np.full((90, 120, 3), 128, np.uint8))[1].tobytes()
    stills = {movement.turn: picture for each in two_sets().sets for movement in each.movements}
    weeks = [f"{day} Mar 26" for day in range(1, 20)]
    bars = tuple(float(i % 7) for i in range(19))
    made = {
        "full": page(
            [ReportClip(two_sets(), stills, "a%20film%20%231.mp4", when=WHEN, dated=True)], KNOWN, "today"
        ),
        "plain": page([ReportClip(two_sets())], KNOWN),
        "hundred": page([ReportClip(hundred())], KNOWN),
        "holds": page([ReportClip(stretch())], KNOWN),
        "several": page(
            [ReportClip(two_sets(f"{name}.mp4")) for name in "ac"] + [ReportClip(stretch("<b>.mp4"))], KNOWN
        ),
        "progress": progress_page(
            "Push-up", ["Many."], weeks, [Chart("Repetitions", bars, tuple(map(str, bars)))]
        ),
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


KINDS = ["full", "plain", "hundred", "holds", "several", "progress"]


def until(tab, condition, seconds=10.0):
    """Ask again until it holds; Playwright's own waiting runs strings, which our pages do not let it."""
    deadline = time.monotonic() + seconds
    while not tab.evaluate(condition):
        assert time.monotonic() < deadline, condition
        tab.wait_for_timeout(50)


@contextlib.contextmanager
def shown(chromium, path, viewport=DESK, scheme="light", **more):
    """A page, which must not complain, nor ask for anything but its film."""
    context = chromium.new_context(viewport=viewport, color_scheme=scheme, **more)
    tab = context.new_page()
    said, asked = [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    yield tab
    assert said == []
    assert [url for url in asked if not url.endswith((".html", ".mp4")) and not url.startswith("data:")] == []
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_opens_and_fits(chromium, pages, kind, viewport, scheme):
    with shown(chromium, pages / f"{kind}.html", viewport, scheme) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "nothing sticks out"
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        bright = sum(int(part) for part in background[4:-1].split(",")) > 384
        assert bright == (scheme == "light")


def test_one_thing_to_work_on_takes_no_more_room_than_one_of_three(chromium, pages):
    widest = "Math.max(...[...document.querySelectorAll('.remarks li')].map(each => each.clientWidth))"
    with shown(chromium, pages / "full.html") as tab:
        assert 280 <= tab.evaluate(widest) < DESK["width"] / 3


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(chromium, pages, kind, viewport, scheme):
    script = browser.axe()
    if script is None:
        pytest.skip("there is no axe-core: npm install axe-core, or name its axe.min.js in AXE_CORE")
    # Only for axe: it is not our script, and our pages let no other run.
    with shown(chromium, pages / f"{kind}.html", viewport, scheme, bypass_csp=True) as tab:
        tab.add_script_tag(path=script)
        found = tab.evaluate("axe.run()")
    assert [(v["id"], v["impact"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_why_shows_on_hover_and_on_focus(chromium, pages):
    with shown(chromium, pages / "plain.html") as tab:
        tip, marks = tab.locator("#tip"), tab.locator(".mark")
        assert not tip.is_visible()
        marks.nth(4).hover()
        assert tip.inner_text().startswith("Movement at 0:08.6: partial. Bottom 118 degrees, needs 95. ")
        tab.mouse.move(5, 5)
        assert not tip.is_visible()
        marks.nth(0).focus()
        assert tip.inner_text().startswith("Repetition 1 at 0:00.6: full.")
        tab.keyboard.press("End")
        assert tip.inner_text().startswith("Movement at 0:10.6: not counted. The hands moved.")
        tab.keyboard.press("ArrowLeft")
        assert "partial" in tip.inner_text()
        tab.keyboard.press("Escape")
        assert not tip.is_visible()


def test_one_stop_of_the_tab_key_for_each_plot(chromium, pages):
    with shown(chromium, pages / "plain.html") as tab:
        assert tab.locator('.mark[tabindex="0"]').count() == 2
        assert tab.locator('.mark[tabindex="-1"]').count() == 6


def test_the_tip_stays_within_the_screen(chromium, pages):
    with shown(chromium, pages / "plain.html", PHONE) as tab:
        for i in range(8):
            tab.locator(".mark").nth(i).focus()
            box = tab.locator("#tip").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]


def test_the_film_plays_and_goes_where_one_clicks(chromium, pages):
    with shown(chromium, pages / "full.html") as tab:
        until(tab, "document.querySelector('video').readyState >= 2")
        film = "document.querySelector('video')"
        assert tab.evaluate(f"[{film}.videoWidth, {film}.videoHeight, {film}.error]") == [640, 480, None]
        assert tab.evaluate(f"{film}.duration") == pytest.approx(12.0, abs=0.05)
        tab.locator(".mark").nth(2).click()
        until(tab, f"{film}.currentTime > 3.6 && !{film}.paused")
        assert tab.evaluate(f"{film}.currentTime") < 6.0
        tab.locator(".mark").nth(4).focus()
        tab.keyboard.press("Enter")
        until(tab, f"{film}.currentTime > 7.5")
        tab.get_by_role("button", name="0:00.6, play").click()
        until(tab, f"{film}.currentTime < 2")


def test_a_hostile_page_runs_nothing(chromium, tmp_path):
    evil = "\"'><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    record = two_sets(f"a/{evil}")
    record.notes = [evil]
    (tmp_path / "a.html").write_text(page([ReportClip(record, title=evil)], KNOWN, evil), encoding="utf-8")
    with shown(chromium, tmp_path / "a.html") as tab:
        assert "owned" not in tab.title().split("·")[-1]
        assert tab.locator("img").count() == 0
        assert tab.locator("script").count() == 1


def test_a_page_without_its_film_says_so(chromium, pages, tmp_path):
    alone = tmp_path / "full.html"
    alone.write_bytes((pages / "full.html").read_bytes())
    context = chromium.new_context(viewport=PHONE)
    tab = context.new_page()
    tab.goto(alone.as_uri())
    until(tab, "!document.querySelector('.film-missing').hidden")
    assert not tab.locator("video").is_visible()
    assert tab.locator("[data-seek]").count() == 0, "nothing plays"
    context.close()


def test_on_paper(chromium, pages):
    with shown(chromium, pages / "full.html", scheme="dark") as tab:
        tab.emulate_media(media="print")
        assert not tab.locator("video").is_visible()
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        if chromium.browser_type.name == "chromium":
            assert tab.pdf(format="A4").startswith(b"%PDF")


def test_what_is_folded_away_is_on_paper_where_it_is_a_table(chromium, pages):
    with shown(chromium, pages / "hundred.html") as tab:
        table = tab.locator("details.each table")
        assert not table.is_visible()
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert table.is_visible()
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert not table.is_visible()
        tab.locator("details.each summary").click()
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert table.is_visible(), "what the reader has opened stays open"


def test_no_heading_is_stranded_at_the_end_of_a_printed_page(chromium, pages):
    if chromium.browser_type.name != "chromium":
        pytest.skip("only Chromium prints into a file")
    with shown(chromium, pages / "hundred.html") as tab:
        tab.emulate_media(media="print")
        kept = ".clip-head, .set-head, .page-head, svg.signal, .half, tr"
        inside = "nodes => [...new Set(nodes.map(n => getComputedStyle(n).breakInside))]"
        assert tab.eval_on_selector_all(kept, inside) == ["avoid"]
        heads = "h2, h3, h4, .clip-head, .set-head, thead"
        after = "nodes => [...new Set(nodes.map(n => getComputedStyle(n).breakAfter))]"
        assert tab.eval_on_selector_all(heads, after) == ["avoid"]


def truths():
    return sorted(path for path in SAMPLES.glob("*.json") if path.with_suffix(".mp4").exists())


@pytest.mark.parametrize("truth", truths(), ids=lambda path: path.stem)
def test_every_sample_clip(chromium, tmp_path, truth):
    """From the truth that lies beside it, through review, into the browser."""
    from posecoach.core.pose.landmarks import Pose
    from posecoach.core.session.two_pass import review

    told = json.loads(truth.read_text())
    if "pixels" not in told or told["exercise"] not in KNOWN:
        pytest.skip("the truth beside this clip names no landmarks or no exercise")
    nothing = np.full((33, 3), np.nan)
    seen = told.get("visibility") or [[1.0] * 33] * len(told["t"])
    poses = [
        (t, Pose(np.array(image), nothing, np.array(visible)))
        for t, image, visible in zip(told["t"], told["pixels"], seen, strict=True)
    ]
    record = review(lambda: poses, [KNOWN[told["exercise"]]])
    record.source = f"{truth.stem}.mp4"
    (tmp_path / "a.html").write_text(page([ReportClip(record)], KNOWN), encoding="utf-8")
    with shown(chromium, tmp_path / "a.html", PHONE) as tab:
        assert tab.locator(".mark").count() == sum(
            len(each.movements) + len(each.holds) for each in record.sets
        )
