"""A whole session, told the time: what is shown and called out when."""

import dataclasses
import itertools
import math

import pytest

from posecoach.core.events import HoldEnded, HoldStarted, SetEnded, SetStarted, Verdict
from posecoach.core.form.gestures import HandsUp
from posecoach.core.session.coach import Coach
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.routine_runner import RoutineRunner
from posecoach.core.session.set_tracker import SetTracker
from posecoach.core.session.status import Update
from posecoach.exercises import load
from posecoach.live import session_end as module
from posecoach.live.announcements import Say
from posecoach.live.controller import LiveController
from posecoach.live.summary_texts import Previous
from posecoach.live.view import to_come
from posecoach.live.week_goals import WeekGoal
from posecoach.overlay.live_view import Show
from posecoach.words import load as load_words
from tests import puppet, records
from tests.core.form.test_gestures import standing as stand
from tests.records import movement

SHELF = {name: load(name) for name in ("push_up", "squat", "squat_stretch")}
SIZE = (1280, 960)


def push_ups(reps):
    value, duration = puppet.repeated(170.0, 70.0, reps=reps, lead=3.0)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 20.0, azimuth=puppet.SIDE)


def squats(reps):
    value, duration = puppet.repeated(85.0, -2.0, reps=reps, lead=3.0)
    return puppet.film(
        lambda t: puppet.squat(value(t), lean=(85.0 - value(t)) / 3.0), duration, 20.0, azimuth=puppet.SIDE
    )


def standing(seconds):
    return puppet.film(lambda _t: puppet.squat(88.0), seconds, 20.0, azimuth=puppet.FRONT)


def session(films, plan=None, exercises=("push_up",), presses=(), rest=60.0, dark=(), others=()):
    """Every moment of films shown one after the other: (t, moment).

    `dark` are the films in which no light is on, `others` exercises that are known though not planned.
    """
    shelf = {name: SHELF[name] for name in exercises}
    coach = (
        RoutineRunner(plan, SHELF, [SHELF[name] for name in others])
        if plan
        else Coach(tuple(shelf.values()), sets=SetTracker(outlives_gaps=True))
    )
    controller, told, offset, presses = (
        LiveController(shelf if not plan else SHELF, plan, rest),
        [],
        0.0,
        list(presses),
    )
    for index, film in enumerate(films):
        for t, pose in film:
            now = offset + t
            while presses and presses[0][0] <= now:
                at, key = presses.pop(0)
                if controller.press(at, key):
                    coach.skip()
            update = coach.step(now, pose)
            moment = controller.step(
                update,
                SIZE,
                getattr(coach, "position", 0),
                5.0 if index in dark else 120.0,
                getattr(coach, "sets", ()),
                unplanned=getattr(coach, "unplanned", None),
            )
            if moment.skip:
                coach.skip()
            if moment.set_over:
                coach.end_set()
            told.append((now, moment))
        offset = told[-1][0] + 0.05
    return told


def calls(told, kind=None):
    return [
        (round(t, 1), call.words if isinstance(call, Say) else call)
        for t, moment in told
        for call in moment.announcements
        if kind is None or isinstance(call, kind)
    ]


def phases(told):
    """Return the screens that are shown, one after the other."""
    names = []
    for _, moment in told:
        show = moment.show
        resting = show.rest and not show.rest.corner
        name = "summary" if show.summary else "rest" if resting else "setup" if show.setup else "train"
        if not names or names[-1] != name:
            names.append(name)
    return names


PLAN = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(3.0, 3.0), rest=(15.0, 20.0)),))


def test_from_getting_ready_to_the_summary():
    told = session([standing(3.0), push_ups(3), standing(20.0), push_ups(2), standing(12.0)], PLAN)
    assert phases(told) == ["setup", "train", "rest", "setup", "train", "summary"] or phases(told) == [
        "setup",
        "train",
        "rest",
        "train",
        "summary",
    ]
    tones = [name for _, name in calls(told, str)]
    assert tones.count("rep") == 5
    assert tones.count("go") >= 1
    words = [words for _, words in calls(told, Say)]
    assert [w for w in words if w in ("one", "two", "three")] == ["one", "two", "three", "one", "two"]
    assert "Set done" in words
    assert words[-1] == "Well done. That was all."
    assert [row[1] for row in told[-1][1].show.summary.rows] == ["3 of 3", "2 of 3"]


def test_it_goes_when_the_starting_position_has_been_held():
    told = session([standing(3.0), push_ups(3)])
    (go,) = (t for t, name in calls(told, str) if name == "go")
    assert 3.0 + 1.5 <= go <= 3.0 + 2.2
    assert next(m.show.setup for t, m in told if t > 3.4).advice


def test_the_rest_counts_from_the_end_of_the_last_repetition():
    told = session([push_ups(3), standing(30.0)], PLAN)
    begun = next(t for t, moment in told if moment.show.rest)
    over = told[0][1]
    last = max(t for t, name in calls(told, str) if name == "rep")
    assert begun - last <= 3.5, "nobody waits for the clock to start"
    rest = next(moment.show.rest for _, moment in told if moment.show.rest)
    assert rest.total == 20.0
    assert begun + rest.left == pytest.approx(last + 20.0, abs=0.8)
    zero = [t for t, name in calls(told, str) if name == "go" and t > begun]
    assert zero == [pytest.approx(begun + rest.left, abs=0.1)]
    beeps = [t for t, name in calls(told, str) if name == "beep"]
    assert beeps == [pytest.approx(zero[0] - n, abs=0.1) for n in (3, 2, 1)]
    assert over is not None


def test_a_set_that_begins_early_ends_the_rest():
    told = session([push_ups(3), standing(8.0), push_ups(3)], PLAN)
    assert phases(told).count("rest") == 1
    assert phases(told)[-1] == "train"
    begun = next(t for t, moment in told if moment.show.rest)
    assert "beep" not in [name for _, name in calls(told, str)], "the next set began before the last seconds"
    assert sum(name == "rep" and t > begun for t, name in calls(told, str)) == 3


def nobody(seconds):
    return [(i / 20.0, None) for i in range(round(20.0 * seconds))]


