"""Marks on several people in the picture: a number above each head, by which one is chosen."""

from collections.abc import Sequence

from posecoach.core.pose.people import PersonSeen
from posecoach.overlay.shapes import Canvas, Disc, Shape, Text


def people_marks(people: Sequence[PersonSeen], canvas: Canvas) -> list[Shape]:
    """Draw a number above each head; the one who is coached has the accent colour."""
    u = canvas.unit
    shapes: list[Shape] = []
    for number, person in enumerate(people, start=1):
        x, y = canvas.place((person.left + person.right) / 2.0, person.top)
        y = max(y - 7.0 * u, 5.0 * u)
        shapes.append(Disc(x, y, 4.6 * u, "accent" if person.followed else "text"))
        shapes.append(Text(f"{number}", x, y, 6.2 * u, "shade", bold=True, align="centre"))
    return shapes


def number_at(people: Sequence[PersonSeen], canvas: Canvas, x: float, y: float) -> int:
    """Return the number of the one who is at a point of the canvas, the smallest of several; 0 for nobody."""
    hits = []
    for number, person in enumerate(people, start=1):
        xs, ys = zip(
            canvas.place(person.left, person.top), canvas.place(person.right, person.bottom), strict=True
        )
        if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys):
            hits.append(((max(xs) - min(xs)) * (max(ys) - min(ys)), number))
    return min(hits)[1] if hits else 0
