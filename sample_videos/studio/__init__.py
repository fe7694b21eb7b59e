"""Renders films of an animated person exercising, with the exact truth of every frame.

A program of its own: posecoach never imports it. Lengths are metres, z points up, the person faces -y
in the rest pose, and the person's left is +x.
"""
