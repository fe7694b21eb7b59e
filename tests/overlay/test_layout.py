"""Layouts by their words and lines; how they look, pictures show."""

import dataclasses
import itertools
import math

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.status import Update
from posecoach.exercises import load, names
from posecoach.overlay import (
    Arc,
    Canvas,
    Cue,
    Disc,
    Line,
    Panel,
    Placement,
    Rest,
    Scrim,
    Setup,
    Show,
    Summary,
    Text,
    layout,
)
from posecoach.overlay.figures import figures
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import PaceShown, Review
from posecoach.overlay.screens import keys_screen
from posecoach.overlay.shapes import CAP, SMALLEST, fitted, shortened, text_width, wrapped
from posecoach.overlay.skeleton import BONES, TOUCHES, inks
from posecoach.sinks.paint import measured
from posecoach.words import load as load_words
from tests import puppet
from tests.records import status

WORDS = load_words()
BEGIN = WORDS("screen.begin")
SIZES = [(640, 480), (1920, 1080), (480, 640), (480, 800), (1080, 1920), (320, 240), (500, 500)]
ARMS = {(Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW), (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST)}


def update(pose=None, t=83.0, **given):
    return Update(t, pose, {}, status(**given), ())


def broken(name, exercise="push_up"):
    rule = next(rule for rule in load(exercise).rules if rule.name == name)
    return {"broken": (rule,), "cues": (rule.say(1.0),)}


def words(shapes):
    return [shape.words for shape in shapes if isinstance(shape, Text)]


def shown(width=640, height=480, show=None, **given):
    return layout(update(**given), width, height, show=show)


def test_what_someone_sees_while_training():
    assert words(shown(show=Show(goal=10, sets=3))) == ["1:23", "Push-up", "set 2 of 3", "7", "of 10"]


def test_the_count_is_a_quarter_of_the_height():
    for width, height in SIZES:
        (count,) = (s for s in shown(width, height) if isinstance(s, Text) and s.words == "7")
        assert count.size * CAP == pytest.approx(0.25 * min(width, height))


def test_a_hold_shows_seconds_and_its_goal():
    held = shown(exercise="squat_stretch", held=12.4, side="left")
    assert words(held)[1:] == ["Squat stretch", "set 2 · left side", "12", "of 20 s"]


def test_partial_repetitions_are_beside_the_count_in_amber():
    (text,) = (s for s in shown(partial=2) if isinstance(s, Text) and "partial" in s.words)
    assert (text.words, text.ink) == ("2 partial", "amber")


def test_one_cue_at_a_time_a_fault_before_a_hint_before_praise():
    sag, flare = broken("sag"), broken("elbow_flare")
    both = {"broken": flare["broken"] + sag["broken"], "cues": flare["cues"] + sag["cues"], "praise": "Good"}
    assert "Hips sagging: tighten belly and seat" in " ".join(words(shown(1920, 1080, **both)))
    assert "Elbows" not in " ".join(words(shown(1920, 1080, **both)))
    assert "Elbows closer" in " ".join(words(shown(1920, 1080, **flare, praise="Good")))
    assert words(shown(praise="Good"))[-1] == "Good"


def test_a_cue_of_many_lines_stands_above_the_count_not_beside_it():
    show = Show(goal=12, cue=Cue("Go deeper: the thighs are at 70 degrees"))
    for size in ((480, 800), (640, 480)):
        panel = [s for s in shown(*size, show=show) if isinstance(s, Panel)][-1]
        lines = [s for s in shown(*size, show=show) if isinstance(s, Text) and s.bold and s.y > panel.y]
        cue = [line for line in lines if line.words != "7"]
        assert len(cue) <= 3
        assert len({line.size for line in cue}) == 1


def test_a_cue_of_the_session_takes_its_place():
    assert words(shown(show=Show(cue=Cue("Breathe")), **broken("sag")))[-1] == "Breathe"
    assert "Hips" not in " ".join(words(shown(show=Show(cue=Cue("")), **broken("sag"))))


