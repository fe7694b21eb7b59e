"""People at random: sex, age, build, height, skin, hair and clothes."""

import numpy as np

from sample_videos.studio.outfit import Look

PEOPLES = ("african", "asian", "caucasian")
SKINS = {"african": (112, 74, 54), "asian": (204, 158, 122), "caucasian": (222, 172, 146)}
HAIRS = ((22, 18, 17), (52, 36, 26), (92, 62, 40), (150, 112, 66), (128, 124, 120))
CLOTHES = (
    (28, 28, 32), (60, 62, 68), (206, 206, 200), (236, 234, 228), (158, 62, 56), (58, 128, 134),
    (40, 58, 110), (196, 150, 40), (92, 116, 74), (150, 116, 86), (120, 76, 128), (214, 205, 190),
)  # fmt: skip
"""Shirts and trousers, sRGB: some of them as dark as a gym's floor, or as pale as a wall."""
OLD = 0.2
"""The share of old people."""


def random_look(chance: np.random.Generator) -> Look:
    """Anybody."""
    sex = str(chance.choice(["female", "male"]))
    age = "old" if chance.uniform() < OLD else "young"
    mix = dict(zip(PEOPLES, chance.dirichlet([0.5] * len(PEOPLES)), strict=True))
    targets = {f"macrodetails/{people}-{sex}-{age}": float(share) for people, share in mix.items()}
    targets |= _build(chance, sex, age)
    skin = sum(share * np.array(SKINS[people]) for people, share in mix.items())
    skin = np.clip(np.asarray(skin) * chance.uniform(0.85, 1.1), 40, 240)
    shirt, trousers, shoes = (CLOTHES[i] for i in chance.integers(len(CLOTHES), size=3))
    hair = HAIRS[4 if age == "old" and chance.uniform() < 0.7 else int(chance.integers(4))]
    tied = sex == "female" and bool(chance.uniform() < 0.6)
    return Look(
        targets=targets,
        skin=[int(x) for x in skin],
        hair_colour=list(hair),
        shirt=list(shirt),
        trousers=list(trousers),
        shoes=list(shoes),
        socks=list(CLOTHES[int(chance.choice([0, 1, 3]))]),
        sleeve=float(chance.uniform(0.25, 0.6) if chance.uniform() < 0.7 else chance.uniform(0.6, 0.95)),
        leg=float(chance.choice([chance.uniform(0.2, 0.4), chance.uniform(0.85, 0.93)])),
        hair=float(chance.uniform(0.006, 0.03)),
        bun=tied,
        stubble=float(chance.uniform(0, 0.3)) if sex == "male" else 0.0,
    )


def _build(chance: np.random.Generator, sex: str, age: str) -> dict[str, float]:
    """Muscle, weight and height, each between its average and one of its ends."""
    muscle = str(chance.choice(["minmuscle", "maxmuscle"]))
    weight = str(chance.choice(["minweight", "maxweight"]))
    height = str(chance.choice(["minheight", "maxheight"]))
    a, b = chance.uniform(0.0, 0.7, 2)
    corners = {
        ("averagemuscle", "averageweight"): (1 - a) * (1 - b),
        (muscle, "averageweight"): a * (1 - b),
        ("averagemuscle", weight): (1 - a) * b,
        (muscle, weight): a * b,
    }
    tall = float(chance.uniform(0, 0.35))
    targets = {}
    for (m, w), share in corners.items():
        targets[f"macrodetails/universal-{sex}-{age}-{m}-{w}"] = float(share)
    targets[f"macrodetails/height/{sex}-{age}-averagemuscle-averageweight-{height}"] = tall
    return targets
