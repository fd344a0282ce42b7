"""Compares exported networks with GANKit, in onnxruntime and in PyTorch.

    GANLESSONS_EXPORT_CHECK=FOLDER ./test --filter ExportCheckFiles
    python3 tools/onnx/check.py FOLDER

The test writes a folder for each network: its files, and inputs with what GANKit makes of them. This script checks every
ONNX file, runs both versions of the network on the same inputs, and prints the largest differences; above 1e-4 it ends
with exit code 1. It needs numpy, onnx, onnxruntime, torch and safetensors.
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from safetensors.torch import load_file

TOLERANCE = 1e-4


def batches(folder):
    """The inputs, by their names, and the expected output of each batch."""
    for file in sorted(folder.glob("*-output.npy")):
        prefix = file.name.split("-")[0]
        names = ["noise", "label", "image"]
        inputs = {name: folder / f"{prefix}-{name}.npy" for name in names}
        yield {name: np.load(path) for name, path in inputs.items() if path.exists()}, np.load(file)


def onnx_network(folder):
    (file,) = folder.glob("*.onnx")
    onnx.checker.check_model(onnx.load(file), full_check=True)
    session = onnxruntime.InferenceSession(file)
    return lambda inputs: session.run(None, inputs)[0]


def torch_network(folder):
    (file,) = folder.glob("*.py")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.load()
    names = {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
    assert names == set(load_file(file.with_suffix(".safetensors"))), "other names in the file of weights"

    def run(inputs):
        with torch.no_grad():
            return network(*(torch.from_numpy(value) for value in inputs.values())).numpy()

    return run


def largest_difference(run, folder):
    differences = []
    for inputs, expected in batches(folder):
        found = run(inputs)
        assert found.shape == expected.shape, f"{folder.name}: {found.shape}, expected {expected.shape}"
        assert np.isfinite(found).all(), f"{folder.name}: numbers that are not finite"
        differences.append(np.abs(found - expected).max())
    assert differences, f"{folder.name}: no inputs"
    return max(differences)


def main():
    folders = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())
    assert folders, f"{sys.argv[1]}: no networks; the first lines of this script say how they are written"
    sys.dont_write_bytecode = True
    print("| network | inputs | largest output | ONNX | PyTorch |\n|---|---|---|---|---|")
    worst = 0
    for folder in folders:
        found = [largest_difference(make(folder), folder) for make in (onnx_network, torch_network)]
        outputs = [expected for _, expected in batches(folder)]
        shapes = ", ".join("x".join(map(str, inputs[max(inputs)].shape)) for inputs, _ in batches(folder))
        size = max(np.abs(output).max() for output in outputs)
        print(f"| {folder.name} | {shapes} | {size:.3g} | {found[0]:.1e} | {found[1]:.1e} |")
        worst = max(worst, *found)
    print(f"\nThe largest difference is {worst:.1e}.")
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