def test_the_bar_moves_as_the_body_does():
    def fill(exercise, progress):
        lines = [s for s in shown(exercise=exercise, progress=progress) if isinstance(s, Line)]
        (line,) = (each for each in lines if each.x1 == each.x2)
        return line.y2 - line.y1

    assert fill("push_up", 0.5) > 0.0, "down"
    assert fill("pull_up", 0.5) < 0.0, "up"
    assert fill("push_up", 1.0) == pytest.approx(2.0 * fill("push_up", 0.5))
    assert fill("push_up", 1.7) == fill("push_up", 1.0)
    assert fill("push_up", -0.3) == 0.0


def test_a_progress_that_cannot_be_seen_has_no_bar():
    assert not [s for s in shown(progress=math.nan) if isinstance(s, Line)]


def test_before_anything_is_recognised_there_is_no_count():
    assert words(shown(exercise="", set_number=0)) == ["1:23"]


def test_who_is_led_is_told_what_to_do_until_it_is_recognised():
    led = Show(elapsed=3.0)
    assert " ".join(words(shown(show=led, exercise="", set_number=0))[1:]) == BEGIN
    assert BEGIN not in " ".join(words(shown(show=led)))
    ready = Show(elapsed=3.0, setup=Setup("Step back"))
    assert BEGIN not in " ".join(words(shown(show=ready, exercise="")))


def test_what_cannot_be_judged_is_said_quietly():
    texts = [s for s in shown(unseen=("Turn side-on to check depth",)) if isinstance(s, Text)]
    (hint,) = (text for text in texts if "Turn side-on" in text.words)
    assert hint.ink == "quiet"


LONG = "Single-arm dumbbell row with a long pause at the top, elbow close"
DETAIL = "set 2 of 3 · 8 to 12 repetitions · turn side-on"
CHECKS = (("whole body", True), ("distance", False), ("camera", None), ("seen from the front", None))
WEEK = "This week: push-ups 64 of 100 · squat stretch 300 of 300 s"
ROWS = (
    (LONG, "31 s left, 28 s right", "elbows behind 3\N{MULTIPLICATION SIGN}"),
    ("Push-up, on the knees", "3 of 12", "good"),
    ("Donaudampfschifffahrtsgesellschaftsgymnastik", "-", "not done"),
)
TOTAL = "1:05:12 · 112 repetitions · 312 s held · 22:11 at rest"
HINT = "Keep your hand up to finish"
REVIEW = Review(("3 of 3 clean",), tuple(figures("squat")), tuple(figures("squat")[::-1]))
LAID_OUT = {
    "training": Show(title=LONG, goal=150.0, set_number=12, sets=15, elapsed=4000.0),
    "training, a long cue": Show(
        title=LONG, goal=150.0, elapsed=4000.0, cue=Cue("Keep your hips in line: they sag by 25 degrees")
    ),
    "training, a hint": Show(title="Push-up", goal=150.0, elapsed=4000.0, hint=HINT),
    "training, paced": Show(
        title=LONG, goal=15.0, elapsed=4000.0, hint=HINT, pace=PaceShown("Breathe out", 1.0), cue=Cue("LOWER")
    ),
    "to be recognised": Show(elapsed=4000.0),
    "to be recognised, getting ready": Show(elapsed=4000.0, hint=HINT, setup=Setup("Step back", CHECKS)),
    "getting ready": Show(title=LONG, elapsed=4000.0, setup=Setup("Set the camera lower", CHECKS)),
    "ready": Show(title=LONG, elapsed=4000.0, setup=Setup("Hold still", CHECKS, 0.5)),
    "rest": Show(elapsed=4000.0, rest=Rest(143.0, 180.0, next_up=LONG, detail=DETAIL)),
    "rest, paused": Show(rest=Rest(23.0, 60.0, paused=True, next_up="Push-up, wide", detail=DETAIL)),
    "rest, paused by hand": Show(
        elapsed=4000.0, hint=HINT, rest=Rest(23.0, 60.0, paused=True, next_up="Push-up", detail=DETAIL)
    ),
    "rest, looking back": Show(elapsed=4000.0, rest=Rest(58.0, 60.0, next_up="Push-up", review=REVIEW)),
    "rest, as you like": Show(rest=Rest(23.0, 60.0, next_up="as you like")),
    "rest, over": Show(rest=Rest(0.0, 60.0, next_up=LONG, detail=DETAIL)),
    "the end": Show(summary=Summary(ROWS, TOTAL)),
    "the end with goals": Show(summary=Summary(ROWS * 9, TOTAL, WEEK)),
    "the end of much": Show(summary=Summary(ROWS * 9, TOTAL)),
    "the end of little": Show(summary=Summary((), "0:03")),
}
SEEN = {
    "reps": 128,
    "partial": 12,
    "unseen": ("Turn side-on to check depth, lock-out, sag, pike, the head and the rest of it",),
}


