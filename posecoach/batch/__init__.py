"""Clips to records: one after another, on all cores, or on a cluster."""

from posecoach.batch.clip import Job, Tick, analyze, records, track

__all__ = ["Job", "Tick", "analyze", "records", "track"]
