"""Nobody says what is being done: every film is told by itself, and nothing else is seen in it."""

import pytest

from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from tests.bench import studio_films

FILMS = {film.name: film for film in studio_films.films()}
EVERY = tuple(load(name) for name in names())


@pytest.mark.parametrize("name", [name for name in FILMS if not FILMS[name].known["sets"]])
def test_what_is_done_is_found_out_and_nothing_else(name):
    film = FILMS[name]
    record = review(studio_films.track(film).poses, EVERY)
    assert {each.exercise for each in record.sets} == {film.exercise}
    assert sum(len(each.reps) for each in record.sets) == len(film.turns(full=True))
    assert sum(len(each.partial) for each in record.sets) == len(film.turns(full=False))
    assert sum(len(each.holds) for each in record.sets) == len(film.known["holds"])
