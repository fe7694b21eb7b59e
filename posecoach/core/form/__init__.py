"""Judging form: rules and their cues, variants, the set-up before a set, gestures."""