def test_who_walks_out_of_the_picture_rests():
    more = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(9.0, 9.0), rest=(15.0, 20.0)),))
    told = session([push_ups(3), nobody(8.0), push_ups(3)], more)
    begun = next(t for t, moment in told if moment.show.rest)
    gone = push_ups(3)[-1][0]
    assert begun - gone == pytest.approx(3.0, abs=0.2), "the set is over for sure some seconds later only"
    assert phases(told).count("rest") == 1


def test_keys_change_the_rest():
    base = [push_ups(3), standing(40.0)]

    def zero(presses):
        told = session(base, PLAN, presses=presses)
        begun = next(t for t, moment in told if moment.show.rest)
        return next((t for t, name in calls(told, str) if name == "go" and t > begun), None)

    plain = zero([])
    assert zero([(15.0, "+")]) == pytest.approx(plain + 15.0, abs=0.11)
    assert zero([(15.0, "-")]) == pytest.approx(max(15.0, plain - 15.0), abs=0.11)
    assert zero([(15.0, " "), (20.0, " ")]) == pytest.approx(plain + 5.0, abs=0.11)
    assert zero([(15.0, "s")]) == pytest.approx(15.0, abs=0.11)


def test_both_hands_above_the_head_end_the_rest():
    up = puppet.film(lambda _t: stand(up=True), 3.0, 20.0, azimuth=puppet.FRONT)
    told = session([push_ups(3), standing(6.0), up, standing(3.0)], PLAN)
    begun = next(t for t, moment in told if moment.show.rest)
    words = [(t, w) for t, w in calls(told, Say) if w == "Set 2 of 2: three push-ups. Go."]
    assert len(words) == 1, "the set is called, and nobody is left in silence"
    assert words[0][0] < begun + 10.0
    assert (words[0][0], "go") in [(t, name) for t, name in calls(told, str)]


@pytest.mark.parametrize(
    ("left", "right", "more", "words"),
    [
        (None, 0.0, 15.0, "15 seconds more"),
        (0.0, None, -15.0, "15 seconds less"),
        (None, 85.0, 0.0, "Paused"),
    ],
)
def test_an_arm_stretched_out_or_up_changes_the_rest(left, right, more, words):
    from tests.core.form.test_gestures import reaching

    plan = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(3.0, 3.0), rest=(60.0, 60.0)),))
    out = puppet.film(lambda _t: reaching(left, right), 2.0, 20.0, azimuth=puppet.FRONT)
    told = session([push_ups(3), standing(6.0), out, standing(3.0)], plan)
    begun = next((t, m.show.rest) for t, m in told if m.show.rest)
    end, rest = told[-1][0], told[-1][1].show.rest
    assert words in [w for _, w in calls(told, Say)]
    assert rest.total == 60.0 + more
    assert rest.paused is (words == "Paused")
    if not rest.paused:
        assert rest.left == pytest.approx(begun[1].left + more - (end - begun[0]), abs=0.01)
    again = session([push_ups(3), standing(6.0), out, standing(3.0), out], plan)
    assert not again[-1][1].show.rest.paused


def test_the_sign_is_nothing_in_the_midst_of_a_set():
    up = puppet.film(lambda _t: stand(up=True), 2.5, 20.0, azimuth=puppet.FRONT)
    told = session([standing(3.0), up, push_ups(2)], PLAN)
    assert "Go on" not in [w for _, w in calls(told, Say)]


def test_one_who_stands_between_squats_rests_once_the_goal_is_reached():
    plan = Routine("plan", "Plan", (Item("squat", sets=2, reps=(3.0, 3.0), rest=(20.0, 20.0)),))
    still = puppet.film(lambda _t: puppet.squat(85.0), 12.0, 20.0, azimuth=puppet.SIDE)
    told = session([squats(3), still], plan)
    last = max(t for t, name in calls(told, str) if name == "rep")
    begun = next(t for t, moment in told if moment.show.rest)
    assert begun - last <= 4.0


def test_one_who_stands_between_squats_begins_the_next_set_when_the_rest_is_over():
    """Standing is the position, in which a set stays open for 20 s: its end must not wait for that."""
    plan = Routine("plan", "Plan", (Item("squat", sets=2, reps=(3.0, 3.0), rest=(10.0, 10.0)),))
    still = puppet.film(lambda _t: puppet.squat(85.0), 8.0, 20.0, azimuth=puppet.SIDE)
    told = session([squats(3), still, squats(3), still], plan)
    assert [w for _, w in calls(told, Say) if w in ("one", "two", "three", "four")] == [
        "one",
        "two",
        "three",
    ] * 2
    tones = [name for _, name in calls(told, str)]
    assert tones.count("go") == 2, "to begin with, and after the rest"
    assert sum(w.startswith("Rest, ") for _, w in calls(told, Say)) == 1
    assert [row[1] for row in told[-1][1].show.summary.rows] == ["3 of 3", "3 of 3"]


def test_one_who_stands_after_squats_that_nobody_asked_a_number_of_rests():
    still = puppet.film(lambda _t: puppet.squat(85.0), 16.0, 20.0, azimuth=puppet.SIDE)
    told = session([squats(3), still], exercises=("squat",))
    last = max(t for t, name in calls(told, str) if name == "rep")
    begun = next(t for t, moment in told if moment.show.rest)
    assert 7.0 <= begun - last <= 9.0
    longer = puppet.film(lambda _t: puppet.squat(85.0), 30.0, 20.0, azimuth=puppet.SIDE)
    slow = session([squats(1), squats(1), squats(1), longer], exercises=("squat",))
    reps = [t for t, name in calls(slow, str) if name == "rep"]
    rests = [t for t, words in calls(slow, Say) if words.startswith("Rest, ")]
    assert 12.0 < rests[-1] - reps[-1] <= 20.5, "who takes their time from one to the next takes it here"


def test_a_rest_that_was_skipped_does_not_come_back():
    plan = Routine("plan", "Plan", (Item("squat", sets=2, reps=(3.0, 3.0), rest=(60.0, 60.0)),))
    still = puppet.film(lambda _t: puppet.squat(85.0), 5.0, 20.0, azimuth=puppet.SIDE)
    first = squats(3)
    skipped = first[-1][0] + 4.0
    told = session([first, still, still, still], plan, presses=[(skipped, "s")])
    assert phases(told).count("rest") == 1
    assert phases(told)[-1] == "train"
    assert sum(w.startswith("Rest, ") for _, w in calls(told, Say)) == 1