def laid_out(name, size):
    given = SEEN | ({"exercise": ""} if name.startswith("to be recognised") else {})
    pose = puppet.seen(puppet.push_up(), puppet.SIDE, size=(640, 480), metre=150.0)
    if name == "training, a hint":  # the body is at the bottom, where the count would be
        pose = dataclasses.replace(pose, image=pose.image + np.array([-120.0, 120.0]))
    return layout(update(pose, **given), *size, size=(640, 480), show=LAID_OUT[name], places=Placement())


def extent(text):
    """Return the size at which a text is drawn, and where it begins and ends."""
    size = max(1, round(text.size))
    wide = measured(text.words, size, bold=text.bold)
    if wide > text.room:
        size, wide = size * text.room / wide, text.room
    left = text.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * wide
    return size, left, left + wide


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LAID_OUT)
def test_everything_is_readable_from_afar_whatever_its_length(name, size):
    unit = min(size) / 100.0
    texts = [shape for shape in laid_out(name, size) if isinstance(shape, Text)]
    assert texts
    for text in texts:
        assert extent(text)[0] >= 0.95 * SMALLEST * unit - 0.5, text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LAID_OUT)
def test_every_screen_keeps_within_the_picture(name, size):
    width, height = size
    for shape in laid_out(name, size):
        if isinstance(shape, Text):
            _, left, right = extent(shape)
            assert left >= -1.0, shape
            assert right <= width + 1.0, shape
            assert shape.y - 0.5 * CAP * shape.size > 0.0, shape
            assert shape.y + 0.5 * CAP * shape.size < height, shape
        elif isinstance(shape, Panel):
            assert min(shape.x, shape.y) >= 0.0, shape
            assert shape.x + shape.width <= width + 1e-6, shape
            assert shape.y + shape.height <= height + 1e-6, shape
        elif isinstance(shape, Arc):
            assert shape.radius <= shape.x <= width - shape.radius, shape
            assert shape.radius <= shape.y <= height - shape.radius, shape


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LAID_OUT)
def test_no_panel_lies_upon_another(name, size):
    panels = [shape for shape in laid_out(name, size) if isinstance(shape, Panel)]
    for a, b in itertools.combinations(panels, 2):
        across = a.x + a.width <= b.x + 1e-6 or b.x + b.width <= a.x + 1e-6
        assert across or a.y + a.height <= b.y + 1e-6 or b.y + b.height <= a.y + 1e-6, (a, b)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LAID_OUT)
def test_no_words_lie_upon_others(name, size):
    boxes = []
    for text in (shape for shape in laid_out(name, size) if isinstance(shape, Text)):
        _, left, right = extent(text)
        half = 0.5 * CAP * text.size
        boxes.append((left, right, text.y - half, text.y + half, text.words))
    for a, b in itertools.combinations(boxes, 2):
        apart = a[1] <= b[0] + 1.0 or b[1] <= a[0] + 1.0 or a[3] <= b[2] or b[3] <= a[2]
        assert apart, (a, b)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("exercise", names())
