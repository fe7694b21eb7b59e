"""Benches: how right the product is, on labelled material and on films whose truth is known exactly."""