def test_squats_that_begin_before_the_rest_is_over_are_the_next_set():
    plan = Routine("plan", "Plan", (Item("squat", sets=2, reps=(3.0, 3.0), rest=(60.0, 60.0)),))
    still = puppet.film(lambda _t: puppet.squat(85.0), 8.0, 20.0, azimuth=puppet.SIDE)
    told = session([squats(3), still, squats(3), still], plan)
    assert [row[1] for row in told[-1][1].show.summary.rows] == ["3 of 3", "3 of 3"]


def test_a_planned_hold_that_was_long_enough_begins_its_rest():
    """Once both sides are done; that its set is over is the coach's to say."""
    name = "squat_stretch"
    plan = Routine(
        "plan", "Plan", (Item(name, sets=2, seconds=(20.0, 20.0), rest=(30.0, 30.0)), Item("push_up"))
    )
    stretch, controller = SHELF[name], LiveController(SHELF, plan)

    def held(seconds):
        return status(exercise=stretch, held=seconds, side="left", progress=math.nan, reps=0)

    told = steps(
        controller,
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0)),
        (22.0, [HoldEnded(22.0, name, 0.0, 12.0, "left")], held(0.0)),
        (24.0, [HoldStarted(24.0, name, 23.0, "left")], held(1.0)),
        (45.0, [HoldEnded(45.0, name, 23.0, 20.5, "left")], held(0.0)),
        (50.0, [HoldStarted(50.0, name, 49.0, "right")], held(1.0)),
        (71.0, [HoldEnded(71.0, name, 49.0, 20.5, "right")], held(0.0)),
        (71.1, [], held(0.0)),
    )
    assert [bool(moment.show.rest) for moment in told] == [False] * 5 + [True, True]
    assert not any(moment.set_over for moment in told)
    assert told[-1].show.rest.total == 30.0


def test_without_a_plan_raised_hands_go_on_without_the_other_side_too():
    up = puppet.film(lambda _t: stand(up=True), 2.0, 20.0, azimuth=puppet.FRONT)
    stretch = puppet.stretching(30.0, lasts=24.0, rate=20.0)
    told = session([stretch, standing(2.0), up, standing(3.0)], exercises=("squat_stretch",))
    assert [w for _, w in calls(told, Say)][-2:] == ["Go on", "Rest, 51 seconds. Next: Squat stretch."]
    assert phases(told)[-1] == "rest"


def test_with_the_camera_stalled_the_rest_goes_on():
    told = session([push_ups(3), standing(5.0)], PLAN)
    coach, controller = RoutineRunner(PLAN, SHELF), LiveController(SHELF, PLAN)
    t = 0.0
    for film_t, pose in [*push_ups(3)]:
        t = film_t
        controller.step(coach.step(t, pose), SIZE, coach.position)
    for i in range(80):
        now = t + 0.05 + i * 0.05
        controller.step(coach.step(now, None), SIZE, coach.position)
    controller.rest_control.begin(t, 20.0)
    lefts = [controller.tick(t + 5.0 + i).show.rest.left for i in range(10)]
    assert lefts == [pytest.approx(15.0 - i) for i in range(10)]
    assert told


def test_a_plan_is_walked_through_and_tells_how_to_stand():
    plan = Routine(
        "plan", "Plan", (Item("push_up", reps=(2.0, 2.0), rest=(15.0, 15.0)), Item("squat", reps=(2.0, 2.0)))
    )
    told = session([push_ups(2), standing(12.0), squats(2), standing(25.0)], plan)
    rest = next(moment.show.rest for _, moment in told if moment.show.rest)
    assert rest.next_up == "Squat"
    assert rest.detail == "2 repetitions · turn side-on"
    titles = [moment.show.title for _, moment in told if not moment.show.rest and not moment.show.summary]
    assert titles[0] == "Push-up"
    assert "Squat" in titles
    assert "two squats" in " ".join(w for _, w in calls(told, Say) if w.startswith("Rest, "))


def test_s_goes_on_to_the_next_set():
    told = session([standing(4.0)], PLAN, presses=[(1.0, "s"), (2.0, "s")])
    assert phases(told)[-1] == "summary"
    assert [row[2] for row in told[-1][1].show.summary.rows] == ["not done", "not done"]


def test_s_while_the_rest_says_go_gives_up_no_set():
    films = [push_ups(3), standing(40.0)]
    over = next(t for t, moment in session(films, PLAN) if moment.show.rest and moment.show.rest.left <= 0.0)
    told = session(films, PLAN, presses=[(over + 1.0, "s")])
    assert phases(told)[-1] != "summary"
    assert not any(moment.show.rest for t, moment in told if t > over + 1.1)
    assert {moment.show.set_number for t, moment in told if t > over + 1.1} == {2}


def test_a_finished_plan_ends_by_itself(monkeypatch):
    monkeypatch.setattr(module, "FINISH_AFTER_S", 2.0)
    told = session([standing(4.0), standing(4.0)], PLAN, presses=[(1.0, "s"), (2.0, "s")])
    assert next(t for t, moment in told if moment.over) == pytest.approx(4.0, abs=0.2)


def test_without_a_plan_a_set_is_followed_by_the_usual_rest():
    told = session([push_ups(3), standing(12.0)], rest=30.0)
    rest = next(moment.show.rest for _, moment in told if moment.show.rest)
    assert (rest.total, rest.next_up) == (30.0, "Push-up")
    assert phases(session([push_ups(3), standing(12.0)], rest=0.0)) == ["setup", "train", "setup"]


def status(**given):
    return records.status(**({"reps": 1, "progress": 0.1, "set_number": 1} | given))


def steps(controller, *moments):
    """(t, events, status) in, calls out."""
    return [controller.step(Update(t, None, {}, how, tuple(events)), SIZE) for t, events, how in moments]


