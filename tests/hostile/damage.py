"""Bad inputs, made from good ones by a chance that can be repeated: a number gives the same file again."""

import random
import struct
from dataclasses import dataclass

KINDS = ("mp4", "mov", "mkv", "webm", "avi", "ts", "flv", "wmv", "gif", "npz", "toml")

WAYS = ("field", "bits", "cut", "zeroed", "swapped", "noise", "repeated", "dropped", "head", "foreign")
"""Ways in which a file is damaged; `field` gives it false sizes, rates, durations and dimensions."""

NUMBERS = (0, 1, 2, 255, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)

FLOATS = (0.0, -1.0, 1e-9, 1e9, 1e300, float("inf"), float("nan"))

BOXES = (b"mvhd", b"mdhd", b"tkhd", b"stts", b"stsz", b"stsc", b"stco", b"ctts", b"elst", b"avc1", b"stss")

ELEMENTS = (b"\x2a\xd7\xb1", b"\x44\x89", b"\x23\xe3\x83", b"\xe0", b"\xb0\x81", b"\xba\x81", b"\xe7")
"""Matroska's scale of times, duration, frame period, picture, its width and height, and a cluster's time."""

FIELDS: dict[str, tuple[tuple[bytes, ...], int]] = {
    "mp4": (BOXES, 48),
    "mov": (BOXES, 48),
    "mkv": (ELEMENTS, 10),
    "webm": (ELEMENTS, 10),
    "avi": ((b"avih", b"strh", b"strf", b"idx1", b"00dc"), 56),
    "ts": ((b"\x47\x41\x00", b"\x47\x50\x00", b"\x47\x40\x00", b"\x00\x00\x01\xe0"), 24),
    "flv": ((b"duration", b"width", b"height", b"framerate", b"filesize", b"\x09\x00"), 10),
    "wmv": ((b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11", b"\x91\x07\xdc\xb7\xb7\xa9\xcf\x11", b"\x82\x00\x00"), 96),
    "gif": ((b"GIF89a", b"\x21\xf9\x04", b"\x2c\x00\x00"), 10),
    "npz": ((b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"'shape': (", b"'descr': '"), 40),
}
"""Marks of the places that hold such numbers, and the bytes after each in which they lie."""

TEXTS = (
    *("{value:.999999999f}", "{over.__class__}", "{", "}", "%s%n", "../../etc/passwd", "\\u0000", "=1+1"),
    *("\\u202E", "x" * 9000, ""),
)


@dataclass(frozen=True, slots=True)
class BadInput:
    """One bad input: its number says which one.

    Attributes:
        number: of the chance by which it is made.
        kind: its ending.
        way: one of `WAYS`.
    """

    number: int
    kind: str
    way: str

    def content(self, good: bytes) -> bytes:
        """Return the file's bytes, made from a good file of its kind."""
        chance = random.Random(self.number)
        if self.kind == "toml" and self.way in ("field", "bits"):
            return _damaged_text(good.decode(), chance).encode()
        if self.way == "field":
            return _false_numbers(good, self.kind, chance)
        return _damaged(good, self.way, chance)


def bad_inputs(count: int) -> list[BadInput]:
    """Return so many bad inputs, of every kind and in every way in turn."""
    pairs = [
        (kind, WAYS[(turn + i) % len(WAYS)]) for turn in range(len(WAYS)) for i, kind in enumerate(KINDS)
    ]
    return [BadInput(i, *pairs[i % len(pairs)]) for i in range(count)]


def _damaged(good: bytes, way: str, chance: random.Random) -> bytes:  # noqa: C901 - a case for each way
    content = bytearray(good)
    size = len(content)
    start = chance.randrange(size)
    part = slice(start, min(start + chance.randrange(1, max(2, size // 3)), size))
    match way:
        case "bits":
            for _ in range(chance.choice((1, 4, 40, 400))):
                content[chance.randrange(size)] ^= 1 << chance.randrange(8)
        case "cut":
            del content[start:]
        case "zeroed":
            content[part] = bytes(part.stop - part.start)
        case "swapped":
            low, high = sorted((start, chance.randrange(size)))
            middle = (low + high) // 2
            content[low:high] = content[middle:high] + content[low:middle]
        case "noise":
            content[part] = chance.randbytes(part.stop - part.start)
        case "repeated":
            content[start:start] = content[part]
        case "dropped":
            del content[part]
        case "head":
            begin = chance.randrange(1, 200)
            content[:begin] = chance.choice((b"", bytes(begin), chance.randbytes(begin)))
        case "foreign":
            content[start:] = chance.randbytes(chance.randrange(1, 5000))
    return bytes(content)


def _false_numbers(good: bytes, kind: str, chance: random.Random) -> bytes:
    """Write false numbers where a container has its sizes, rates, durations and dimensions."""
    content = bytearray(good)
    marks, reach = FIELDS[kind]
    for _ in range(chance.choice((1, 1, 2, 5))):
        places = _places(good, chance.choice(marks))
        if not places:
            continue
        place = chance.choice(places) + chance.randrange(reach)
        value = _number(chance)
        content[place : place + len(value)] = value
    return bytes(content)


def _places(good: bytes, mark: bytes) -> list[int]:
    """Return the ends of the first places where a mark stands."""
    places: list[int] = []
    at = good.find(mark)
    while at >= 0 and len(places) < 200:
        places.append(at + len(mark))
        at = good.find(mark, at + 1)
    return places


def _number(chance: random.Random) -> bytes:
    order = chance.choice("<>")
    match chance.randrange(5):
        case 0:
            return struct.pack(order + "d", chance.choice(FLOATS))
        case 1:
            return struct.pack(order + "H", chance.choice(NUMBERS) & 0xFFFF)
        case 2:
            return struct.pack("B", chance.randrange(256))
        case _:
            return struct.pack(order + "I", chance.choice((*NUMBERS, chance.randrange(2**32))))


def _damaged_text(good: str, chance: random.Random) -> str:
    """Give an exercise's file false keys, numbers and texts, line by line."""
    lines = good.splitlines()
    for _ in range(chance.choice((1, 1, 3, 10))):
        at = chance.randrange(len(lines))
        key, equals, value = lines[at].partition("=")
        match chance.randrange(6):
            case 0 if equals:
                lines[at] = f"{key}= {chance.choice(('0', '-1', 'nan', 'inf', '1e400', '9' * 5000, 'true'))}"
            case 1 if equals:
                lines[at] = f'{key}= "{chance.choice(TEXTS)}"'
            case 2 if equals:
                lines[at] = f"{key.strip()}x ={value}"
            case 3:
                del lines[at : at + chance.randrange(1, 4)]
                lines = lines or [""]
            case 4:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case _:
                lines[at] = "".join(chance.sample(lines[at], len(lines[at])))
    return "\n".join(lines) + "\n"
