import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import OutputError, SourceError
from posecoach.media.options import ReadOptions
from posecoach.tracking.cache import Cache
from posecoach.tracking.segments import ALL, Segment
from tests.tracking.test_segments import part


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"moving pictures")
    return path


def test_what_is_kept_is_found_under_any_name(tmp_path, clip):
    entry = Cache(tmp_path / "kept").entry(clip)
    assert entry.find() is None
    entry.keep(part([0.0, 0.1], 0.0, math.inf, ["a note"]))
    found = Cache(tmp_path / "kept").entry(clip.rename(tmp_path / "other.mov")).find()
    assert found is not None
    assert found.track.t.tolist() == [0.0, 0.1]
    assert np.array_equal(found.track.image[:, 0, 0], [0.0, 1.0])
    assert (found.notes, found.first, found.after) == (["a note"], 0.0, math.inf)


def test_another_film_or_another_way_to_track_it_is_not_found(tmp_path, clip):
    Cache(tmp_path / "kept").entry(clip).keep(part([0.0], 0.0, math.inf))
    assert Cache(tmp_path / "kept", sampling=None).entry(clip).find() is None
    left = Cache(tmp_path / "kept", reading=ReadOptions(person="left")).entry(clip)
    assert left.find() is None
    left.keep(part([0.0], 0.0, math.inf))
    assert Cache(tmp_path / "kept", reading=ReadOptions(person="right")).entry(clip).find() is None
    clip.write_bytes(b"other pictures!")
    assert Cache(tmp_path / "kept").entry(clip).find() is None


def test_a_film_is_read_once_as_long_as_it_stays_as_it_was(tmp_path, clip, monkeypatch):
    asked = []
    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda *given: asked.append(1) or digest(*given))
    for _ in range(3):
        Cache(tmp_path / "kept").entry(clip)
    assert len(asked) == 1
    clip.write_bytes(b"a longer film than before")
    Cache(tmp_path / "kept").entry(clip)
    assert len(asked) == 2


def test_the_whole_replaces_its_parts(tmp_path, clip):
    entry = Cache(tmp_path / "kept").entry(clip)
    half = Segment(0.0, 12.0)
    entry.keep(part([0.0], 0.0, 12.0), half)
    found = entry.find(half)
    assert found is not None
    assert found.after == 12.0
    assert entry.find() is None
    entry.keep(part([0.0, 13.0], 0.0, math.inf))
    assert entry.find(half) is None
    assert entry.find(ALL) is not None
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_damage_counts_as_missing(tmp_path, clip):
    entry = Cache(tmp_path / "kept").entry(clip)
    for ending, content in ((".npz", b"PK nonsense"), (".json", b"{"), (".json", json.dumps([]).encode())):
        entry.keep(part([0.0], 0.0, math.inf))
        next(Path(tmp_path / "kept").glob(f"*{ending}")).write_bytes(content)
        assert entry.find() is None


def test_a_place_that_cannot_be_written_is_the_users_to_know(tmp_path, clip):
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(OutputError, match="kept"):
        Cache(tmp_path / "kept").entry(clip).keep(part([0.0], 0.0, math.inf))
    with pytest.raises(SourceError, match="no such file"):
        Cache(tmp_path / "kept").entry(tmp_path / "gone.mp4")
