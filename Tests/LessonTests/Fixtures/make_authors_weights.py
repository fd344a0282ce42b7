#!/usr/bin/env python3
"""Writes authors-pix2pix.safetensors and authors-cyclegan.safetensors beside it: state dicts of networks that are built
as in the PyTorch code of the authors of pix2pix and CycleGAN, tiny, and what these networks make of an image. The
lessons' own networks load them (`run --weights`) and have to agree.

    python3 make_authors_weights.py             # needs torch, safetensors

Made with PyTorch 2.13.0; the same version writes the same bytes.

The layers and their order are those of the papers (Isola et al. 2017, section 6.1; Zhu et al. 2017, appendix 7.2) and
of that code's public documentation; what matters here are the names that its modules give the entries:

    U-Net       a level is an nn.Sequential called "model", which holds the level below as one of its layers
    ResNet      an nn.Sequential called "model"; a block's layers are called "conv_block"
    PatchGAN    an nn.Sequential called "model"

A convolution before a batch norm has no bias; before an instance norm, which there has no scale and shift, it has one.
Both players of pix2pix have batch norms, those of CycleGAN instance norms. A file of several networks has the prefixes
netG and netD, or netG_A, netG_B, netD_A and netD_B. D_A is the one that G_A, from A to B, plays against.

Each file also has, under "values.", one image as input and the outputs, `[N, H, W, C]` as in GANKit. The networks are in
training mode, in which a batch norm uses the statistics of the batch, here one image; dropout is left out.
"""

import pathlib

import safetensors.torch
import torch
from torch import nn

torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).resolve().parent
WIDTH = 2


def batch_norm(channels):
    return nn.BatchNorm2d(channels)


def instance_norm(channels):
    return nn.InstanceNorm2d(channels)


class Level(nn.Module):
    """One level of a U-Net, with the levels below inside."""

    def __init__(self, outer, inner, below=None, outermost=False):
        super().__init__()
        self.outermost = outermost
        down = nn.Conv2d(outer, inner, 4, 2, 1, bias=False)
        into = inner if below is None else 2 * inner
        up = nn.ConvTranspose2d(into, outer, 4, 2, 1, bias=outermost)
        if outermost:
            layers = [down, below, nn.ReLU(), up, nn.Tanh()]
        elif below is None:
            layers = [nn.LeakyReLU(0.2), down, nn.ReLU(), up, batch_norm(outer)]
        else:
            layers = [nn.LeakyReLU(0.2), down, batch_norm(inner), below, nn.ReLU(), up, batch_norm(outer)]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        y = self.model(x)
        return y if self.outermost else torch.cat([x, y], 1)


class UNet(nn.Module):
    """`levels` of 5 or more: channels double up to eight times the width."""

    def __init__(self, levels):
        super().__init__()
        channels = [WIDTH * min(2**level, 8) for level in range(levels)]
        level = None
        for index in reversed(range(1, levels)):
            level = Level(channels[index - 1], channels[index], level)
        self.model = Level(3, WIDTH, level, outermost=True)

    def forward(self, x):
        return self.model(x)


class ResNetBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), instance_norm(channels), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), instance_norm(channels))

    def forward(self, x):
        return x + self.conv_block(x)


class ResNet(nn.Module):
    def __init__(self, blocks, downsamplings=2):
        super().__init__()
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, WIDTH, 7), instance_norm(WIDTH), nn.ReLU()]
        for step in range(downsamplings):
            channels = WIDTH * 2**step
            layers += [nn.Conv2d(channels, 2 * channels, 3, 2, 1), instance_norm(2 * channels), nn.ReLU()]
        layers += [ResNetBlock(WIDTH * 2**downsamplings) for _ in range(blocks)]
        for step in reversed(range(downsamplings)):
            channels = WIDTH * 2**step
            layers += [
                nn.ConvTranspose2d(2 * channels, channels, 3, 2, 1, output_padding=1), instance_norm(channels),
                nn.ReLU()]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(WIDTH, 3, 7), nn.Tanh()]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


class PatchGAN(nn.Module):
    def __init__(self, inputs, norm, downsamplings):
        super().__init__()
        bias = norm is instance_norm
        layers = [nn.Conv2d(inputs, WIDTH, 4, 2, 1), nn.LeakyReLU(0.2)]
        for layer in range(1, downsamplings + 1):
            before, after = WIDTH * min(2**(layer - 1), 8), WIDTH * min(2**layer, 8)
            stride = 2 if layer < downsamplings else 1
            layers += [nn.Conv2d(before, after, 4, stride, 1, bias=bias), norm(after), nn.LeakyReLU(0.2)]
        layers += [nn.Conv2d(layers[-3].out_channels, 1, 4, 1, 1)]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


def with_weights(network):
    """Weights of such a size that no output is saturated, and biases and norms that do something."""
    for name, parameter in network.named_parameters():
        with torch.no_grad():
            if parameter.dim() == 4:
                parameter.normal_(0, (1 / parameter[0].numel()) ** 0.5)
            elif name.endswith("weight"):
                parameter.uniform_(0.5, 1.5)
            else:
                parameter.uniform_(-0.3, 0.3)
    return network.train()


def nhwc(x):
    return x.permute(0, 2, 3, 1).contiguous()


def write(name, networks, values):
    tensors = {f"{prefix}.{key}": value for prefix, network in networks.items()
               for key, value in network.state_dict().items()}
    tensors |= {f"values.{key}": nhwc(value) for key, value in values.items()}
    path = FOLDER / f"{name}.safetensors"
    safetensors.torch.save_file({key: value.clone() for key, value in tensors.items()}, path)
    print(f"{path.name:32} {len(tensors)} tensors, {path.stat().st_size:,} bytes")


def pix2pix():
    torch.manual_seed(1)
    g = with_weights(UNet(levels=5))
    d = with_weights(PatchGAN(6, batch_norm, downsamplings=3))
    x = torch.rand(1, 3, 32, 32) * 2 - 1
    with torch.no_grad():
        y = g(x)
        decisions = d(torch.cat([x, y], 1))
    write("authors-pix2pix", {"netG": g, "netD": d}, {"input": x, "output": y, "decisions": decisions})


def cyclegan():
    torch.manual_seed(2)
    networks = {
        "netG_A": with_weights(ResNet(blocks=2)), "netG_B": with_weights(ResNet(blocks=2)),
        "netD_A": with_weights(PatchGAN(3, instance_norm, downsamplings=2)),
        "netD_B": with_weights(PatchGAN(3, instance_norm, downsamplings=2))}
    x = torch.rand(1, 3, 16, 24) * 2 - 1
    with torch.no_grad():
        values = {"input": x} | {name: network(x) for name, network in networks.items()}
    write("authors-cyclegan", networks, values)


if __name__ == "__main__":
    pix2pix()
    cyclegan()
