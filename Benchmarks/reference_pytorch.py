#!/usr/bin/env python3
"""Times one GAN training step in PyTorch on the CPU, as a good user would write it.

    reference_pytorch.py STEP [--variant NAME] [--threads N] [--repeats K] [--json]
    reference_pytorch.py STEP --operations

STEP is vanilla, dcgan28, dcgan28-light, dcgan64, conditional, pix2pix, cyclegan, srgan or wgan-gp; Benchmarks/README.md
says what each contains. float32, random images instead of data. A variant is eager, compiled or autotuned, and with
"-channels-last" it has the other layout of images. --operations prints the operations of a step, by the formulas of
PyTorch's FlopCounterMode, and times nothing.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

import engines
import timing

# --- Networks ----------------------------------------------------------------------------------------


class Vanilla:
    """Chapter 3: z of 100 normals, Dense 256, 512, 1024 with LeakyReLU and batch norm, 784 with tanh."""

    batch, image, latent, learning_rate = 64, (784,), (100,), 2e-4
    generator_count, discriminator_count = 1_489_936, 533_505

    @staticmethod
    def generator():
        layers, inputs = [], 100
        for outputs in (256, 512, 1024):
            layers += [nn.Linear(inputs, outputs), nn.LeakyReLU(0.2, inplace=True),
                       nn.BatchNorm1d(outputs, momentum=0.2, eps=1e-3)]
            inputs = outputs
        return nn.Sequential(*layers, nn.Linear(inputs, 784), nn.Tanh())

    @staticmethod
    def discriminator():
        return nn.Sequential(
            nn.Linear(784, 512), nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(512, 256), nn.LeakyReLU(0.2, inplace=True), nn.Linear(256, 1))


class DCGAN28:
    """Chapter 4, digits: 5x5 kernels, batch norm, LeakyReLU(0.3), dropout 0.3 in D."""

    batch, image, latent, learning_rate = 256, (1, 28, 28), (100,), 1e-4
    generator_count, discriminator_count = 2_305_472, 212_865

    @staticmethod
    def generator():
        # padding 2 with output_padding 1 is "same" for stride 2, except for the side of the odd zero.
        def up(inputs, outputs, stride):
            return nn.ConvTranspose2d(inputs, outputs, 5, stride, 2, output_padding=stride - 1, bias=False)

        def norm(features, kind=nn.BatchNorm2d):
            return [kind(features, momentum=0.01, eps=1e-3), nn.LeakyReLU(0.3, inplace=True)]

        return nn.Sequential(
            nn.Linear(100, 7 * 7 * 256, bias=False), *norm(7 * 7 * 256, nn.BatchNorm1d),
            nn.Unflatten(1, (256, 7, 7)),
            up(256, 128, 1), *norm(128), up(128, 64, 2), *norm(64), up(64, 1, 2), nn.Tanh())

    @staticmethod
    def discriminator():
        return nn.Sequential(
            nn.Conv2d(1, 64, 5, 2, 2), nn.LeakyReLU(0.3, inplace=True), nn.Dropout(0.3),
            nn.Conv2d(64, 128, 5, 2, 2), nn.LeakyReLU(0.3, inplace=True), nn.Dropout(0.3),
            nn.Flatten(), nn.Linear(7 * 7 * 128, 1))


class DCGAN28Light:
    """Small layers, whose time is mostly overhead and passes over memory. No convolution has a bias."""

    batch, image, latent, learning_rate = 64, (1, 28, 28), (100,), 2e-4
    generator_count, discriminator_count = 353_216, 36_545

    @staticmethod
    def generator():
        return nn.Sequential(
            nn.Linear(100, 7 * 7 * 64, bias=False), nn.BatchNorm1d(7 * 7 * 64), nn.ReLU(inplace=True),
            nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
            nn.ConvTranspose2d(32, 1, 4, 2, 1, bias=False), nn.Tanh())

    @staticmethod
    def discriminator():
        return nn.Sequential(
            nn.Conv2d(1, 32, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(32, 64, 4, 2, 1, bias=False), nn.BatchNorm2d(64), nn.LeakyReLU(0.2, inplace=True),
            nn.Flatten(), nn.Linear(7 * 7 * 64, 1))


class DCGAN64:
    """Chapter 4, faces: the DCGAN paper's networks at 64x64x3 with 64 feature maps."""

    batch, image, latent, learning_rate = 128, (3, 64, 64), (100, 1, 1), 2e-4
    generator_count, discriminator_count = 3_576_704, 2_765_568

    @staticmethod
    def generator():
        layers, inputs = [], 100
        for outputs, stride, padding in [(512, 1, 0), (256, 2, 1), (128, 2, 1), (64, 2, 1)]:
            layers += [nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=False),
                       nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
            inputs = outputs
        return nn.Sequential(*layers, nn.ConvTranspose2d(inputs, 3, 4, 2, 1, bias=False), nn.Tanh())

    @staticmethod
    def discriminator():
        layers = [nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        for inputs in (64, 128, 256):
            layers += [nn.Conv2d(inputs, 2 * inputs, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * inputs),
                       nn.LeakyReLU(0.2, inplace=True)]
        return nn.Sequential(*layers, nn.Conv2d(512, 1, 4, bias=False), nn.Flatten())


class LabelledGenerator(nn.Module):
    """Chapter 5: noise and a label in, which is multiplied by 2 so that it counts among a hundred numbers."""

    def __init__(self, width=64):
        super().__init__()

        def norm(features):
            return [nn.BatchNorm2d(features, momentum=0.1, eps=1e-3), nn.ReLU(inplace=True)]

        self.layers = nn.Sequential(
            nn.Linear(110, 7 * 7 * 2 * width, bias=False), nn.Unflatten(1, (2 * width, 7, 7)), *norm(2 * width),
            nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False), *norm(width),
            nn.ConvTranspose2d(width, 1, 4, 2, 1), nn.Tanh())

    def forward(self, z, label):
        return self.layers(torch.cat([z, 2 * label], 1))


