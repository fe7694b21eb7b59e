"""Assembles pose_landmarker_full.task, bit for bit, from the models inside the mediapipe 0.10.21 wheel.

The part of the landmark model that draws a mask of the body is left out: posecoach does not use it, and it
takes a quarter of the model's time. The landmarks stay the same to the last bit.

Run it in an environment of its own, with Python 3.9 to 3.12:

    pip install mediapipe==0.10.21
    python models/assemble.py

MediaPipe 1.x carries no models, and its Tasks API refuses the bare TFLite files: they lack the
metadata that says how pixels are normalised. The writer that adds it is in 0.10.21 alone.
"""

import hashlib
import struct
import sys
import zipfile
from pathlib import Path

import flatbuffers
import mediapipe
import numpy as np
from mediapipe.tasks.metadata import schema_py_generated as schema
from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

HERE = Path(__file__).parent
BUNDLE = HERE / "pose_landmarker_full.task"
MODULES = Path(mediapipe.__file__).parent / "modules"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name: the bundle must not depend on when it was made."""

ALIGNMENT = 64
"""Bytes. TensorFlow Lite maps a model without copying where its buffers are aligned in the file."""

PADDING_FIELD = 0xD935
"""The id of a zip "extra field" that holds nothing but alignment, as Android's zipalign writes it."""

LANDMARKS = "pose_landmarks_detector.tflite"
"""The landmark model's name in the bundle."""

PARTS = (
    # name in the bundle, file in the wheel, its sha256, mean and std of a pixel's channels
    (
        "pose_detector.tflite",
        MODULES / "pose_detection" / "pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        127.5,
        127.5,
    ),
    (
        LANDMARKS,
        MODULES / "pose_landmark" / "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        0.0,
        255.0,
    ),
)


MASK, PRESENCE = b"Identity_2", b"Identity_1"
"""Outputs of the landmark model: a mask of the body, and how likely there is one."""

BUFFER_ALIGNMENT = 16
"""Bytes, as the schema of TensorFlow Lite asks for."""


class AlignedBuilder(flatbuffers.Builder):
    """A FlatBuffers builder that aligns weights, which the Python writer of the schema forgets."""

    def CreateNumpyVector(self, x: np.ndarray) -> int:  # noqa: N802 - overrides a method of that name
        """Write an array, and return where it is."""
        if x.dtype != np.uint8:
            return super().CreateNumpyVector(x)
        self.StartVector(1, x.size, BUFFER_ALIGNMENT)
        self.head = self.head - x.size
        self.Bytes[self.head : self.head + x.size] = x.tobytes()
        self.vectorNumElems = x.size
        return self.EndVector()


def without_mask(model: bytes) -> bytes:
    """The landmark model without the operators that only its mask needs.

    MediaPipe expects five outputs. In the mask's place it gets one number that costs nothing: the logistic of
    the body's presence.
    """
    content = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
    (graph,) = content.subgraphs
    names = [tensor.name for tensor in graph.tensors]
    mask, presence = names.index(MASK), names.index(PRESENCE)
    makers = {output: operator for operator in graph.operators for output in operator.outputs}
    kept, wanted = set(), [output for output in graph.outputs if output != mask]
    while wanted:
        maker = makers.get(wanted.pop())
        if maker is not None and id(maker) not in kept:
            kept.add(id(maker))
            wanted.extend(maker.inputs)
    stand_in = schema.OperatorT()
    stand_in.opcodeIndex = next(
        i
        for i, code in enumerate(content.operatorCodes)
        if code.builtinCode == schema.BuiltinOperator.LOGISTIC
    )
    stand_in.inputs, stand_in.outputs = [presence], [mask]
    graph.tensors[mask].shape = graph.tensors[presence].shape
    graph.operators = [*(each for each in graph.operators if id(each) in kept), stand_in]
    used = {*graph.inputs, *graph.outputs}
    for operator in graph.operators:
        used.update(operator.inputs, operator.outputs)
    for i, tensor in enumerate(graph.tensors):
        if i not in used:
            content.buffers[tensor.buffer].data = None
    builder = AlignedBuilder(len(model))
    builder.Finish(content.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def with_normalization(model: bytes, mean: float, std: float) -> bytes:
    """The model with the metadata that the Tasks API asks for: channel = (pixel - mean) / std."""
    writer = metadata_writer.MetadataWriter.create(bytearray(model))
    writer.add_image_input([mean], [std])
    filled, _ = writer.populate()
    return bytes(filled)


def entry(name: str, at: int) -> zipfile.ZipInfo:
    """The header of a file that begins `at` bytes into the zip, padded so that its content is aligned."""
    header = 30 + len(name) + 4
    padding = -(at + header) % ALIGNMENT
    info = zipfile.ZipInfo(name, EPOCH)
    info.extra = struct.pack("<HH", PADDING_FIELD, padding) + bytes(padding)
    return info


def main() -> int:
    """Write the bundle and say its sha256."""
    with zipfile.ZipFile(BUNDLE, "w", zipfile.ZIP_STORED) as bundle:
        for name, file, sha256, mean, std in PARTS:
            model = file.read_bytes()
            if hashlib.sha256(model).hexdigest() != sha256:
                print(f"{file} is not the file of mediapipe 0.10.21", file=sys.stderr)
                return 1
            model = with_normalization(model, mean, std)
            if name == LANDMARKS:
                model = without_mask(model)
            bundle.writestr(entry(name, bundle.start_dir), model)
    print(hashlib.sha256(BUNDLE.read_bytes()).hexdigest(), BUNDLE.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
