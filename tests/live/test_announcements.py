from posecoach.live.announcements import CUE_GAP, PRAISE_GAP, SAME_CUE, Announcer, Priority, Say


def test_a_cue_is_not_repeated_and_does_not_follow_on_another():
    caller = Announcer()
    assert caller.cue(0.0, "Hips up") == (Say("Hips up"),)
    assert caller.cue(CUE_GAP - 0.1, "Lower") == ()
    assert caller.cue(CUE_GAP, "Hips up") == ()
    assert caller.cue(CUE_GAP, "Lower") == (Say("Lower"),)
    assert caller.cue(SAME_CUE, "Hips up") == (Say("Hips up"),)


def test_another_number_makes_no_other_cue():
    caller = Announcer()
    assert caller.cue(0.0, "Hands wider: 0.9 shoulder widths")
    assert caller.cue(CUE_GAP, "Hands wider: 1.1 shoulder widths") == ()


def test_praise_waits_until_nothing_had_to_be_said_for_a_while():
    caller = Announcer()
    assert caller.praise(0.0, "Good") == (Say("Good", Priority.ADVICE),)
    assert caller.cue(1.0, "Lower")
    assert caller.praise(PRAISE_GAP, "Good") == ()
    assert caller.praise(1.0 + PRAISE_GAP, "Good") == (Say("Good", Priority.ADVICE),)