class LabelledDiscriminator(nn.Module):
    """Chapter 5: beside the image lies a plane of 28x28 numbers that is learnt for each label."""

    def __init__(self, width=64):
        super().__init__()
        self.planes = nn.Linear(10, 28 * 28, bias=False)
        self.layers = nn.Sequential(
            nn.Conv2d(2, width, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True), nn.Dropout(0.1),
            nn.Conv2d(width, 2 * width, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True), nn.Dropout(0.1),
            nn.Flatten(), nn.Linear(7 * 7 * 2 * width, 1))

    def forward(self, x, label):
        return self.layers(torch.cat([x, self.planes(label).view_as(x)], 1))


class UNetLevel(nn.Module):
    """One level of pix2pix's U-Net: down, the levels below, up; its input is joined to its output."""

    def __init__(self, outer, inner, below=None, inputs=None, dropout=False):
        super().__init__()
        self.outermost = inputs is not None
        down = nn.Conv2d(inputs or outer, inner, 4, 2, 1, bias=False)
        up_inputs = inner if below is None else 2 * inner
        if self.outermost:
            layers = [down, below, nn.ReLU(inplace=True), nn.ConvTranspose2d(up_inputs, outer, 4, 2, 1),
                      nn.Tanh()]
        else:
            # Not in place: the skip connection still needs the input.
            layers = [nn.LeakyReLU(0.2), down]
            if below is not None:
                layers += [nn.BatchNorm2d(inner), below]
            layers += [nn.ReLU(inplace=True), nn.ConvTranspose2d(up_inputs, outer, 4, 2, 1, bias=False),
                       nn.BatchNorm2d(outer)]
            if dropout:
                layers.append(nn.Dropout(0.5))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x) if self.outermost else torch.cat([x, self.layers(x)], 1)


def unet(channels=64):
    level = UNetLevel(8 * channels, 8 * channels)
    for _ in range(3):
        level = UNetLevel(8 * channels, 8 * channels, level, dropout=True)
    for factor in (4, 2, 1):
        level = UNetLevel(factor * channels, 2 * factor * channels, level)
    return UNetLevel(3, channels, level, inputs=3)


def patch_discriminator(inputs, norm, bias):
    """The 70x70 PatchGAN: 64, 128, 256 with stride 2, then 512 and 1 with stride 1; 4x4 kernels."""
    layers = [nn.Conv2d(inputs, 64, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True)]
    for features, stride in [(64, 2), (128, 2), (256, 1)]:
        layers += [nn.Conv2d(features, 2 * features, 4, stride, 1, bias=bias), norm(2 * features),
                   nn.LeakyReLU(0.2, inplace=True)]
    return nn.Sequential(*layers, nn.Conv2d(512, 1, 4, 1, 1))


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels),
            nn.ReLU(inplace=True),
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels))

    def forward(self, x):
        return x + self.layers(x)


