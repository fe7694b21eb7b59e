"""Clips to records: one after another, on all cores, or on a cluster."""

from posecoach.batch.clip import Job, Tick, analyze, records, track
from posecoach.batch.run import Finished, Progress, each
from posecoach.warmup import cores

__all__ = ["Finished", "Job", "Progress", "Tick", "analyze", "cores", "each", "records", "track"]
