"""Where updates go while they happen, or when a clip is gone through once more: films, pictures, sound."""