def test_a_cue_stays_long_enough_to_be_read_and_is_said_once():
    rule = next(rule for rule in SHELF["push_up"].rules if rule.name == "sag")
    bad, good = status(broken=(rule,), cues=("Hips sagging",)), status()
    controller = LiveController({"push_up": SHELF["push_up"]})
    begun = SetStarted(0.0, "push_up", 1, 0.0)
    moments = [(0.0, [begun], good)] + [(0.1 * i, [], bad if i % 3 == 0 else good) for i in range(1, 30)]
    told = steps(controller, *moments)
    assert sum(isinstance(call, Say) for moment in told for call in moment.announcements) == 1
    cues = [moment.show.cue.words for moment in told[3:17]]
    assert set(cues) == {"HIPS UP"}


def test_a_partial_repetition_sounds_otherwise_and_says_why():
    controller = LiveController({"push_up": SHELF["push_up"]})
    missed = movement(1.0, verdict=Verdict.PARTIAL, why="bottom 118 degrees, needs 95", depth=0.7)
    told = steps(controller, (0.0, [SetStarted(0.0, "push_up", 1, 0.0)], status()), (3.0, [missed], status()))
    assert told[1].announcements == ("partial", Say("A hand's breadth lower"))
    assert told[1].show.cue.words == "LOWER"


def test_who_has_gone_over_to_the_other_side_is_not_sent_there():
    stretch, name = SHELF["squat_stretch"], "squat_stretch"
    controller = LiveController({name: stretch})

    def held(seconds, side):
        return status(exercise=stretch, held=seconds, side=side, progress=math.nan, reps=0)

    other = [HoldEnded(22.0, name, 0.0, 20.5, "left"), HoldStarted(22.0, name, 21.0, "right")]
    told = steps(
        controller,
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0, "left")),
        (20.5, [], held(20.5, "left")),
        (22.0, other, held(1.0, "right")),
    )
    assert [call.words for call in told[-1].announcements if isinstance(call, Say)] == ["Hold, right side"]


def test_a_stretch_says_hold_half_way_enough_and_the_other_side():
    stretch = SHELF["squat_stretch"]
    controller = LiveController({"squat_stretch": stretch})

    def held(seconds, side="left"):
        return status(exercise=stretch, held=seconds, side=side, progress=math.nan, reps=0)

    name = "squat_stretch"
    told = steps(
        controller,
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0)),
        (10.1, [], held(10.1)),
        (20.1, [], held(20.1)),
        (23.0, [HoldEnded(23.0, name, 0.0, 21.0, "left")], held(0.0)),
        (30.0, [HoldStarted(30.0, name, 29.0, "right")], held(1.0, "right")),
        (52.0, [HoldEnded(52.0, name, 29.0, 20.5, "right")], held(0.0, "right")),
        (60.0, [SetEnded(60.0, name, 1, 0.0, 52.0, 2)], held(0.0)),
    )
    words = [call.words for moment in told for call in moment.announcements if isinstance(call, Say)]
    assert words[:6] == ["Hold, left side", "Half way", "Enough", "Other side", "Hold, right side", "Done"]
    assert words[6] == "Rest, 60 seconds. Next: Squat stretch."
    assert len(words) == 7, "the rest has begun when the set ends for sure"
    assert told[-1].show.rest.left == pytest.approx(52.0)
    assert not any(moment.set_over for moment in told), "without a plan nobody knows that it was the last"


def test_who_leaves_a_stretch_is_told_nothing_of_its_other_side():
    """Getting up, one may look as if turned the other way."""
    stretch, name = SHELF["squat_stretch"], "squat_stretch"

    def held(seconds, side, *, in_position=True):
        return status(
            exercise=stretch, held=seconds, side=side, in_position=in_position, progress=math.nan, reps=0
        )

    told = steps(
        LiveController({name: stretch}),
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0, "left")),
        (23.0, [HoldEnded(23.0, name, 0.0, 21.0, "left")], held(0.0, "left")),
        (30.0, [HoldStarted(30.0, name, 29.0, "right")], held(1.0, "right")),
        (34.0, [], held(4.0, "left")),
        (35.0, [], held(11.0, "right", in_position=False)),
    )
    words = [call.words for moment in told for call in moment.announcements if isinstance(call, Say)]
    assert words == ["Hold, left side", "Other side", "Hold, right side"]


def dips(reps):
    value, duration = puppet.repeated(170.0, 120.0, reps=reps, lead=3.0)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 20.0, azimuth=puppet.SIDE)


def test_a_dip_before_the_first_set_starts_no_rest():
    told = session([standing(3.0), dips(1), standing(12.0), push_ups(3), standing(6.0)], PLAN)
    assert "partial" in [name for _, name in calls(told, str)]
    assert phases(told) == ["setup", "train", "setup", "train", "rest"]


def test_a_dip_while_resting_leaves_the_clock_alone():
    more = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(3.0, 3.0), rest=(60.0, 60.0)),))
    told = session([push_ups(3), standing(12.0), dips(1), standing(12.0)], more)
    plain = session([push_ups(3), standing(12.0), standing(dips(1)[-1][0]), standing(12.0)], more)
    assert told[-1][0] == plain[-1][0]
    assert told[-1][1].show.rest.left == plain[-1][1].show.rest.left
    assert sum(w.startswith("Rest, ") for _, w in calls(told, Say)) == 1


def test_h_shows_the_keys():
    controller = LiveController({"push_up": SHELF["push_up"]})
    controller.press(0.0, "h")
    assert controller.tick(0.0).show.keys
    controller.press(0.0, "h")
    assert not controller.tick(0.0).show.keys


def test_who_stands_while_resting_before_squats_goes_on_resting():
    """Standing is where squats start from, and what one does in a rest."""
    push_up, squat = Item("push_up", reps=(2.0, 2.0), rest=(60.0, 60.0)), Item("squat", reps=(2.0, 2.0))
    told = session([push_ups(2), standing(30.0)], Routine("plan", "Plan", (push_up, squat)))
    assert "go" not in [call for t, call in calls(told) if t > 8.0]
    rest = told[-1][1].show.rest
    assert rest is not None
    assert 20.0 < rest.left < 40.0