def resnet_generator(blocks=9):
    def norm(channels):
        return [nn.InstanceNorm2d(channels), nn.ReLU(inplace=True)]

    layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, 64, 7), *norm(64)]
    for inputs in (64, 128):
        layers += [nn.Conv2d(inputs, 2 * inputs, 3, 2, 1), *norm(2 * inputs)]
    layers += [ResidualBlock(256) for _ in range(blocks)]
    for inputs in (256, 128):
        layers += [nn.ConvTranspose2d(inputs, inputs // 2, 3, 2, 1, output_padding=1), *norm(inputs // 2)]
    return nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(64, 3, 7), nn.Tanh())


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


def srresnet(width=64, blocks=16):
    """Chapter 8, the paper's generator: 16 residual blocks, then two enlargements by 2."""

    def convolution(outputs, kernel=3, inputs=width):
        return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)

    def norm():
        return nn.BatchNorm2d(width, momentum=0.1, eps=1e-3)

    body = [Residual(convolution(width), norm(), nn.PReLU(width), convolution(width), norm())
            for _ in range(blocks)]
    layers = [convolution(width, 9, inputs=3), nn.PReLU(width), Residual(*body, convolution(width), norm())]
    for _ in range(2):
        layers += [convolution(4 * width), nn.PixelShuffle(2), nn.PReLU(width)]
    return nn.Sequential(*layers, convolution(3, 9))


