"""The bones: where they rest, and how one set of bone rotations places them all."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np

from sample_videos.studio.bodydata import load_json
from sample_videos.studio.space import Array

SIDES = ("l", "r")
OUT = {"l": 1.0, "r": -1.0}
"""The direction outwards, along x."""
TWISTED = {"upperarm": "lowerarm", "lowerarm": "hand", "thigh": "calf"}
"""Bones (and which follow) with a second one beside them that carries the twist, so that skin is not wrung."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Bones in an order where parents come first: rest positions (n, 3) of their heads and tails."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Array
    tails: Array
    index: dict[str, int]

    def at(self, bone: str) -> Array:
        """Return the start of `bone` in the rest pose."""
        return np.asarray(self.heads[self.index[bone]])

    def length(self, first: str, second: str) -> float:
        """The distance between two bones' starts."""
        return float(np.linalg.norm(self.at(second) - self.at(first)))

    def place(self, turns: dict[str, Array], root: Array) -> tuple[Array, Array]:
        """Rotations (n, 3, 3) and positions (n, 3) of all bones; a bone not in `turns` follows its parent.

        `root` is where the pelvis bone starts.
        """
        count = len(self.names)
        rotations, positions = np.empty((count, 3, 3)), np.empty((count, 3))
        for i, name in enumerate(self.names):
            parent = self.parents[i]
            given = turns.get(name)
            rotations[i] = given if given is not None else (rotations[parent] if parent >= 0 else np.eye(3))
            if parent >= 0:
                positions[i] = positions[parent] + rotations[parent] @ (self.heads[i] - self.heads[parent])
            else:
                positions[i] = self.heads[i]
        positions += root - positions[self.index["pelvis"]]
        return rotations, positions


def read_skeleton(data: Traversable, vertices: Array) -> tuple[Skeleton, Array]:
    """The skeleton inside `vertices` (n, 3), and the weights (n, bones) by which it moves them."""
    rig: dict[str, Any] = load_json(data, "rigs/standard/rig.game_engine.json")
    weights_of: Any = load_json(data, "rigs/standard/weights.game_engine.json")["weights"]
    groups: dict[str, Any] = load_json(data, "mesh_metadata/basemesh_vertex_groups.json")

    def joint(end: dict[str, Any]) -> Array:
        if end["strategy"] == "CUBE":
            first, last = groups[end["cube_name"]][0]
            return np.asarray(vertices[first : last + 1].mean(0))
        if end["strategy"] == "MEAN":
            return np.asarray(vertices[end["vertex_indices"]].mean(0))
        return np.asarray(vertices[end["vertex_index"]])

    names = _parents_first(rig)
    parents = [names.index(rig[n]["parent"]) if rig[n]["parent"] else -1 for n in names]
    heads = [joint(rig[n]["head"]) for n in names]
    tails = [joint(rig[n]["tail"]) for n in names]
    weights = np.zeros((len(vertices), len(names)))
    for column, name in enumerate(names):
        for vertex, weight in weights_of.get(name, []):
            weights[vertex, column] = weight
    weights /= np.maximum(weights.sum(1, keepdims=True), 1e-9)

    for bone, after in TWISTED.items():
        for side in SIDES:
            i, k = names.index(f"{bone}_{side}"), names.index(f"{after}_{side}")
            along = heads[k] - heads[i]
            share = np.clip((vertices - heads[i]) @ along / (along @ along), 0, 1)
            if bone != "lowerarm":
                share = np.clip((share - 0.1) / 0.6, 0, 1)
            weights = np.column_stack([weights, weights[:, i] * share])
            weights[:, i] *= 1 - share
            names.append(f"{bone}_twist_{side}")
            parents.append(i)
            heads.append(heads[i])
            tails.append(tails[i])
    index = {name: i for i, name in enumerate(names)}
    return Skeleton(tuple(names), tuple(parents), np.array(heads), np.array(tails), index), weights


def _parents_first(rig: dict[str, Any]) -> list[str]:
    names: list[str] = []

    def add(name: str) -> None:
        parent = rig[name]["parent"]
        if parent and parent not in names:
            add(parent)
        if name not in names:
            names.append(name)

    for name in rig:
        add(name)
    return names