def test_everything_lies_within_the_picture(width, height, exercise):
    for rule in load(exercise).rules:
        given = broken(rule.name, exercise) | {
            "unseen": ("Turn to face the camera to check hand width",),
            "partial": 12,
        }
        for shape in shown(width, height, exercise=exercise, show=Show(goal=15, sets=3), **given):
            if isinstance(shape, Panel):
                assert shape.x >= 0.0
                assert shape.y >= 0.0
                assert shape.x + shape.width <= width + 1e-6
                assert shape.y + shape.height <= height + 1e-6
            elif isinstance(shape, Text):
                assert 0.0 <= shape.x <= width
                assert 0.0 < shape.y < height


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_panels_do_not_cover_each_other(width, height):
    for rule in load("push_up").rules:
        given = broken(rule.name) | {"unseen": ("Turn to face the camera to check hand width",)}
        panels = [
            s for s in shown(width, height, show=Show(goal=15, sets=3), **given) if isinstance(s, Panel)
        ]
        for a, b in itertools.combinations(panels, 2):
            apart = (
                a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
            )
            assert apart, (rule.name, a, b)


def test_rest_counts_down_and_says_what_comes_next():
    show = Show(rest=Rest(23.2, 60.0, next_up="Dumbbell row", detail="set 1 of 3 · 12 to 15 repetitions"))
    shapes = shown(show=show)
    assert {"24", "rest", "Next", "Dumbbell row", "set 1 of 3", "12 to 15 repetitions"} <= set(words(shapes))
    rings = [shape.share for shape in shapes if isinstance(shape, Arc)]
    assert rings == [1.0, pytest.approx(23.2 / 60.0)]
    assert any(isinstance(shape, Scrim) for shape in shapes)


@pytest.mark.parametrize(
    ("left", "word"),
    [(60.0, "60"), (59.99, "60"), (3.0, "3"), (0.2, "1"), (0.0, "Go"), (99.0, "99"), (125.0, "2:05")],
)
def test_a_second_stands_until_it_is_over(left, word):
    assert word in words(shown(show=Show(rest=Rest(left, 130.0))))


def test_a_pause_is_amber_and_says_so():
    shapes = shown(show=Show(rest=Rest(20.0, 60.0, paused=True)))
    assert "paused" in words(shapes)
    assert [s.ink for s in shapes if isinstance(s, Arc)] == ["shade", "amber"]


def test_a_hint_is_seen_before_anything_is_recognised_and_in_a_rest():
    resting = Rest(20.0, 60.0, paused=True)
    for show in (Show(elapsed=1.0, hint=HINT), Show(elapsed=1.0, hint=HINT, rest=resting)):
        assert HINT in words(shown(exercise="", show=show))


def test_the_side_of_a_hold_is_the_one_that_it_began_on():
    given = {"exercise": "squat_stretch", "held": 6.0, "side": "right", "progress": math.nan}
    assert "set 2 · left side" in words(shown(show=Show(elapsed=9.0, side="left"), **given))
    assert "set 2 · right side" in words(shown(show=Show(elapsed=9.0), **given))


def test_getting_ready():
    checks = (("whole body", True), ("light", False), ("camera", None))
    shapes = shown(show=Show(setup=Setup("Step back", checks)))
    assert {"Step back", "whole body", "light", "camera"} <= set(words(shapes))
    assert [s.ink for s in shapes if isinstance(s, Disc)] == ["accent", "amber", "grey"]
    shapes = shown(show=Show(setup=Setup("Hold still", checks, 0.4)))
    assert {"Hold still", "Ready"} <= set(words(shapes))
    assert [s.share for s in shapes if isinstance(s, Arc)] == [1.0, 0.4]
    assert "Go" in words(shown(show=Show(setup=Setup("Go", checks, 1.0))))


def test_the_summary_ends_in_the_goals_of_the_week():
    told = words(shown(1920, 1080, show=Show(summary=Summary(ROWS[:2], TOTAL, WEEK))))
    assert told[-1] == WEEK