def test_a_side_that_was_hardly_held_is_still_to_come():
    name, stretch = "squat_stretch", SHELF["squat_stretch"]

    def held(seconds, side):
        return status(exercise=stretch, held=seconds, side=side, progress=math.nan, reps=0)

    told = steps(
        LiveController({name: stretch}),
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0, "left")),
        (4.0, [HoldEnded(4.0, name, 0.0, 2.0, "left")], held(0.0, "")),
        (6.0, [HoldStarted(6.0, name, 5.0, "right")], held(1.0, "right")),
        (27.0, [HoldEnded(27.0, name, 5.0, 21.0, "right")], held(0.0, "")),
    )
    words = [call.words for moment in told for call in moment.announcements if isinstance(call, Say)]
    assert words[-1] == "Other side"
    assert "Done" not in words


def let_go(plan):
    """A stretch whose left side was let go after 12 of 20 s."""
    name, stretch = "squat_stretch", SHELF["squat_stretch"]
    controller = LiveController(SHELF, plan)
    holding = status(exercise=stretch, held=12.0, side="left", progress=math.nan, reps=0)
    standing_ = dataclasses.replace(holding, held=0.0, side="", reps=1)
    told = steps(
        controller,
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], holding),
        (14.0, [HoldEnded(14.0, name, 0.0, 12.0, "left")], standing_),
        (16.0, [], standing_),
    )
    return controller, standing_, told


def test_who_lets_go_early_is_told_how_much_is_missing():
    plan = Routine("plan", "Plan", (Item("squat_stretch", seconds=(20.0, 20.0)), Item("push_up")))
    controller, standing_, told = let_go(plan)
    assert [call.words for call in told[1].announcements if isinstance(call, Say)] == [
        "8 seconds more, left side"
    ]
    assert told[2].show.cue.words == "8 seconds more, left side"
    holding = dataclasses.replace(standing_, held=8.5, side="left")
    again = steps(
        controller,
        (20.0, [HoldStarted(20.0, "squat_stretch", 19.0, "left")], dataclasses.replace(holding, held=1.0)),
        (28.0, [], holding),
        (29.0, [HoldEnded(29.0, "squat_stretch", 19.0, 8.5, "left")], standing_),
    )
    assert again[0].show.cue.words == ""
    assert "Enough" in [call.words for call in again[1].announcements if isinstance(call, Say)]
    assert again[2].show.cue.words == "OTHER SIDE"


def test_the_sign_goes_on_from_a_stretch_that_is_not_to_be_finished(monkeypatch):
    plan = Routine("plan", "Plan", (Item("squat_stretch", seconds=(20.0, 20.0)), Item("push_up")))
    controller, standing_, _ = let_go(plan)
    assert not steps(controller, (17.0, [], standing_))[0].set_over
    monkeypatch.setattr(HandsUp, "step", lambda *_: True)
    assert steps(controller, (18.0, [], standing_))[0].set_over


def test_one_set_more_than_was_planned_is_shown_to_its_end(monkeypatch):
    monkeypatch.setattr(module, "FINISH_AFTER_S", 6.0)
    plan = Routine("plan", "Plan", (Item("push_up", reps=(2.0, 2.0)),))
    told = session([push_ups(2), standing(4.0), push_ups(6), standing(30.0)], plan)
    screens = phases(told)
    assert screens[-3:] == ["summary", "train", "summary"]
    last = max(t for t, call in calls(told) if call == "rep")
    assert next(t for t, moment in told if moment.over) > last


def test_every_set_is_called_and_reminded_of():
    told = session([push_ups(3), standing(70.0)], PLAN)
    words = [(t, w) for t, w in calls(told, Say)]
    call = next(t for t, w in words if w == "Set 2 of 2: three push-ups. Go.")
    begin, skip = "Begin when you are ready.", "To skip it, hold one hand up for two seconds."
    reminders = [t for t, w in words if w in (f"Set 2 of 2: three push-ups. {end}" for end in (begin, skip))]
    assert words[0][1] == "Set 1 of 2: three push-ups."
    assert reminders[0] - call == pytest.approx(20.0, abs=0.2)
    assert len(reminders) >= 2, "nobody waits in silence"
    silent = [
        later - earlier for (earlier, _), (later, _) in itertools.pairwise(w for w in words if w[0] > call)
    ]
    assert max(silent) <= 21.0


def test_the_rest_names_the_set_and_what_is_to_be_done():
    told = session([push_ups(3), standing(8.0)], PLAN)
    (rest,) = [w for _, w in calls(told, Say) if w.startswith("Rest, ")]
    assert rest.endswith("seconds. Next: set 2 of 2, three push-ups.")


def test_an_empty_room_is_not_talked_to_for_ever_and_the_session_ends_by_itself():
    told = session([push_ups(2), nobody(270.0)], rest=20.0)
    after = [(t, w) for t, w in calls(told, Say) if t > 40.0]
    assert len(after) <= 6
    assert after[-1][1] == "Nothing has happened for a while, so the session ends. Well done."
    rest_over = next(t for t, name in calls(told, str) if name == "go" and t > 15.0)
    assert after[-1][0] == pytest.approx(rest_over + module.IDLE_END_S, abs=5.0)
    assert told[-1][1].show.summary
    assert any(moment.over for _, moment in told)


def test_somebody_who_has_not_begun_is_not_sent_home():
    told = session([nobody(200.0)])
    assert not told[-1][1].show.summary


def test_the_countdown_stays_while_someone_moves_about():
    """It makes room in a corner, and never goes."""
    plan = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(2.0, 2.0), rest=(60.0, 60.0)),))
    told = session([push_ups(2), standing(6.0), dips(1), standing(5.0)], plan)
    begun = next(t for t, moment in told if moment.show.rest)
    resting = [moment.show.rest for t, moment in told if t >= begun]
    assert all(resting)
    assert any(rest.corner for rest in resting)


def one_hand_up(seconds):
    from tests.core.form.test_gestures import reaching

    return puppet.film(lambda _t: reaching(None, 85.0), seconds, 20.0, azimuth=puppet.FRONT)


def test_one_hand_up_skips_the_set_to_come_and_finishes():
    told = session([standing(2.0), one_hand_up(3.0), standing(2.0)], PLAN)
    assert "Skipped." in [w for _, w in calls(told, Say)]
    assert told[-1][1].show.set_number == 2
    told = session([standing(2.0), one_hand_up(5.5), standing(1.0)], PLAN)
    assert told[-1][1].show.summary


