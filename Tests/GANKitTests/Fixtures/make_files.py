"""Makes the files in this folder that were written by other programs: safetensors and numpy.

    pip install numpy safetensors
    python make_files.py

The same values are written out in CheckpointTests.swift and NPYTests.swift.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

here = Path(__file__).parent

save_file(
    {
        "layers.0.weight": np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.5,
        "layers.0.bias": np.array([1.5], dtype=np.float32),
        "loss": np.array(0.25, dtype=np.float32),
        "adam.step": np.array([3, 2**64 - 1], dtype=np.uint64),
        "empty": np.zeros((0, 4), dtype=np.float32),
    },
    here / "python.safetensors",
    metadata={"chapter": "vanilla-gan", "quote": 'a "b" \\ \n é'},
)
save_file({"steps": np.array([1, 2], dtype=np.int32)}, here / "python-int32.safetensors")

np.save(here / "numpy.npy", np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 8 - 1)
np.save(here / "numpy-scalar.npy", np.array(2.5, dtype=np.float32))
np.save(here / "numpy-double.npy", np.arange(3, dtype=np.float64))
np.save(here / "numpy-columns.npy", np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3)))
