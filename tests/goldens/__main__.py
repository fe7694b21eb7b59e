"""Write the goldens anew."""

import argparse
import sys

from posecoach.tracking import landmarks_io
from tests import goldens


def main() -> None:
    """Track the sample videos, if asked to, and write all that follows from their landmarks."""
    parser = argparse.ArgumentParser(
        description=goldens.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--landmarks", action="store_true", help="track the sample videos anew first")
    if parser.parse_args().landmarks:
        (goldens.FOLDER / "landmarks").mkdir(exist_ok=True)
        for name in goldens.CLIPS:
            landmarks_io.save(goldens.track(name), goldens.FOLDER / "landmarks" / f"{name}.npz")
            sys.stdout.write(f"tracked {name}\n")
    for place, text in goldens.expected():
        path = goldens.FOLDER / place
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{'changed' if before != text else 'as before'}: {place}\n")


if __name__ == "__main__":
    main()
