"""What the scripts beside it share: numbers that float32 holds, and files of cases and their tensors."""

import json
import pathlib

import numpy as np
import safetensors.numpy

FOLDER = pathlib.Path(__file__).resolve().parent


def single(array):
    """Rounded to what float32 holds, as float64."""
    return np.asarray(array).astype(np.float32).astype(np.float64)


def write(name, cases, tensors):
    """Writes a file: its metadata has one key, "cases", a JSON object from case name to settings."""
    path = FOLDER / f"{name}.safetensors"
    rounded = {key: np.asarray(value, dtype=np.float64).astype(np.float32, order="C") for key, value in tensors.items()}
    for key, value in rounded.items():
        assert np.isfinite(value).all(), key
    safetensors.numpy.save_file(rounded, path, metadata={"cases": json.dumps(cases, sort_keys=True)})
    print(f"{path.name:32} {len(cases):4} cases {path.stat().st_size:8,} bytes")


class Family:
    """One file: its cases and their tensors. Random numbers are seeded by the family's name."""

    def __init__(self, name):
        self.name = name
        self.cases = {}
        self.tensors = {}
        self.random = np.random.default_rng(list(name.encode()))

    def write(self):
        write(self.name, self.cases, self.tensors)