def test_the_summary_has_a_row_a_set_and_the_latest_where_there_is_no_room():
    rows = tuple((f"Set {i}", str(i), "good") for i in range(1, 31))
    told = words(shown(show=Show(summary=Summary(rows, "12:00 · 30 repetitions"))))
    assert told[0] == "Well done"
    assert told[-1] == "12:00 · 30 repetitions"
    assert "Set 30" in told
    assert "Set 1" not in told
    sets = sum(word.startswith("Set ") for word in told)
    assert f"last {sets} of 30" in told


def test_what_was_done_of_a_stretch_is_as_large_as_of_a_set():
    shapes = shown(show=Show(summary=Summary(ROWS[:2], TOTAL)))
    sizes = {
        s.size for s in shapes if isinstance(s, Text) and s.words in {"31 s left,", "28 s right", "3 of 12"}
    }
    assert len(sizes) == 1


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_keys_are_of_one_size_and_within_their_panel(width, height):
    shapes = keys_screen(Canvas(width, height, (640, 480)), WORDS)
    (panel,) = (shape for shape in shapes if isinstance(shape, Panel))
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    assert len({text.size for text in texts}) == 1
    for text in texts:
        wide = measured(text.words, round(text.size), bold=text.bold)
        left = text.x - wide if text.align == "right" else text.x
        assert panel.x < left
        assert left + wide < panel.x + panel.width
        assert wide <= text.room, "it would be drawn smaller"
    assert panel.x >= 0.0
    assert panel.y + panel.height <= height


@pytest.mark.parametrize("size", SIZES)
def test_a_notice_leaves_the_countdown_free(size):
    """The clock runs on while the camera is away."""
    rest = Rest(23.0, 60.0, paused=False, next_up="Squat", detail="set 1 of 3")
    plain = shown(*size, show=Show(rest=rest))
    shapes = shown(*size, show=Show(rest=rest, notice="camera 0 is silent. Waiting for it to come back"))
    assert shapes[: len(plain)] == plain
    band, *lines = shapes[len(plain) :]
    assert isinstance(band, Panel)
    ring = next(shape for shape in plain if isinstance(shape, Arc))
    assert band.y + band.height <= ring.y - ring.radius + 1.0
    assert all(line.y + line.size / 2.0 <= band.y + band.height for line in lines)
    assert " ".join(line.words for line in lines) == "camera 0 is silent. Waiting for it to come back"


def test_keys_and_notices_are_on_top():
    shapes = shown(show=Show(keys=True, notice="camera 0 has gone"))
    assert "full screen, window" in words(shapes)
    assert "camera 0 has gone" in words(shapes)


ATHLETE = puppet.seen(puppet.push_up(), puppet.SIDE, size=(640, 480), metre=150.0)


def bones(shapes):
    return [s for s in shapes if isinstance(s, Line) and s.ink != "shade"]


def test_every_bone_is_drawn_in_its_place():
    shapes = layout(update(ATHLETE), 640, 480)
    ends = {(line.x1, line.y1) for line in bones(shapes)}
    assert tuple(ATHLETE.image[Landmark.LEFT_SHOULDER]) in ends


def test_a_mirror_changes_sides_of_the_body_and_of_nothing_else():
    plain, mirror = layout(update(ATHLETE), 640, 480), layout(update(ATHLETE), 640, 480, mirrored=True)
    dots, turned = ([s for s in each if isinstance(s, Disc)] for each in (plain, mirror))
    assert [(640 - d.x, d.y) for d in dots] == [(pytest.approx(d.x), pytest.approx(d.y)) for d in turned]
    assert [s for s in plain if isinstance(s, Text)] == [s for s in mirror if isinstance(s, Text)]


