"""A real Chromium, driven by Playwright, where the machine has both."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def chromium():
    """Return its path, if it is there."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next(
        (found for name in names if (found := shutil.which(name))), None
    )


def axe():
    """axe-core, from $AXE_CORE or a node_modules folder here or where npm keeps its global ones."""
    named = os.environ.get("AXE_CORE")
    places = [Path(named)] if named else []
    roots = [Path(__file__).parents[1], Path("/usr/lib"), Path("/usr/local/lib")]
    places += [root / "node_modules" / "axe-core" / "axe.min.js" for root in roots]
    return next((place for place in places if place.is_file()), None)


@contextlib.contextmanager
def opened():
    """A browser; the test is passed over where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (the dev extra)"
    )
    path = chromium()
    if path is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
