"""One picture of all sample videos: `python -m sample_videos.studio.sheet`."""

import json
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageDraw

HERE = Path(__file__).parents[1]
COLUMNS = 6
CELL = (240, 200)
CAPTION = 20  # the height of a name below its picture, pixels


def telling_moment(known: dict[str, Any]) -> float:
    """The moment that shows what a film is about: the first turn, or a second into the first hold."""
    if known["repetitions"]:
        return float(known["repetitions"][0]["turn_s"])
    return float(known["holds"][0]["start_s"]) + 1.0


def picture_at(path: Path, moment: float) -> Image.Image:
    """The first picture of a film that is not before `moment`."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= moment:
                return Image.fromarray(frame.to_ndarray(format="rgb24"))
    message = f"{path.name}: ends before {moment:.2f} s"
    raise ValueError(message)


def contact_sheet(folder: Path) -> Image.Image:
    """All films of a folder, each by its telling moment, with its name below."""
    films = sorted(folder.glob("*.mp4"))
    width, height = CELL
    rows = -(-len(films) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * width, rows * height), (250, 250, 248))
    draw = ImageDraw.Draw(sheet)
    for i, path in enumerate(films):
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        picture = picture_at(path, telling_moment(known))
        picture.thumbnail((width - 4, height - CAPTION - 2), Image.Resampling.LANCZOS)
        left, top = i % COLUMNS * width, i // COLUMNS * height
        sheet.paste(picture, (left + (width - picture.width) // 2, top + 2))
        draw.text((left + width // 2, top + height - CAPTION + 4), path.stem, fill=(40, 40, 40), anchor="mt")
    return sheet


if __name__ == "__main__":
    contact_sheet(HERE).save(HERE / "contact_sheet.jpg", quality=82, optimize=True)