def picture_discriminator(width=64, size=96):
    """Chapter 8: eight convolutions, every other one with stride 2, then two dense layers."""
    layers, inputs = [nn.Conv2d(3, width, 3, 1, 1), nn.LeakyReLU(0.2, inplace=True)], width
    for factor, stride in [(1, 2), (2, 1), (2, 2), (4, 1), (4, 2), (8, 1), (8, 2)]:
        layers += [nn.Conv2d(inputs, factor * width, 3, stride, 1, bias=False),
                   nn.BatchNorm2d(factor * width, momentum=0.1, eps=1e-3), nn.LeakyReLU(0.2, inplace=True)]
        inputs = factor * width
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Linear((size // 16) ** 2 * 8 * width, 16 * width),
        nn.LeakyReLU(0.2, inplace=True), nn.Linear(16 * width, 1))


def feature_network(width=64):
    """Chapter 8: what the loss compares pictures by, in place of VGG."""
    layers, inputs = [], 3
    for factor, kernel in [(1, 3), (2, 4), (2, 3), (4, 4), (4, 3)]:
        layers += [nn.Conv2d(inputs, factor * width, kernel, 2 if kernel == 4 else 1, 1),
                   nn.LeakyReLU(0.2, inplace=True)]
        inputs = factor * width
    return nn.Sequential(*layers)


# --- Training steps ----------------------------------------------------------------------------------


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def least_squares(values, target):
    return F.mse_loss(values, torch.full_like(values, target))


def check_count(network, expected):
    count = sum(p.numel() for p in network.parameters())
    assert count == expected, f"{count:,} parameters, expected {expected:,}"


def update(optimizer, loss):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()


def make_plain(networks, options):
    """A GAN from noise: D on real and on fake, then G, non-saturating, against the updated D."""
    generator = options.place(networks.generator())
    discriminator = options.place(networks.discriminator())
    check_count(generator, networks.generator_count)
    check_count(discriminator, networks.discriminator_count)
    adam_g = options.adam(generator.parameters(), networks.learning_rate)
    adam_d = options.adam(discriminator.parameters(), networks.learning_rate)
    real = options.place(torch.rand(networks.batch, *networks.image) * 2 - 1)
    generate = options.compiled(lambda z: generator(z))
    loss_d = options.compiled(lambda fake: bce(discriminator(real), 1.0) + bce(discriminator(fake), 0.0))
    loss_g = options.compiled(lambda fake: bce(discriminator(fake), 1.0))

    def step():
        fake = generate(torch.randn(networks.batch, *networks.latent))

        update(adam_d, loss_d(fake.detach()))

        # G's step does not need D's weight gradients.
        discriminator.requires_grad_(False)
        update(adam_g, loss_g(fake))
        discriminator.requires_grad_(True)

    return step


def make_conditional(options):
    """Chapter 5: the plain step, with the label as another input of both players."""
    generator, discriminator = options.place(LabelledGenerator()), options.place(LabelledDiscriminator())
    check_count(generator, 822_401)
    check_count(discriminator, 147_425)
    adam_g, adam_d = options.adam(generator.parameters(), 1e-3), options.adam(discriminator.parameters(), 5e-4)
    real = options.place(torch.rand(64, 1, 28, 28) * 2 - 1)
    label = F.one_hot(torch.arange(64) % 10, 10).float()
    generate = options.compiled(lambda z: generator(z, label))
    loss_d = options.compiled(
        lambda fake: bce(discriminator(real, label), 1.0) + bce(discriminator(fake, label), 0.0))
    loss_g = options.compiled(lambda fake: bce(discriminator(fake, label), 1.0))

    def step():
        fake = generate(torch.randn(64, 100))

        update(adam_d, loss_d(fake.detach()))

        discriminator.requires_grad_(False)
        update(adam_g, loss_g(fake))
        discriminator.requires_grad_(True)

    return step


def make_pix2pix(options):
    """256x256, batch 1: D on (input, image) pairs with its loss halved, then G with BCE + 100 L1."""
    generator = options.place(unet())
    discriminator = options.place(patch_discriminator(6, nn.BatchNorm2d, bias=False))
    check_count(generator, 54_413_955)
    check_count(discriminator, 2_768_705)
    adam_g, adam_d = (options.adam(n.parameters(), 2e-4) for n in (generator, discriminator))
    a, b = (options.place(torch.rand(1, 3, 256, 256) * 2 - 1) for _ in range(2))
    generate = options.compiled(lambda a: generator(a))

    @options.compiled
    def loss_d(fake):
        loss_fake = bce(discriminator(torch.cat([a, fake], 1)), 0.0)
        loss_real = bce(discriminator(torch.cat([a, b], 1)), 1.0)
        return (loss_fake + loss_real) * 0.5

    @options.compiled
    def loss_g(fake):
        return bce(discriminator(torch.cat([a, fake], 1)), 1.0) + 100 * F.l1_loss(fake, b)

    def step():
        fake = generate(a)

        update(adam_d, loss_d(fake.detach()))

        discriminator.requires_grad_(False)
        update(adam_g, loss_g(fake))
        discriminator.requires_grad_(True)

    return step


def make_cyclegan(options):
    """128x128, batch 1: both generators jointly (least squares, cycle 10, identity 5), then both D's."""
    g, f = options.place(resnet_generator()), options.place(resnet_generator())  # A -> B, B -> A
    d_a, d_b = (options.place(patch_discriminator(3, nn.InstanceNorm2d, bias=True)) for _ in range(2))
    check_count(g, 11_378_179)
    check_count(d_a, 2_764_737)
    adam_g = options.adam([*g.parameters(), *f.parameters()], 2e-4)
    adam_d = options.adam([*d_a.parameters(), *d_b.parameters()], 2e-4)
    a, b = (options.place(torch.rand(1, 3, 128, 128) * 2 - 1) for _ in range(2))

    # One by one: a function of six generators takes inductor many minutes.
    to_b, to_a, judge_a, judge_b = (options.compiled(network) for network in (g, f, d_a, d_b))

    def loss_g():
        fake_b, fake_a = to_b(a), to_a(b)
        loss = least_squares(judge_b(fake_b), 1.0) + least_squares(judge_a(fake_a), 1.0)
        loss = loss + 10 * (F.l1_loss(to_a(fake_b), a) + F.l1_loss(to_b(fake_a), b))
        return loss + 5 * (F.l1_loss(to_b(b), b) + F.l1_loss(to_a(a), a)), fake_a, fake_b

    def loss_d(fake_a, fake_b):
        loss = 0
        for judge, real, fake in [(judge_a, a, fake_a), (judge_b, b, fake_b)]:
            loss = loss + 0.5 * (least_squares(judge(real), 1.0) + least_squares(judge(fake), 0.0))
        return loss

    def step():
        for d in (d_a, d_b):
            d.requires_grad_(False)
        loss, fake_a, fake_b = loss_g()
        update(adam_g, loss)

        for d in (d_a, d_b):
            d.requires_grad_(True)
        update(adam_d, loss_d(fake_a.detach(), fake_b.detach()))

    return step


def make_srgan(options):
    """4 patches of 96x96: D, then G with the squared errors of pixels and of features, and D's opinion."""
    generator, discriminator = options.place(srresnet()), options.place(picture_discriminator())
    features = options.place(feature_network().requires_grad_(False))
    check_count(generator, 1_550_659)
    check_count(discriminator, 23_563_649)
    check_count(features, 1_395_200)
    adam_g, adam_d = (
        options.adam(n.parameters(), 1e-4, betas=(0.9, 0.999)) for n in (generator, discriminator))
    small, sharp = (options.place(torch.rand(4, 3, size, size) * 2 - 1) for size in (24, 96))
    generate = options.compiled(lambda small: generator(small))
    loss_d = options.compiled(lambda fake: bce(discriminator(sharp), 1.0) + bce(discriminator(fake), 0.0))

    @options.compiled
    def loss_g(fake):
        content = F.mse_loss(features(fake), features(sharp))
        return F.mse_loss(fake, sharp) + 0.1 * content + 5e-3 * bce(discriminator(fake), 1.0)

    def step():
        fake = generate(small)

        update(adam_d, loss_d(fake.detach()))

        discriminator.requires_grad_(False)
        update(adam_g, loss_g(fake))
        discriminator.requires_grad_(True)

    return step


def make_wgan_gp(options):
    """A critic with gradient penalty: the DCGAN paper's discriminator without batch norm, batch 32."""
    layers = []
    for inputs, outputs in [(3, 64), (64, 128), (128, 256), (256, 512)]:
        layers += [nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
    critic = options.place(nn.Sequential(*layers, nn.Conv2d(512, 1, 4, bias=False), nn.Flatten()))
    check_count(critic, 2_763_776)
    adam = options.adam(critic.parameters(), 1e-4, betas=(0.0, 0.9))
    real, fake = (options.place(torch.rand(32, 3, 64, 64) * 2 - 1) for _ in range(2))

    def step():
        share = torch.rand(32, 1, 1, 1)
        between = (share * real + (1 - share) * fake).requires_grad_()
        slope, = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
        penalty = ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
        update(adam, critic(fake).mean() - critic(real).mean() + 10 * penalty)

    return step


# name: (make, default repeats)
STEPS = {
    "vanilla": (lambda options: make_plain(Vanilla, options), 100),
    "dcgan28": (lambda options: make_plain(DCGAN28, options), 7),
    "dcgan28-light": (lambda options: make_plain(DCGAN28Light, options), 50),
    "dcgan64": (lambda options: make_plain(DCGAN64, options), 5),
    "conditional": (make_conditional, 50),
    "pix2pix": (make_pix2pix, 5),
    "cyclegan": (make_cyclegan, 3),
    "srgan": (make_srgan, 3),
    "wgan-gp": (make_wgan_gp, 5),
}


class Options:
    """What the variants differ in, and which of PyTorch's Adam implementations updates the networks."""

    def __init__(self, variant, adam):
        self.channels_last = variant.endswith("-channels-last")
        self.kind = variant.removesuffix("-channels-last")
        self.implementation = adam

    def place(self, what):
        if self.channels_last and (isinstance(what, nn.Module) or what.dim() == 4):
            return what.to(memory_format=torch.channels_last)
        return what

    def compiled(self, function):
        """A network or a loss, forward and backward, by inductor's C++ code, except in eager mode."""
        if self.kind == "eager":
            return function
        return torch.compile(function, mode="max-autotune" if self.kind == "autotuned" else None)

    def adam(self, parameters, learning_rate, betas=(0.5, 0.999)):
        kind = {} if self.implementation == "loop" else {self.implementation: True}
        return torch.optim.Adam(parameters, lr=learning_rate, betas=betas, eps=1e-8, **kind)


class OperationCounter(TorchDispatchMode):
    """Adds up what PyTorch's FlopCounterMode counts: two operations for each multiply-add of matrix products and
    convolutions, forward and backward. That mode itself cannot watch the gradient of a gradient."""

    total = 0

    def __torch_dispatch__(self, function, types, arguments=(), named=None):
        result = function(*arguments, **(named or {}))
        count = flop_registry.get(function._overloadpacket)
        if count is not None:
            self.total += count(*arguments, **(named or {}), out_val=result)
        return result


def main():
    parser = timing.parser(__doc__, STEPS)
    parser.add_argument("--variant", choices=engines.PYTORCH, default="eager", metavar="NAME",
                        help=f"{', '.join(engines.PYTORCH)} (default: eager)")
    parser.add_argument("--adam", choices=["loop", "foreach", "fused"], default="fused")
    parser.add_argument("--operations", action="store_true", help="count operations, in eager mode")
    arguments = parser.parse_args()
    if arguments.variant not in engines.variants("pytorch", arguments.step):
        parser.error(f"--variant: {arguments.step} has only {', '.join(engines.variants('pytorch', arguments.step))}")

    torch.set_num_threads(arguments.threads)
    torch.set_num_interop_threads(1)
    torch.manual_seed(0)
    make, repeats = STEPS[arguments.step]
    step = make(Options(arguments.variant, arguments.adam))
    if arguments.operations:
        with OperationCounter() as counter:
            step()
        print(counter.total)
        return

    timing.report(arguments, step, repeats, f"PyTorch {torch.__version__}", arguments.variant)


if __name__ == "__main__":
    main()