def test_a_body_keeps_its_place_in_a_picture_fitted_into_the_canvas():
    shapes = layout(update(ATHLETE), 1920, 1080, size=(640, 480))
    x, y = ATHLETE.image[Landmark.LEFT_HIP]
    scale = 1080 / 480
    place = ((1920 - 640 * scale) / 2 + x * scale, y * scale)
    assert any(
        s.x == pytest.approx(place[0]) and s.y == pytest.approx(place[1])
        for s in shapes
        if isinstance(s, Disc)
    )
    assert Canvas(1920, 1080, (640, 480)).picture == pytest.approx((240.0, 0.0, 1440.0, 1080.0))


def test_what_is_only_guessed_is_thinner_and_has_no_dot():
    hidden = puppet.hidden(ATHLETE, Landmark.RIGHT_ELBOW)
    assert min(line.width for line in bones(layout(update(hidden), 640, 480))) < min(
        line.width for line in bones(layout(update(ATHLETE), 640, 480))
    )
    dots = [sum(isinstance(s, Disc) for s in layout(update(p), 640, 480)) for p in (hidden, ATHLETE)]
    assert dots[0] == dots[1] - 1


def test_landmarks_that_are_nowhere_are_not_drawn():
    image = ATHLETE.image.copy()
    image[Landmark.LEFT_KNEE] = np.nan
    shapes = layout(update(dataclasses.replace(ATHLETE, image=image)), 640, 480)
    assert all(math.isfinite(line.x1 + line.y1 + line.x2 + line.y2) for line in bones(shapes))


def test_limbs_are_coloured_by_what_is_judged():
    fine = inks(status())
    assert all(fine[bone] == "accent" for bone in ARMS), "the elbow is judged from the side"
    assert fine[Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX] == "grey"
    sagging = inks(status(**broken("sag")))
    assert sagging[Landmark.LEFT_HIP, Landmark.LEFT_KNEE] == "amber"
    assert all(sagging[bone] == "accent" for bone in ARMS)


def test_from_where_nothing_can_be_judged_all_is_grey():
    assert set(inks(status(view=None)).values()) == {"grey"}
    assert set(inks(status(exercise="")).values()) == {"grey"}


def test_a_hint_is_no_fault():
    assert "amber" not in inks(status("push_up", view="front", **broken("elbow_flare"))).values()


def test_every_rule_that_is_judged_colours_some_bone():
    measures = {rule.measure for name in names() for rule in load(name).rules}
    assert measures <= set(TOUCHES)
    assert set(TOUCHES) <= set(MEASURES), "no measure is misspelt"
    assert {bone for bones in TOUCHES.values() for bone in bones} <= set(BONES)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pace_stands_above_the_count_and_below_a_cue_and_its_ball_grows(width, height):
    def balls(reach):
        show = Show(elapsed=5.0, cue=Cue("LOWER"), pace=PaceShown("Breathe out", reach))
        shapes = shown(width, height, show=show)
        assert "Breathe out" in words(shapes)
        panels = [each for each in shapes if isinstance(each, Panel)]
        (ball,) = (each for each in shapes if isinstance(each, Disc))
        around = [
            each
            for each in panels
            if each.x <= ball.x <= each.x + each.width and each.y <= ball.y <= each.y + each.height
        ]
        (pill,) = around
        others = [each for each in panels if each is not pill and each.x < pill.x + pill.width]
        assert all(each.y + each.height <= pill.y or each.y >= pill.y + pill.height for each in others)
        return ball.radius

    assert balls(0.0) < balls(0.5) < balls(1.0)


def test_words_are_broken_into_lines_that_fit():
    lines = wrapped("Hips sagging: tighten belly and seat", 20.0, 200.0)
    assert len(lines) > 1
    assert all(text_width(line, 20.0) <= 200.0 for line in lines)
    assert " ".join(lines) == "Hips sagging: tighten belly and seat"
    assert wrapped("Unbreakable", 20.0, 10.0) == ("Unbreakable",)
    assert wrapped("", 20.0, 10.0) == ()


