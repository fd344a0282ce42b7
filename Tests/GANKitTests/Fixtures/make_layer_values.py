#!/usr/bin/env python3
"""Writes .safetensors files beside it: what PyTorch computes for convolutions of every kind, pooling,
upsampling, norms, attention and spectral normalization, for GANKit to agree with.

    python3 make_layer_values.py            # needs torch, numpy, safetensors

Made with PyTorch 2.13.0. Files and names are as in make_reference_values.py: every number is computed in
float64 from inputs that float32 holds exactly, then rounded once to float32; `<case>.input`, `.weight` and
so on go in, `.output` comes out, and `.gradient.*` is the gradient of sum(output * cotangent). Images are
[N, H, W, C], weights of convolutions [kernelHeight, kernelWidth, in / groups, out], those of transposed ones
[kernelHeight, kernelWidth, out / groups, in].
"""

import numpy as np
import torch
import torch.nn.functional as F

from reference_file import Family, single

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


class LayerFamily(Family):
    def normal(self, *shape, scale=1.0):
        """Normal numbers that float32 holds exactly, as a leaf of a graph."""
        return leaf(self.random.standard_normal(shape) * scale)

    def choose(self, *options):
        return options[self.random.integers(len(options))]

    def add(self, case, settings, output, leaves):
        """Adds one case: its inputs, its output, and the gradients for all inputs."""
        assert case not in self.cases, case
        self.cases[case] = settings
        cotangent = self.normal(*output.shape)
        gradients = torch.autograd.grad((output * cotangent).sum(), list(leaves.values()))
        self.keep(case, output=output, cotangent=cotangent, **leaves)
        self.keep(case, **{f"gradient.{name}": g for name, g in zip(leaves, gradients)})

    def keep(self, case, **tensors):
        # Copies, because training changes weights in place.
        self.tensors |= {f"{case}.{what}": value.detach().numpy().copy() for what, value in tensors.items()}


def leaf(array):
    return torch.tensor(single(array), requires_grad=True)


def by(numbers):
    return "x".join(map(str, numbers))


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


# --- Convolutions ------------------------------------------------------------------------------------

