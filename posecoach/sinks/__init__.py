"""Sinks take updates: windows, videos, stills, sound, the journal."""