def test_lines_are_about_equally_long():
    assert wrapped("Hips sagging: tighten belly and seat", 20.0, 280.0) == (
        "Hips sagging: tighten",
        "belly and seat",
    )
    assert wrapped("Unbreakable words", 20.0, 10.0) == ("Unbreakable", "words"), "it ends where nothing fits"


def test_words_are_broken_where_they_may_be():
    room = text_width("8 to 12 repetitions", 20.0)
    assert wrapped("set 2 of 3 · 8 to 12 repetitions", 20.0, room, joint=" · ") == (
        "set 2 of 3",
        "8 to 12 repetitions",
    )


def test_words_are_fitted_as_large_as_they_may_be():
    words, room = "Hips sagging: tighten belly and seat", text_width("Hips sagging: tighten belly", 20.0)
    assert fitted(words, 20.0, 2.0 * room, min_size=10.0) == ((words,), 20.0)
    assert fitted(words, 20.0, room, min_size=10.0, max_lines=2)[1] == 20.0
    tight = 0.9 * text_width(words, 20.0)
    assert fitted(words, 20.0, tight, min_size=10.0, max_lines=2) == ((words,), 0.88 * 20.0), (
        "a little smaller"
    )
    assert fitted(words, 20.0, tight, min_size=20.0, max_lines=2) == (wrapped(words, 20.0, tight), 20.0)
    assert fitted("", 20.0, room, min_size=10.0) == ((), 20.0)


def test_what_does_not_fit_ends_in_an_ellipsis():
    words, room = "Hips sagging: tighten belly and seat", text_width("Hips sagging: tig…", 10.0)
    assert fitted(words, 20.0, room, min_size=10.0) == (("Hips sagging…",), 10.0)
    lines, size = fitted(f"{words} · {words}", 20.0, room, min_size=10.0, max_lines=2, joint=" · ")
    assert (len(lines), size) == (2, 10.0)
    assert all(text_width(line, 10.0) <= room for line in lines)
    assert lines[-1].endswith("…")
    assert shortened("Unbreakable", 10.0, text_width("Unbre…", 10.0)) == "Unbre…"
    assert shortened("Hips", 10.0, 100.0) == "Hips"


@pytest.mark.parametrize("bold", [True, False])
def test_the_guessed_width_of_words_is_near_their_real_one(bold):
    cues = {rule.say(1.2) for name in names() for rule in load(name).rules} | {"0123456789", "set 2 of 3"}
    for cue in cues:
        assert text_width(cue, 100, bold=bold) == pytest.approx(measured(cue, 100, bold=bold), rel=0.06), cue


@pytest.mark.parametrize(("t", "text"), [(0.0, "0:00"), (59.9, "0:59"), (61.0, "1:01"), (3725.0, "1:02:05")])
def test_clock(t, text):
    assert clock(t) == text


PEOPLE = (PersonSeen(100.0, 200.0, 200.0, 460.0), PersonSeen(400.0, 150.0, 560.0, 470.0, followed=True))


@pytest.mark.parametrize("mirrored", [False, True])
def test_several_people_bear_their_numbers_above_their_heads(mirrored):
    shapes = layout(update(), 640, 480, mirrored=mirrored, show=Show(people=PEOPLE, elapsed=0.0))
    discs = [s for s in shapes if isinstance(s, Disc) and s.radius == pytest.approx(4.6 * 4.8)]
    assert [(d.x, d.ink) for d in discs] == [
        (490.0 if mirrored else 150.0, "text"),
        (160.0 if mirrored else 480.0, "accent"),
    ]
    assert all(d.y < top for d, top in zip(discs, (200.0, 150.0), strict=True))
    numbers = [s.words for s in shapes if isinstance(s, Text) and (s.x, s.y) in {(d.x, d.y) for d in discs}]
    assert numbers == ["1", "2"]


def test_in_a_rest_s_screen_nobody_bears_a_number():
    plain, marked = (
        layout(update(), 640, 480, show=Show(people=people, rest=Rest(20.0, 60.0), elapsed=0.0))
        for people in ((), PEOPLE)
    )
    assert plain == marked