def test_signs_are_not_read_in_the_midst_of_a_set():
    told = session([push_ups(1), one_hand_up(1.5), push_ups(2)], exercises=("push_up",))
    assert not any(moment.skip for _, moment in told)
    assert "Paused" not in [w for _, w in calls(told, Say)]


def test_lost_pictures_are_told_once_and_so_is_their_return():
    controller = LiveController({"push_up": SHELF["push_up"]})
    assert controller.trouble("") == ()
    tone, said = controller.trouble("http://phone:8080: nothing has come from it for 5 s")
    assert (tone, said.words) == ("alert", "Picture lost. Check the phone.")
    assert controller.trouble("http://phone:8080: nothing has come from it for 5 s") == ()
    assert "Picture lost" in controller.tick(1.0).show.notice
    assert [call.words for call in controller.trouble("")] == ["The picture is back."]
    assert controller.tick(2.0).show.notice == ""


def test_no_rest_begins_over_a_gap_in_the_pictures():
    """A rest that is announced and taken back confuses everybody."""
    first, gap = push_ups(3), 9.0
    later = [(t + gap, pose) for t, pose in push_ups(2)]
    told = session([[*first, *((first[-1][0] + t, pose) for t, pose in later)]])
    assert not [w for _, w in calls(told, Say) if w.startswith("Rest, ")]
    assert [w for _, w in calls(told, Say) if w in ("one", "two", "three", "four", "five")][-1] == "five"


def test_repetitions_that_come_at_once_are_told_as_one_total():
    controller = LiveController({"push_up": SHELF["push_up"]})
    steps(controller, (0.0, [SetStarted(0.0, "push_up", 1, 0.0)], status(reps=1)))
    together = [movement(1.0), movement(3.0)]
    (told,) = steps(controller, (6.0, together, status(reps=3)))
    assert told.announcements.count("rep") == 1
    assert [call.words for call in told.announcements if isinstance(call, Say)][:1] == ["three"]


def test_praise_is_for_what_got_better():
    controller = LiveController({"push_up": SHELF["push_up"]})
    good = status(praise="Good depth")
    bad = movement(1.0, faults=("depth",))
    told = steps(
        controller,
        (3.0, [movement(1.0)], good),
        (6.0, [bad], status()),
        (30.0, [movement(28.0)], good),
        (33.0, [movement(31.0)], good),
    )
    praised = ["Good depth" in [c.words for c in m.announcements if isinstance(c, Say)] for m in told]
    assert praised == [False, False, True, False]


def test_the_half_way_of_a_side_is_told_once():
    stretch, name = SHELF["squat_stretch"], "squat_stretch"

    def held(seconds):
        return status(exercise=stretch, held=seconds, side="left", progress=math.nan, reps=0)

    told = steps(
        LiveController({name: stretch}),
        (1.0, [HoldStarted(1.0, name, 0.0, "left"), SetStarted(1.0, name, 1, 0.0)], held(1.0)),
        (11.0, [], held(11.0)),
        (13.0, [HoldEnded(13.0, name, 0.0, 12.0, "left")], held(0.0)),
        (15.0, [HoldStarted(15.0, name, 14.0, "left")], held(1.0)),
        (17.0, [], held(3.0)),
    )
    assert [c.words for m in told for c in m.announcements if isinstance(c, Say)].count("Half way") == 1


def test_ten_seconds_are_not_told_after_a_skip():
    told = session([push_ups(3), standing(20.0)], PLAN, presses=[(16.0, "s")])
    assert "Ten seconds" not in [w for _, w in calls(told, Say)]


def test_the_best_set_of_all_is_told_and_stands_in_the_summary():
    controller = LiveController({"push_up": SHELF["push_up"]}, previous={"push_up": Previous(2, 2)})
    begun, ended = SetStarted(1.0, "push_up", 1, 0.0), SetEnded(20.0, "push_up", 1, 0.0, 9.0, 3)
    reps = [movement(1.0 + 2.0 * i) for i in range(3)]
    told = steps(
        controller, (8.0, [begun, *reps], status(reps=3)), (20.0, [ended], status(in_set=False, reps=3))
    )
    assert "2 last time, 3 today: best yet." in [c.words for c in told[1].announcements if isinstance(c, Say)]
    assert controller.summary(30.0).rows[0][2] == "best yet, 2 last time"


def test_the_goal_of_the_week_is_told_at_the_end_and_stands_in_the_summary():
    goals = {"push_up": WeekGoal(100.0, 46.0)}
    plan = Routine("plan", "Plan", (Item("push_up", reps=(3.0, 3.0)),))
    controller = LiveController(SHELF, plan, goals=goals)
    begun, ended = SetStarted(1.0, "push_up", 1, 0.0), SetEnded(20.0, "push_up", 1, 0.0, 9.0, 3)
    reps = [movement(1.0 + 2.0 * i) for i in range(3)]
    steps(controller, (8.0, [begun, *reps], status(reps=3)))
    assert controller.summary(9.0).week == "This week: push-ups 49 of 100", "the set under way counts"
    over = controller.step(Update(20.0, None, {}, status(in_set=False, reps=3), (ended,)), SIZE, position=1)
    said = [call.words for call in over.announcements if isinstance(call, Say)]
    assert said == ["Well done. That was all. Push-ups this week: 49 of 100."]
    assert over.show.summary.week == "This week: push-ups 49 of 100"


def test_in_german_it_speaks_german():
    controller = LiveController(SHELF, PLAN, words=load_words("de"))
    assert controller.tick(0.0).show.title == "Liegestütz"
    told = steps(controller, (1.0, [SetStarted(1.0, "push_up", 1, 0.0), movement(0.0)], status(reps=1)))
    assert "eins" in [c.words for c in told[0].announcements if isinstance(c, Say)]


def sagging(**given):
    rule = next(rule for rule in SHELF["push_up"].rules if rule.name == "sag")
    return status(broken=(rule,), cues=("Hips sagging",), **given)


def said(moment):
    return [call.words for call in moment.announcements if isinstance(call, Say)]


