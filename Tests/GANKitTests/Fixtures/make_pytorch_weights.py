#!/usr/bin/env python3
"""Weights between PyTorch and GANKit, both ways, with a small DCGAN and a network of everything else. Needs torch
and safetensors.

    python3 make_pytorch_weights.py             # PyTorch writes
    python3 make_pytorch_weights.py read        # PyTorch reads what GANKit wrote, and compares outputs

Writing makes, with PyTorch 2.13.0 and the same bytes each time,

    pytorch-generator.safetensors, pytorch-discriminator.safetensors     model.state_dict(), as it is
    pytorch-outputs.safetensors      z, and what both networks make of it in inference
    pytorch-composed.safetensors, pytorch-composed-outputs.safetensors   the same of the class Composed

which GANKit's tests load. The files gankit-*.safetensors are the same, written by GANKit with weights of its own:

    GANKIT_WRITE_FIXTURES=1 ./test --filter PyTorch
"""

import pathlib
import sys

import safetensors.torch
import torch
from torch import nn

torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).resolve().parent


class Player(nn.Module):
    """Layers under the name "main", as in PyTorch's own DCGAN example."""

    def __init__(self, *layers):
        super().__init__()
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x)


def make_generator():
    """6 numbers in, an 8x12 colour image out. Height and width differ, so that mistaking them shows."""
    return Player(
        nn.Linear(6, 5 * 2 * 3, bias=False), nn.BatchNorm1d(5 * 2 * 3), nn.LeakyReLU(0.2),
        nn.Unflatten(1, (5, 2, 3)),
        nn.ConvTranspose2d(5, 4, 4, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
        nn.ConvTranspose2d(4, 3, 4, 2, 1), nn.Tanh())


def make_discriminator():
    """An image in, one logit out."""
    return Player(
        nn.Conv2d(3, 4, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(4, 5, 4, 2, 1, bias=False), nn.BatchNorm2d(5), nn.LeakyReLU(0.2), nn.Dropout(0.3),
        nn.Flatten(), nn.Linear(5 * 2 * 3, 1))


def outputs(generator, discriminator, z):
    """Images `[N, H, W, C]` as in GANKit, and logits."""
    with torch.no_grad():
        images = generator.eval()(z)
        return images.permute(0, 2, 3, 1).contiguous(), discriminator.eval()(images)


class Residual(nn.Module):
    """GANKit's Residual."""

    def __init__(self, *layers):
        super().__init__()
        self.body = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.body(x)


class Scaled(nn.Module):
    """A module with a parameter and a buffer of its own."""

    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.scale = nn.Parameter(torch.ones(channels))
        self.register_buffer("shift", torch.zeros(channels))

    def forward(self, x):
        return self.conv(x) * self.scale[:, None, None] + self.shift[:, None, None]


class Composed(nn.Module):
    """What PyTorch names in a way of its own, and layers without weights, which its numbers count."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(4, 6)
        self.main = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(3, 8, 3), nn.ReLU(), nn.PReLU(8),
            Residual(nn.Conv2d(8, 8, 3, padding=1), nn.LeakyReLU(0.2), nn.BatchNorm2d(8)),
            nn.Conv2d(8, 12, 3, padding=1), nn.PixelShuffle(2), nn.InstanceNorm2d(3, affine=True), nn.ReLU(),
            nn.Sequential(nn.Conv2d(3, 4, 4, 2, 1, bias=False), nn.Dropout(0.5), nn.Tanh()),
            Scaled(4), nn.Conv2d(4, 5, 4, 2, 1), nn.Flatten(), nn.PReLU(30), nn.BatchNorm1d(30), nn.Linear(30, 6))
        self.steps = nn.ModuleList([nn.Linear(6, 6), nn.Linear(6, 6)])
        self.heads = nn.ModuleDict({"mean": nn.Linear(6, 2), "deviation": nn.Linear(6, 2)})

    def forward(self, x):
        """Images `[N, H, W, C]` as in GANKit."""
        y = self.main(x.permute(0, 3, 1, 2)) + self.embedding(torch.tensor([1, 3, 0]))
        for step in self.steps:
            y = torch.tanh(step(y))
        return torch.cat([self.heads["mean"](y), self.heads["deviation"](y)], 1)


def write_composed():
    torch.manual_seed(5)
    network = Composed()
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.dim() == 1:  # values that differ from channel to channel
                value.uniform_(0.1, 0.5) if "main.3." in name or "main.13." in name else value.uniform_(0.5, 1.5)
        x = torch.randn(3, 6, 4, 3)
        y = network.eval()(x)
    safetensors.torch.save_file(network.state_dict(), FOLDER / "pytorch-composed.safetensors")
    safetensors.torch.save_file({"x": x, "y": y}, FOLDER / "pytorch-composed-outputs.safetensors")


def read_composed():
    network = Composed()
    network.load_state_dict(safetensors.torch.load_file(FOLDER / "gankit-composed.safetensors"), strict=True)
    written = safetensors.torch.load_file(FOLDER / "gankit-composed-outputs.safetensors")
    with torch.no_grad():
        compare("composed", network.eval()(written["x"]), written["y"])


def compare(name, mine, written):
    difference = (mine - written).abs().max().item()
    print(f"{name}: largest magnitude {written.abs().max():.3f}, largest difference {difference:.1e}")
    assert difference < 1e-5, name


def write():
    torch.manual_seed(4)
    generator, discriminator = make_generator(), make_discriminator()
    with torch.no_grad():
        for layer in [*generator.main, *discriminator.main]:
            if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
                layer.weight.uniform_(0.5, 1.5)
                layer.bias.uniform_(-0.5, 0.5)
        # A few batches move the running statistics away from 0 and 1.
        for _ in range(30):
            discriminator.train()(generator.train()(torch.randn(16, 6)))
    z = torch.randn(3, 6)
    images, logits = outputs(generator, discriminator, z)
    safetensors.torch.save_file(generator.state_dict(), FOLDER / "pytorch-generator.safetensors")
    safetensors.torch.save_file(discriminator.state_dict(), FOLDER / "pytorch-discriminator.safetensors")
    safetensors.torch.save_file(
        {"z": z, "images": images, "logits": logits}, FOLDER / "pytorch-outputs.safetensors")


def read():
    generator, discriminator = make_generator(), make_discriminator()
    for name, model in [("generator", generator), ("discriminator", discriminator)]:
        # Strict: every entry has to be there, under its name, with its shape, and no other.
        model.load_state_dict(safetensors.torch.load_file(FOLDER / f"gankit-{name}.safetensors"), strict=True)
    written = safetensors.torch.load_file(FOLDER / "gankit-outputs.safetensors")
    images, logits = outputs(generator, discriminator, written["z"])
    for name, mine in [("images", images), ("logits", logits)]:
        compare(name, mine, written[name])


if __name__ == "__main__":
    for run in [read, read_composed] if sys.argv[1:] == ["read"] else [write, write_composed]:
        run()
