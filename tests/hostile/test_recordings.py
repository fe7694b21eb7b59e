"""Landmark recordings that mean harm, or were damaged: refused in one line, before they take any memory."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.errors import SourceError
from posecoach.tracking import landmarks_io
from tests.landmarks import push_ups

DATA = Path(__file__).parent / "data"


def test_a_header_that_is_no_python_is_refused():
    with pytest.raises(SourceError, match="damaged"):
        landmarks_io.load(DATA / "hdr_paren.npz")


def test_a_recording_that_would_fill_the_memory_is_not_unpacked(tmp_path):
    path = push_ups(tmp_path / "a.npz", count=1)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": "<f8", "fortran_order": False, "shape": (10**9, 33, 2)}
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.npz", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, head.getvalue() + bytes(1000) if name == "image.npy" else old.read(name))
    tracemalloc.start()
    with pytest.raises(SourceError, match="more than the 700000 frames"):
        landmarks_io.load(tmp_path / "b.npz")
    assert tracemalloc.get_traced_memory()[1] < 1e7
    tracemalloc.stop()


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    return push_ups(tmp_path_factory.mktemp("recordings") / "a.npz", count=1, rate=10.0)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_bytes_change_it_is_read_or_refused(recording, tmp_path_factory, data):
    content = bytearray(recording.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    path = tmp_path_factory.mktemp("damaged") / "a.npz"
    path.write_bytes(content[:cut])
    try:
        found = len(landmarks_io.load(path).t)
    except SourceError:
        return
    assert found > 0