def test_who_has_done_the_set_is_told_of_no_fault():
    plan = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(3.0, 3.0), rest=(15.0, 20.0)),))
    begun, reps = SetStarted(0.0, "push_up", 1, 0.0), [movement(2.0 * i) for i in range(3)]
    controller = LiveController(SHELF, plan)
    two, _, late = steps(
        controller,
        (4.0, [begun, *reps[:2]], sagging(reps=2)),
        (6.0, reps[2:], status(reps=3)),
        (20.0, [], sagging(reps=3)),
    )
    assert "Hips sagging" in said(two)
    assert said(late) == []
    assert late.show.cue.words == ""


def test_a_rest_that_fills_the_screen_is_no_time_for_cues():
    controller = LiveController({"push_up": SHELF["push_up"]})
    begun, reps = SetStarted(0.0, "push_up", 1, 0.0), [movement(2.0 * i) for i in range(3)]
    steps(controller, (6.0, [begun, *reps], status(reps=3)))
    left = [(7.0 + 0.1 * i, [], status(reps=3, in_position=False, progress=math.nan)) for i in range(60)]
    resting = steps(controller, *left)[-1]
    assert resting.show.rest
    assert not resting.show.rest.corner
    (later,) = steps(controller, (13.1, [], sagging(reps=3, in_position=False)))
    assert said(later) == []


def test_the_set_to_come_has_its_own_number():
    before = Update(40.0, None, {}, status(reps=3, in_set=False, set_number=1), ())
    assert to_come(before, Show()).status.set_number == 2
    begun = Update(40.0, None, {}, status(reps=0, in_set=True, set_number=2), ())
    assert to_come(begun, Show()).status.set_number == 2
    first = Update(1.0, None, {}, status(reps=0, in_set=False, set_number=0), ())
    assert to_come(first, Show()).status.set_number == 0


def test_a_raised_hand_is_told_on_the_screen_what_it_does_if_it_stays_up():
    told = session([push_ups(2), standing(6.0), one_hand_up(1.5), standing(6.0)])
    hinted = [(t, moment.show) for t, moment in told if moment.show.hint.startswith("Keep your hand up")]
    assert hinted
    assert all(show.rest.paused for _, show in hinted)
    assert hinted[-1][0] - hinted[0][0] == pytest.approx(4.0, abs=0.2)


