"""Video files: finding, reading and writing them, and writing any file as a whole."""
