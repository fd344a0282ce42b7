#!/usr/bin/env python3
"""Times one GAN training step in Keras 3 on TensorFlow on the CPU, as a good user would write it.

    reference_keras.py STEP [--threads N] [--repeats K] [--json]

STEP is vanilla, dcgan28 or dcgan28-light; Benchmarks/README.md says what each contains. The whole training
step is one tf.function (no XLA), float32, with random images instead of data.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import tensorflow as tf
from keras import layers

import timing

# --- Networks ----------------------------------------------------------------------------------------


class Vanilla:
    """Chapter 3: z of 100 normals, Dense 256, 512, 1024 with LeakyReLU and batch norm, 784 with tanh."""

    batch, image, learning_rate = 64, (784,), 2e-4
    generator_count, discriminator_count = 1_489_936, 533_505

    @staticmethod
    def generator():
        stack = [keras.Input((100,))]
        for outputs in (256, 512, 1024):
            stack += [layers.Dense(outputs), layers.LeakyReLU(0.2), layers.BatchNormalization(momentum=0.8)]
        return keras.Sequential(stack + [layers.Dense(784, activation="tanh")])

    @staticmethod
    def discriminator():
        return keras.Sequential([
            keras.Input((784,)), layers.Dense(512), layers.LeakyReLU(0.2),
            layers.Dense(256), layers.LeakyReLU(0.2), layers.Dense(1)])


class DCGAN28:
    """Chapter 4, digits: 5x5 kernels, batch norm, LeakyReLU(0.3), dropout 0.3 in D."""

    batch, image, learning_rate = 256, (28, 28, 1), 1e-4
    generator_count, discriminator_count = 2_305_472, 212_865

    @staticmethod
    def generator():
        def up(outputs, stride, activation=None):
            return layers.Conv2DTranspose(
                outputs, 5, strides=stride, padding="same", use_bias=False, activation=activation)

        return keras.Sequential([
            keras.Input((100,)),
            layers.Dense(7 * 7 * 256, use_bias=False), layers.BatchNormalization(), layers.LeakyReLU(0.3),
            layers.Reshape((7, 7, 256)),
            up(128, 1), layers.BatchNormalization(), layers.LeakyReLU(0.3),
            up(64, 2), layers.BatchNormalization(), layers.LeakyReLU(0.3),
            up(1, 2, activation="tanh")])

    @staticmethod
    def discriminator():
        return keras.Sequential([
            keras.Input((28, 28, 1)),
            layers.Conv2D(64, 5, strides=2, padding="same"), layers.LeakyReLU(0.3), layers.Dropout(0.3),
            layers.Conv2D(128, 5, strides=2, padding="same"), layers.LeakyReLU(0.3), layers.Dropout(0.3),
            layers.Flatten(), layers.Dense(1)])


class DCGAN28Light:
    """Small layers, whose time is mostly overhead and passes over memory. No convolution has a bias."""

    batch, image, learning_rate = 64, (28, 28, 1), 2e-4
    generator_count, discriminator_count = 353_216, 36_545

    @staticmethod
    def generator():
        return keras.Sequential([
            keras.Input((100,)),
            layers.Dense(7 * 7 * 64, use_bias=False), layers.BatchNormalization(), layers.ReLU(),
            layers.Reshape((7, 7, 64)),
            layers.Conv2DTranspose(32, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(), layers.ReLU(),
            layers.Conv2DTranspose(1, 4, strides=2, padding="same", use_bias=False, activation="tanh")])

    @staticmethod
    def discriminator():
        return keras.Sequential([
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 4, strides=2, padding="same", use_bias=False), layers.LeakyReLU(0.2),
            layers.Conv2D(64, 4, strides=2, padding="same", use_bias=False), layers.BatchNormalization(),
            layers.LeakyReLU(0.2), layers.Flatten(), layers.Dense(1)])


STEPS = {"vanilla": (Vanilla, 100), "dcgan28": (DCGAN28, 7), "dcgan28-light": (DCGAN28Light, 50)}

# --- Training step -----------------------------------------------------------------------------------


def bce(logits, ones):
    target = tf.ones_like(logits) if ones else tf.zeros_like(logits)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=logits))


def check_count(network, expected):
    count = sum(int(tf.size(v)) for v in network.trainable_variables)
    assert count == expected, f"{count:,} trainable parameters, expected {expected:,}"


def make(networks):
    generator, discriminator = networks.generator(), networks.discriminator()
    check_count(generator, networks.generator_count)
    check_count(discriminator, networks.discriminator_count)
    adam_g, adam_d = (
        keras.optimizers.Adam(networks.learning_rate, beta_1=0.5, beta_2=0.999, epsilon=1e-8)
        for _ in range(2))
    adam_g.build(generator.trainable_variables)
    adam_d.build(discriminator.trainable_variables)
    real = tf.random.uniform((networks.batch, *networks.image), -1, 1)

    @tf.function
    def step():
        """D on real and on fake, then G, non-saturating, against the updated D; one forward pass of G."""
        with tf.GradientTape() as tape_g:
            fake = generator(tf.random.normal((networks.batch, 100)), training=True)
            with tape_g.stop_recording():
                with tf.GradientTape() as tape_d:
                    loss_d = bce(discriminator(real, training=True), True)
                    loss_d += bce(discriminator(fake, training=True), False)
                gradients = tape_d.gradient(loss_d, discriminator.trainable_variables)
                adam_d.apply(gradients, discriminator.trainable_variables)
            loss_g = bce(discriminator(fake, training=True), True)
        gradients = tape_g.gradient(loss_g, generator.trainable_variables)
        adam_g.apply(gradients, generator.trainable_variables)
        return loss_d, loss_g

    # Reading a loss waits until the step is done.
    return lambda: [float(loss) for loss in step()]


def main():
    parser = timing.parser(__doc__, STEPS)
    parser.add_argument("--inter-op", type=int, help="operations at once (default: as many as threads)")
    arguments = parser.parse_args()

    tf.config.threading.set_intra_op_parallelism_threads(arguments.threads)
    tf.config.threading.set_inter_op_parallelism_threads(arguments.inter_op or arguments.threads)
    keras.utils.set_random_seed(0)
    networks, repeats = STEPS[arguments.step]
    engine = f"Keras {keras.__version__}, TensorFlow {tf.__version__}"
    timing.report(arguments, make(networks), repeats, engine)


if __name__ == "__main__":
    main()