def general_convolution():
    """Random kernels, strides, padding and dilations for each axis, and groups."""
    family = LayerFamily("general-convolution")
    pair = lambda *options: [int(family.choose(*options)), int(family.choose(*options))]
    for transposed in [False, True]:
        for kind in ["strides", "dilated", "grouped", "depthwise", "all"]:
            count = 0
            while count < 6:
                kernel, stride, dilation, groups = pair(1, 2, 3, 4), [1, 1], [1, 1], 1
                padding, output_padding = pair(0, 1, 2), [0, 0]
                if kind in ["strides", "all"]:
                    stride = pair(1, 2, 3)
                    if transposed:
                        output_padding = [int(family.random.integers(s)) for s in stride]
                if kind in ["dilated", "all"]:
                    dilation = pair(1, 2, 3)
                if kind in ["grouped", "all"]:
                    groups = int(family.choose(2, 3))
                if kind == "depthwise":
                    groups, stride = int(family.choose(2, 3, 5)), pair(1, 2)
                inputs, outputs = (groups * int(family.choose(1, 2)) for _ in range(2))
                if kind == "depthwise":
                    inputs = groups
                    if transposed:
                        inputs, outputs = groups * int(family.choose(1, 2)), groups
                images, height, width = int(family.choose(1, 2)), *pair(3, 4, 6)
                # PyTorch refuses windows that do not fit, and results without pixels.
                span = [(k - 1) * d + 1 for k, d in zip(kernel, dilation)]
                if transposed:
                    fits = all(
                        (n - 1) * s + k - 2 * p + o >= 1
                        for n, s, k, p, o in zip((height, width), stride, span, padding, output_padding))
                else:
                    fits = all(n + 2 * p >= k for n, p, k in zip((height, width), padding, span))
                if not fits:
                    continue
                x = family.normal(images, height, width, inputs)
                last = (outputs // groups, inputs) if transposed else (inputs // groups, outputs)
                w, b = family.normal(*kernel, *last, scale=0.3), family.normal(outputs)
                planes, weights = channels_first(x).contiguous(), w.permute(3, 2, 0, 1).contiguous()
                if transposed:
                    y = F.conv_transpose2d(
                        planes, weights, b, stride, padding, output_padding, groups, dilation)
                else:
                    y = F.conv2d(planes, weights, b, stride, padding, dilation, groups)
                family.add(
                    f"{'transposed' if transposed else 'convolution'}-{kind}-{count}",
                    {"mode": "transposed" if transposed else "convolution", "inputs": inputs,
                     "outputs": outputs, "kernels": kernel, "strides": stride, "paddings": padding,
                     "outputPaddings": output_padding, "dilations": dilation, "groups": groups},
                    channels_last(y), {"input": x, "weight": w, "bias": b})
                count += 1
    family.write()


# --- Pooling and upsampling --------------------------------------------------------------------------

def pooling():
    family = LayerFamily("pooling")
    shapes = [(2, 5, 6, 3), (1, 8, 7, 2), (2, 4, 4, 1)]
    sizes = [  # kernel, stride, padding
        ([2, 2], [2, 2], [0, 0]), ([3, 3], [2, 2], [1, 1]), ([3, 3], [1, 1], [1, 1]),
        ([2, 3], [1, 2], [1, 0]), ([3, 2], [3, 1], [0, 1]), ([4, 4], [4, 4], [2, 2]),
        ([1, 1], [2, 2], [0, 0])]
    for index, (kernel, stride, padding) in enumerate(sizes):
        for mode in ["average", "averageOfPixels", "max"]:
            shape = shapes[index % 3]
            x = family.normal(*shape)
            if mode == "max":
                y = F.max_pool2d(channels_first(x), kernel, stride, padding)
            else:
                y = F.avg_pool2d(
                    channels_first(x), kernel, stride, padding, count_include_pad=mode == "average")
            family.add(
                f"{mode}-{by(kernel)}-stride{by(stride)}-pad{by(padding)}-{by(shape)}",
                {"mode": mode, "kernels": kernel, "strides": stride, "paddings": padding},
                channels_last(y), {"input": x})
    x = family.normal(2, 3, 4, 5)
    y = F.adaptive_avg_pool2d(channels_first(x), 1).flatten(1)
    family.add("global", {"mode": "global"}, y, {"input": x})
    family.write()


def upsampling():
    family = LayerFamily("upsampling")
    for mode in ["nearest", "bilinear"]:
        for factor, shape in [([2, 2], (2, 3, 4, 3)), ([3, 3], (1, 4, 2, 2)), ([1, 4], (2, 2, 3, 1)),
                              ([2, 3], (1, 1, 5, 2)), ([4, 4], (1, 3, 3, 1))]:
            x = family.normal(*shape)
            size = [shape[1] * factor[0], shape[2] * factor[1]]
            options = {} if mode == "nearest" else {"align_corners": False}
            y = F.interpolate(channels_first(x), size=size, mode=mode, **options)
            family.add(
                f"{mode}-{by(factor)}-{by(shape)}", {"mode": mode, "strides": factor}, channels_last(y),
                {"input": x})
    family.write()


# --- Norms, attention, embedding ---------------------------------------------------------------------

def norms():
    family = LayerFamily("norms")
    for shape in [(5, 4), (2, 3, 6), (2, 3, 2, 8)]:
        x, gamma, beta = family.normal(*shape), family.normal(shape[-1]), family.normal(shape[-1])
        family.add(
            f"layer-{by(shape)}", {"mode": "layer", "channels": shape[-1], "epsilon": 1e-5},
            F.layer_norm(x, shape[-1:], gamma, beta, 1e-5), {"input": x, "gamma": gamma, "beta": beta})
    for groups, shape in [(1, (2, 3, 4, 3)), (2, (2, 3, 3, 4)), (3, (3, 2, 5, 6)), (4, (2, 3, 2, 4))]:
        x, gamma, beta = family.normal(*shape), family.normal(shape[-1]), family.normal(shape[-1])
        y = F.group_norm(channels_first(x), groups, gamma, beta, 1e-5)
        family.add(
            f"group{groups}-{by(shape)}",
            {"mode": "group", "groups": groups, "channels": shape[-1], "epsilon": 1e-5}, channels_last(y),
            {"input": x, "gamma": gamma, "beta": beta})
    family.write()


def attention():
    family = LayerFamily("attention")
    for batch, queries, keys, size, values in [(2, 3, 5, 4, 6), (1, 4, 4, 2, 2)]:
        q, k, v = (family.normal(batch, n, d) for n, d in [(queries, size), (keys, size), (keys, values)])
        family.add(
            f"dotProduct-{by([batch, queries, keys, size, values])}", {"mode": "dotProduct"},
            F.scaled_dot_product_attention(q, k, v), {"query": q, "key": k, "value": v})
    # Zhang et al. 2019, equations 1 to 3, written as in the paper: columns are pixels.
    for shape, inner in [((2, 3, 2, 8), 1), ((1, 2, 4, 16), 2)]:
        c = shape[-1]
        x, gamma = family.normal(*shape), family.normal(1)
        f, g, h = (family.normal(1, 1, c, inner, scale=0.5) for _ in range(3))
        v = family.normal(1, 1, inner, c, scale=0.5)
        columns = x.flatten(1, 2).transpose(1, 2)
        times = lambda w, z: w[0, 0].T @ z
        beta = torch.softmax(times(f, columns).transpose(1, 2) @ times(g, columns), dim=1)
        o = times(v, times(h, columns) @ beta)
        y = (gamma * o + columns).transpose(1, 2).reshape(shape)
        family.add(
            f"self-{by(shape)}", {"mode": "self", "channels": c, "inputs": inner}, y,
            {"input": x, "key.weight": f, "query.weight": g, "value.weight": h, "output.weight": v,
             "gamma": gamma})
    # StyleGAN2's minibatch standard deviation with one feature, channels first.
    for shape, group in [((4, 3, 2, 3), 4), ((4, 2, 2, 2), 2), ((6, 2, 3, 1), 3)]:
        x = family.normal(*shape)
        images = channels_first(x)
        y = images.reshape(group, -1, *images.shape[1:])
        y = ((y - y.mean(0)).square().mean(0) + 1e-8).sqrt().mean([1, 2, 3], keepdim=True)
        y = y.repeat(group, 1, *images.shape[2:])
        family.add(
            f"deviation-{by(shape)}-groups{group}", {"mode": "deviation", "groups": group},
            channels_last(torch.cat([images, y], 1)), {"input": x})
    family.write()


# --- Spectral normalization --------------------------------------------------------------------------

def spectral_norm():
    """Three training steps of a layer under spectral_norm, then one pass in inference.

    Each step makes one power iteration, and the weight moves against its gradient; u and v are named as
    in Miyato et al. 2018, where u belongs to the outputs. (torch.nn.utils.parametrizations.spectral_norm
    updates u before v, against the paper's order.)
    """
    family = LayerFamily("spectral-norm")
    layers = {
        "dense": (torch.nn.Linear(5, 3), (4, 5)),
        "convolution": (torch.nn.Conv2d(2, 4, 3, 2, 1), (2, 5, 4, 2)),
        "transposed": (torch.nn.ConvTranspose2d(3, 2, 4, 2, 1), (2, 3, 2, 3)),
    }
    for name, (layer, shape) in layers.items():
        to_gankit = lambda w: w.T if name == "dense" else w.permute(2, 3, 1, 0)
        with torch.no_grad():
            layer.weight.copy_(family.normal(*layer.weight.shape))
            layer.bias.copy_(family.normal(*layer.bias.shape))
        torch.manual_seed(1)
        layer = torch.nn.utils.spectral_norm(layer)
        original, u, v = layer.weight_orig, layer.weight_u, layer.weight_v
        with torch.no_grad():
            for vector in [u, v]:
                vector.copy_(leaf(vector.numpy()))
        # The rows of PyTorch's matrix go through [in, kernelHeight, kernelWidth], GANKit's end with `in`.
        if name == "dense":
            order = lambda v: v
        else:
            inner = shape[-1]
            order = lambda v: v.reshape(inner, *original.shape[2:]).permute(1, 2, 0).reshape(-1)
        images = channels_first if len(shape) == 4 else lambda x: x
        back = channels_last if len(shape) == 4 else lambda x: x
        family.cases[name] = {"mode": name}
        family.keep(name, weight=to_gankit(original), bias=layer.bias, u=u, v=order(v))
        for step in range(4):
            training = step < 3
            layer.train(training)
            x = family.normal(*shape)
            y = back(layer(images(x)))
            cotangent = family.normal(*y.shape)
            gradients = torch.autograd.grad((y * cotangent).sum(), [x, original, layer.bias])
            prefix = f"step{step}" if training else "inference"
            family.keep(
                f"{name}.{prefix}", input=x, output=y, cotangent=cotangent, u=u, v=order(v),
                **{"gradient.input": gradients[0], "gradient.weight": to_gankit(gradients[1]),
                   "gradient.bias": gradients[2]})
            if training:
                with torch.no_grad():
                    original -= 0.1 * gradients[1]
                family.keep(f"{name}.{prefix}", weight=to_gankit(original))
    family.write()


if __name__ == "__main__":
    general_convolution()
    pooling()
    upsampling()
    norms()
    attention()
    spectral_norm()
