"""Parts of a picture that are searched each by itself."""

Tile = tuple[float, float, float, float]
"""Part of a picture: left, top, right and bottom, in shares of its width and height."""

WHOLE_PICTURE: Tile = (0.0, 0.0, 1.0, 1.0)
