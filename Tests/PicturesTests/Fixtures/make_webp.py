#!/usr/bin/env python3
"""Writes the WebP files that WebPTests.swift reads, and beside each the same pixels, decoded, as PNG with opacity; and one
picture with a colour profile in three formats, with the profile itself beside them.

    pip install numpy pillow
    python make_webp.py

Made with Pillow 13.0.0, which decodes WebP with libwebp too. All show one scene of 21 x 13 pixels. One is turned by a
right angle; in one the animation's first picture covers only part of its canvas.
"""

import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps

FOLDER = Path(__file__).parent
HEIGHT, WIDTH = 13, 21


def scene():
    """A sky from orange to blue, a red disc and green ground."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    t = (y / HEIGHT)[..., None]
    rgb = (1 - t) * np.array([60, 110, 220]) + t * np.array([250, 190, 90])
    rgb[(x - 14) ** 2 + (y - 5) ** 2 < 12] = [200, 30, 40]
    rgb[y > 9] = [40, 140, 50]
    return np.round(rgb).astype(np.uint8)


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, "WEBP", **options)
    return file.getvalue()


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def three(number):
    return struct.pack("<I", number)[:3]


def animated(pictures, size):
    """An animation of lossless pictures with opacity, each at a place on the canvas."""
    content = chunk(b"VP8X", struct.pack("<I", 0x12) + three(size[0] - 1) + three(size[1] - 1))
    content += chunk(b"ANIM", struct.pack("<IH", 0xFF0000FF, 0))
    for picture, x, y in pictures:
        file = encoded(picture, lossless=True, exact=True)
        fragment = file[file.index(b"VP8L") :]
        place = three(x // 2) + three(y // 2) + three(picture.width - 1) + three(picture.height - 1)
        content += chunk(b"ANMF", place + three(100) + b"\0" + fragment)
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content


def write(name, webp):
    (FOLDER / f"webp-{name}.webp").write_bytes(webp)
    decoded = ImageOps.exif_transpose(Image.open(io.BytesIO(webp))).convert("RGBA")
    decoded.save(FOLDER / f"webp-{name}.png", optimize=True)
    print(f"{name:20} {len(webp):5} bytes")
    return np.asarray(decoded)


rgb = scene()
picture = Image.fromarray(rgb)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
opacity = np.clip(40 * x - 20 * y, 0, 255).astype(np.uint8)
transparent = Image.fromarray(np.dstack([rgb, opacity]))
exif = Image.Exif()
exif[0x0112] = 6

assert (write("lossless", encoded(picture, lossless=True))[..., :3] == rgb).all()
found = write("lossless-alpha", encoded(transparent, lossless=True, exact=True))
assert (found == np.asarray(transparent)).all()
write("lossy", encoded(picture, quality=80))
write("lossy-alpha", encoded(transparent, quality=80))
write("lossy-turned", encoded(picture, quality=80, exif=exif))
write("lossless-turned", encoded(transparent, lossless=True, exact=True, exif=exif))
write("one-pixel", encoded(picture.crop((0, 0, 1, 1)), lossless=True))
write("animated", encoded(picture, lossless=True, save_all=True, append_images=[ImageOps.mirror(picture)]))
part = transparent.crop((0, 0, 7, 5))
found = write("animated-part", animated([(part, 4, 6), (transparent, 0, 0)], (WIDTH, HEIGHT)))
assert (found[6:11, 4:11] == np.asarray(part)).all() and not found[:6].any()

# A profile without the time at which it was made.
profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
profile[24:36] = bytes(12)
(FOLDER / "profile.icc").write_bytes(profile)
picture.save(FOLDER / "profile.png", icc_profile=bytes(profile))
picture.save(FOLDER / "profile.jpg", icc_profile=bytes(profile), quality=95)
picture.save(FOLDER / "profile.webp", icc_profile=bytes(profile), lossless=True)
