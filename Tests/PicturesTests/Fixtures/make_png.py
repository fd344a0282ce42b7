"""Writes the small PNG files that Images*Tests.swift read, with nothing but Python's standard library.

Every picture is 5 x 3; pixel i = 5 y + x runs from 0 to 14. Grey samples are i in the file's depth (i mod 4 in
2 bits, i mod 2 in 1 bit); colours are (17 i, 255 - 17 i, 5 i); opacities are 255, 0, 128 in turn. In
"grey-16-fine" sample i is 4600 i + 99, which 8 bits do not hold exactly.

Run it in this folder: python3 make_png.py
"""
import struct
import zlib

WIDTH, HEIGHT = 5, 3
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def packed(samples, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", s) for s in samples)
    bits = "".join(format(s, f"0{depth}b") for s in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def colour(i):
    return (17 * i, 255 - 17 * i, 5 * i)


def opacity(i):
    return (255, 0, 128)[i % 3]


def samples(kind, depth, i):
    wide = 257 if depth == 16 else 1
    if kind == GREY:
        return [{1: i % 2, 2: i % 4, 4: i, 8: 17 * i, 16: 17 * i * 257}[depth]]
    if kind == PALETTE:
        return [i % 2 ** min(depth, 4)]
    if kind == GREY_ALPHA:
        return [17 * i * wide, opacity(i) * wide]
    if kind == RGB:
        return [c * wide for c in colour(i)]
    return [c * wide for c in colour(i)] + [opacity(i) * wide]


def rows(kind, depth, xs, ys, samples):
    lines = b""
    for y in ys:
        line = [s for x in xs for s in samples(kind, depth, WIDTH * y + x)]
        if line:
            lines += b"\0" + packed(line, depth)
    return lines


def write(name, kind, depth, extra=b"", interlaced=False, samples=samples):
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        data = b"".join(
            rows(kind, depth, range(x, WIDTH, dx), range(y, HEIGHT, dy), samples) for x, y, dx, dy in passes
        )
    else:
        data = rows(kind, depth, range(WIDTH), range(HEIGHT), samples)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, int(interlaced))
    if kind == PALETTE:
        extra = chunk(b"PLTE", b"".join(bytes(colour(i)) for i in range(min(2**depth, 15)))) + extra
    with open(f"png-{name}.png", "wb") as file:
        file.write(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data, 9))
            + chunk(b"IEND", b"")
        )


for depth in (1, 2, 4, 8, 16):
    write(f"grey-{depth}", GREY, depth)
for depth in (1, 2, 4, 8):
    write(f"palette-{depth}", PALETTE, depth)
for depth in (8, 16):
    write(f"rgb-{depth}", RGB, depth)
    write(f"grey-alpha-{depth}", GREY_ALPHA, depth)
    write(f"rgba-{depth}", RGBA, depth)
write("palette-alpha", PALETTE, 8, chunk(b"tRNS", bytes(opacity(i) for i in range(15))))
write("grey-key", GREY, 8, chunk(b"tRNS", struct.pack(">H", 17 * 4)))
write("rgb-interlaced", RGB, 8, interlaced=True)
write("grey-interlaced", GREY, 4, interlaced=True)
write("grey-1-interlaced", GREY, 1, interlaced=True)
write("palette-interlaced", PALETTE, 4, interlaced=True)
write("rgba-16-interlaced", RGBA, 16, interlaced=True)
write("rgb-key", RGB, 8, chunk(b"tRNS", struct.pack(">HHH", *colour(4))))
write("rgb-16-key", RGB, 16, chunk(b"tRNS", struct.pack(">HHH", *(257 * c for c in colour(4)))))
# Linear light, if a program were to heed it.
write("rgb-gamma", RGB, 8, chunk(b"gAMA", struct.pack(">I", 100000)))
write("grey-16-fine", GREY, 16, samples=lambda kind, depth, i: [4600 * i + 99])