def test_the_first_screen_tells_the_key_that_shows_the_others():
    told = session([standing(0.4), push_ups(3), standing(30.0)], rest=5.0)
    hints = [moment.show.hint for _, moment in told]
    assert hints[0] == "h: keys and signs"
    assert not any(hints[len(hints) // 2 :]), "only before the first set"


def test_many_sets_share_a_row_where_they_are_alike_and_few_do_not():
    items = (Item("push_up", sets=3, reps=(8.0, 10.0)), Item("squat", sets=3, reps=(12.0, 12.0)))
    controller = LiveController(SHELF, Routine("plan", "Plan", items))
    done = [
        SetRecord("push_up", n, 30.0 * n, 30.0 * n + 20.0, "", "side", reps, (), math.nan)
        for n, reps in ((1, (movement(0.0),) * 10), (2, (movement(0.0, faults=("sag",)),) * 9))
    ]
    rows = controller.summary(90.0, done).rows
    assert rows == (
        ("Push-up", "10 \N{MIDDLE DOT} 9 \N{MIDDLE DOT} - of 8 to 10", "Hips up 9\N{MULTIPLICATION SIGN}"),
        ("Squat", "-", "not done"),
    )
    few = LiveController(SHELF, Routine("plan", "Plan", items[:1])).summary(90.0, done).rows
    assert [row[1] for row in few] == ["10 of 8 to 10", "9 of 8 to 10", "-"]


TOO_DARK = "It is too dark to see you. Switch on a light"


def test_a_light_that_goes_out_in_a_set_is_told_and_begins_no_rest():
    plan = Routine("plan", "Plan", (Item("push_up", sets=2, reps=(9.0, 9.0)),))
    films = [push_ups(3), nobody(5.0), push_ups(3)]
    told = session(films, plan, dark=(1,))
    words, begun = [w for _, w in calls(told, Say)], push_ups(3)[-1][0]
    assert words.count(TOO_DARK) == 1
    assert {w: t for t, w in calls(told, Say)}[TOO_DARK] == pytest.approx(begun + 1.0, abs=0.2)
    assert not any(w.startswith("Rest") for w in words)
    assert words[-1] == "six"
    hints = {moment.show.hint for t, moment in told if begun + 1.2 < t < begun + 4.9}
    assert (hints, told[-1][1].show.hint) == ({TOO_DARK}, "")
    lit = [w for _, w in calls(session(films, plan), Say)]
    assert TOO_DARK not in lit
    assert any(w.startswith("Rest") for w in lit), "who leaves while the light is on rests"


def test_one_black_frame_in_a_set_is_not_told():
    told = session([push_ups(3), nobody(0.5), push_ups(1)], dark=(1,))
    assert TOO_DARK not in [w for _, w in calls(told, Say)]


def test_pictures_that_were_lost_for_a_while_come_not_too_seldom():
    controller = LiveController({"push_up": SHELF["push_up"]})
    times = [i / 20.0 for i in range(100)] + [10.0 + i / 20.0 for i in range(100)]
    told = steps(controller, *((t, [], status()) for t in times))
    assert {moment.show.hint for moment in told} == {""}


def test_too_few_pictures_are_told_on_the_screen_and_a_raised_hand_before_them():
    controller, told = LiveController({"push_up": SHELF["push_up"]}), {}
    for i in range(40):
        (moment,) = steps(controller, (i / 5.0, [], status()))
        told[i / 5.0] = moment.show.hint
    assert told[3.8] == ""
    assert told[4.0] == told[7.8] == "Only 5 pictures a second: close other programs"
    controller.actions.hand_read_at = 7.9
    assert controller.tick(8.0).show.hint == "Keep your hand up to finish"
    for i in range(100):
        (moment,) = steps(controller, (8.0 + i / 20.0, [], status()))
    assert moment.show.hint == ""


def test_the_summary_names_the_least_that_was_asked_for_too():
    plan = Routine("plan", "Plan", (Item("push_up", reps=(2.0, 3.0)),))
    told = session([push_ups(2), standing(20.0)], plan)
    assert [row[1] for row in told[-1][1].show.summary.rows] == ["2 of 2 to 3"]


def test_who_tidies_the_room_after_training_does_not_keep_the_session_open():
    """Movements that are no exercise, out of its position, are nothing."""
    controller = LiveController({"push_up": SHELF["push_up"]}, rest=0.0)
    begun, done = SetStarted(1.0, "push_up", 1, 0.0), SetEnded(9.0, "push_up", 1, 0.0, 6.0, 3, "", "side")
    reps = [movement(1.0), movement(3.0), movement(5.0)]
    steps(controller, (9.0, [begun, *reps, done], status()))
    away = dataclasses.replace(status(), in_position=False)

    def screen(t):
        move = movement(t, verdict=Verdict.REJECTED)
        return [moment.show for moment in steps(controller, (t, [move], away))][-1]

    shown = [screen(10.0 + 0.5 * i) for i in range(round(2.0 * module.IDLE_END_S) + 2)]
    assert shown[-1].summary
    assert not shown[-10].summary


def test_the_tempo_of_a_plan_is_heard_from_the_starting_position_to_the_goal_and_not_in_the_rest():
    item = Item("push_up", sets=2, reps=(3.0, 3.0), rest=(20.0, 20.0), tempo=(1.0, 0.0, 1.0, 0.0))
    told = session(
        [standing(3.0), push_ups(3), standing(24.0), push_ups(1)], Routine("plan", "Plan", (item,))
    )
    turns = [t for t, name in calls(told, str) if name == "turn"]
    go, *_, last = [t for t, name in calls(told, str) if name in ("go", "done")][:2]
    assert turns[0] == go
    first = [t for t in turns if t < 20.0]
    assert last - 1.1 <= first[-1] <= last
    rest = [t for t, moment in told if moment.show.rest]
    assert not [t for t in turns if rest[0] <= t <= rest[0] + 20.0]
    assert [t for t in turns if t > rest[0] + 20.0], "the next set has it again"
    paced = [t for t, moment in told if moment.show.pace]
    assert go - 0.1 <= paced[0] <= go + 0.1


def test_the_tempo_ends_with_who_stands_up_before_the_goal():
    item = Item("push_up", sets=2, reps=(9.0, 9.0), rest=(20.0, 20.0), tempo=(1.0, 0.0, 1.0, 0.0))
    told = session([push_ups(3), standing(4.0)], Routine("plan", "Plan", (item,)))
    up = push_ups(3)[-1][0]
    assert max(t for t, name in calls(told, str) if name == "turn") <= up + 1.2


def test_a_moment_out_of_position_does_not_begin_the_tempo_anew():
    plan = Routine("plan", "Plan", (Item("squat", reps=(9.0, 9.0), tempo=(3.0, 0.0, 3.0, 0.0)),))
    controller = LiveController(SHELF, plan)
    controller.setup_control.close()
    ready = records.status("squat", reps=0, in_set=False)
    out = dataclasses.replace(ready, in_position=False)
    film = [(0.1 * i, [], out if i in (14, 15) or i > 44 else ready) for i in range(80)]
    told = steps(controller, *film)
    assert [i for i, moment in enumerate(told) if "turn" in moment.announcements] == [0, 30]
    assert [i for i, moment in enumerate(told) if moment.show.pace][-1] == 54


def test_without_a_tempo_nothing_ticks():
    told = session([standing(3.0), push_ups(3), standing(5.0)], PLAN)
    assert not {"tick", "turn"} & {name for _, name in calls(told, str)}
    assert not any(moment.show.pace for _, moment in told)


def test_the_breath_of_a_stretch_is_led_while_it_is_held():
    plan = Routine("plan", "Plan", (Item("squat_stretch", seconds=(20.0, 20.0), breath=(4.0, 6.0)),))
    controller = LiveController(SHELF, plan)
    holding = records.status("squat_stretch", held=1.0, in_position=True, in_set=True, side="left")
    begun = [HoldStarted(1.0, "squat_stretch", 0.0, "left")]
    still = [(1.0 + 0.1 * i, [], holding) for i in range(1, 60)]
    told = steps(controller, (0.5, [], dataclasses.replace(holding, held=0.0)), (1.0, begun, holding), *still)
    tones = [
        (round(0.9 + 0.1 * i, 1), call)
        for i, m in enumerate(told)
        for call in m.announcements
        if "hale" in str(call)
    ]
    assert tones == [(1.0, "inhale"), (5.0, "exhale")]
    assert [told[0].show.pace, told[1].show.pace.words, told[-1].show.pace.words] == [
        None,
        "Breathe in",
        "Breathe out",
    ]


def test_the_end_is_told_before_it_comes_and_raised_hands_keep_the_session_open():
    soon = "Are you still there? The session ends in 30 seconds. Raise both hands to go on."
    wait = module.IDLE_END_S - module.WARN_S
    up = puppet.film(lambda _t: stand(up=True), 3.0, 20.0, azimuth=puppet.FRONT)
    told = session([push_ups(2), nobody(wait + 5.0), standing(5.0), up, nobody(wait - 10.0)], rest=0.0)
    assert [w for _, w in calls(told, Say)].count(soon) == 1
    warned = next(t for t, w in calls(told, Say) if w == soon)
    assert warned < next(t for t, w in calls(told, Say) if w == "Go on")
    assert not told[-1][1].show.summary
    left = session([push_ups(2), nobody(wait + 50.0)], rest=0.0)
    said = [w for _, w in calls(left, Say)]
    assert said.index(soon) < said.index("Nothing has happened for a while, so the session ends. Well done.")


def test_a_pause_may_be_long_and_is_not_for_ever():
    presses, end = [(15.0, " ")], "Nothing has happened for a while, so the session ends. Well done."
    told = session([push_ups(3), standing(8.0), nobody(module.PAUSED_END_S + 30.0)], PLAN, presses=presses)
    ended = next(t for t, w in calls(told, Say) if w == end)
    assert ended == pytest.approx(15.0 + module.PAUSED_END_S, abs=6.0)
