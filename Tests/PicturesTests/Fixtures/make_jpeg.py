#!/usr/bin/env python3
"""Writes the JPEG files that ImagesJPEGTests.swift reads, and beside each the same pixels, decoded, as PNG.

    pip install numpy pillow
    python make_jpeg.py

Made with Pillow 13.0.0. All show one scene of 21 x 13 pixels (or its grey version), so that a reader that
mistakes one colour space for another shows another scene; one is turned by a right angle.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

FOLDER = Path(__file__).parent
HEIGHT, WIDTH = 13, 21


def scene():
    """A sky from orange to blue, a red disc and green ground."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    t = (y / HEIGHT)[..., None]
    rgb = (1 - t) * np.array([60, 110, 220]) + t * np.array([250, 190, 90])
    disc = (x - 14) ** 2 + (y - 5) ** 2 < 12
    rgb[disc] = [200, 30, 40]
    rgb[y > 9] = [40, 140, 50]
    return np.round(rgb).astype(np.uint8)


def inks(rgb):
    """Cyan, magenta, yellow and black, 0 for no ink, with as much black as possible."""
    rgb = rgb.astype(np.int64)
    k = 255 - rgb.max(axis=-1, keepdims=True)
    cmy = 255 - np.round(rgb * 255 / np.maximum(255 - k, 1))
    return np.concatenate([cmy, k], axis=-1).astype(np.uint8)


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95, **options)
    return file.getvalue()


def segment(jpeg, marker):
    """Where a segment lies, from its marker to its end."""
    start = jpeg.index(bytes([0xFF, marker]))
    return start, start + 2 + int.from_bytes(jpeg[start + 2 : start + 4], "big")


def write(name, jpeg, decoded=None):
    (FOLDER / f"jpeg-{name}.jpg").write_bytes(jpeg)
    if decoded is None:
        decoded = Image.open(io.BytesIO(jpeg))
        decoded = decoded if decoded.mode == "L" else decoded.convert("RGB")
        decoded = ImageOps.exif_transpose(decoded)
    decoded.save(FOLDER / f"jpeg-{name}.png", optimize=True)
    return decoded


rgb = scene()
picture = Image.fromarray(rgb)
write("grey", encoded(picture.convert("L")))
write("444", encoded(picture, subsampling="4:4:4"))
write("422", encoded(picture, subsampling="4:2:2"))
write("420", encoded(picture, subsampling="4:2:0"))
write("progressive", encoded(picture, subsampling="4:2:0", progressive=True))
write("restarts", encoded(picture, subsampling="4:4:4", restart_marker_blocks=1))
write("rgb", encoded(picture, keep_rgb=True))
write("one-pixel", encoded(picture.crop((0, 0, 1, 1))))

# A camera's note to turn the picture by a right angle.
exif = Image.Exif()
exif[0x0112] = 6
write("turned", encoded(picture, subsampling="4:4:4", exif=exif))

# Pillow writes inks as Adobe's programs do: inverted, and with Adobe's mark.
cmyk = inks(rgb)
adobe = encoded(Image.fromarray(cmyk, mode="CMYK"))
expected = write("cmyk", adobe)

# Without the mark, inks are stored as they are: here inverted beforehand, so that Pillow turns them back.
plain = encoded(Image.fromarray(255 - cmyk, mode="CMYK"))
start, end = segment(plain, 0xEE)
plain = plain[:start] + plain[end:]
stored = 255 - np.asarray(Image.open(io.BytesIO(plain))).astype(np.int64)
decoded = np.floor((255 - stored[..., :3]) * (255 - stored[..., 3:]) / 255 + 0.5).astype(np.uint8)
write("cmyk-plain", plain, Image.fromarray(decoded))

# YCCK is YCbCr of 255 - CMY, and K as it is; the mark's last byte tells it from CMYK. For the inverted inks
# c = 255 - C that Adobe stores this is YCbCr of 255 - c = C.
turned = Image.fromarray(cmyk[..., :3]).convert("YCbCr")
planes = np.concatenate([np.asarray(turned), 255 - cmyk[..., 3:]], axis=-1)
ycck = bytearray(encoded(Image.fromarray(255 - planes, mode="CMYK")))
start, end = segment(ycck, 0xEE)
assert ycck[end - 1] == 0
ycck[end - 1] = 2
write("ycck", bytes(ycck))

for file in sorted(FOLDER.glob("jpeg-*.png")):
    found = np.asarray(Image.open(file)).astype(np.int64)
    if found.shape == rgb.shape:
        print(f"{file.name:24} mean distance from the scene {abs(found - rgb).mean():.2f}")
        assert abs(found - rgb).mean() < 8, file
