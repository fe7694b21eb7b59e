"""Training in front of a camera: what is shown and said when (pure), and the loop that does it."""
