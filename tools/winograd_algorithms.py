#!/usr/bin/env python3
"""Derives Winograd's algorithms F(m, r) from points, and compares their errors with those of the plain sums.

    tools/winograd_algorithms.py            # prints the matrices of Sources/CKernels/winograd_algorithms.h, and errors

Needs numpy and sympy. The matrices of a set of points are found by the Chinese remainder theorem: the product of the
kernel's polynomial g (r taps) and another one h (m coefficients) is put together from its remainders modulo x - p, for
each point p, modulo x^2 + 1, and from its leading coefficient. Transposed, that is an algorithm for m results
(S. Winograd, Arithmetic Complexity of Computations, 1980). All fractions are moved to the kernel's matrix.
"""
import numpy as np
import sympy as sp

x = sp.symbols("x")
HALF = sp.Rational(1, 2)

# The sets of points that GANKit uses, and others that they were compared with; infinity is always one more.
USED = {
    (2, 2): [x, x - 1],
    (2, 3): [x, x - 1, x + 1],
    (4, 2): [x, x - 1, x + 2, x + HALF],
    (4, 3): [x, x - 1, x + 1, x - HALF, x + 2],
    (4, 4): [x, x - 1, x + 1, x**2 + 1, x + 2],
    (4, 5): [x, x - 1, x + 1, x**2 + 1, x - 2, x + HALF],
}
OTHERS = [
    ((4, 2), [x, x - 1, x + 1, x - 2]),
    ((4, 3), [x, x - 1, x + 1, x - 2, x + 2]),
    ((4, 3), [x, x - 1, x + 1, x**2 + 1]),
    ((4, 4), [x, x - 1, x + 1, x - HALF, x + 2, x - 2]),
    ((4, 5), [x, x - 1, x + 1, x - 2, x + 2, x - HALF, x + HALF]),
]


def algorithm(m, r, factors):
    """B^T [points, m + r - 1], G [points, r] and A^T [m, points]."""
    size = m + r - 1
    modulus = sp.expand(sp.prod(factors))
    assert sp.degree(modulus, x) + 1 == size
    g, h = sp.symbols(f"g0:{r}"), sp.symbols(f"h0:{m}")
    kernel, other = (sum(c * x**i for i, c in enumerate(v)) for v in (g, h))
    evaluated_kernel, evaluated_other, interpolated = [], [], []

    def add(of_kernel, of_other, polynomial):
        evaluated_kernel.append([sp.expand(of_kernel).coeff(v) for v in g])
        evaluated_other.append([sp.expand(of_other).coeff(v) for v in h])
        interpolated.append([sp.expand(polynomial).coeff(x, k) for k in range(size)])

    for factor in factors:
        rest = sp.quo(modulus, factor, x)
        inverse = sp.invert(rest, factor, x)
        a, b = sp.rem(kernel, factor, x), sp.rem(other, factor, x)
        if sp.degree(factor, x) == 1:
            add(a, b, rest * inverse)
            continue
        # (a0 + a1 x)(b0 + b1 x) by three multiplications: a0 b0, a1 b1 and (a0 + a1)(b0 + b1).
        (a0, a1), (b0, b1) = (
            [sp.Poly(p, x).coeff_monomial(t) for t in (1, x)] for p in (a, b))
        for left, right, remainder in [
                (a0, b0, 1 - x), (a1, b1, sp.rem(x**2, factor, x) - x), (a0 + a1, b0 + b1, x)]:
            add(left, right, sp.rem(sp.expand(remainder * inverse), factor, x) * rest)
    add(g[-1], h[-1], modulus)

    inputs, kernels = sp.Matrix(interpolated), sp.Matrix(evaluated_kernel)
    for i in range(inputs.rows):
        row = inputs.row(i)
        scale = sp.Rational(
            sp.ilcm(*[sp.fraction(v)[1] for v in row]), 1) / sp.igcd(*[v * sp.ilcm(*[sp.fraction(w)[1] for w in row]) for v in row])
        inputs[i, :], kernels[i, :] = row * scale, kernels.row(i) / scale
    results = sp.Matrix(evaluated_other).T
    d = sp.Matrix(sp.symbols(f"d0:{size}"))
    y = results * (kernels * sp.Matrix(g)).multiply_elementwise(inputs * d)
    assert all(sp.expand(y[j] - sum(d[j + i] * g[i] for i in range(r))) == 0 for j in range(m))
    return inputs, kernels, results


def transformed(matrix, values, axis):
    """The matrix times the values along an axis, each sum in single precision."""
    values = np.moveaxis(values, axis, 0)
    out = np.zeros((matrix.shape[0],) + values.shape[1:], np.float32)
    for i, row in enumerate(matrix):
        for j, factor in enumerate(row):
            if factor:
                out[i] += factor * values[j]
    return np.moveaxis(out, 0, axis)


def errors(m, r, matrices, channels, kernels=16, tiles=64):
    """Root mean square and largest error of the plain sums and of the algorithm, in millionths of the values'."""
    random = np.random.default_rng(0)
    size = m + r - 1
    b, g, a = (np.array(matrix.tolist(), np.float64).astype(np.float32) for matrix in matrices)
    d = random.uniform(0, 1, (tiles, size, size, channels)).astype(np.float32)
    w = random.uniform(-1, 1, (r, r, channels, kernels)).astype(np.float32)
    exact, plain = np.zeros((tiles, m, m, kernels)), np.zeros((tiles, m, m, kernels), np.float32)
    for y in range(r):
        for z in range(r):
            window = d[:, y:y + m, z:z + m]
            exact += np.einsum("tyxc,ck->tyxk", window.astype(np.float64), w[y, z].astype(np.float64))
            for c in range(channels):
                plain += window[..., c, None] * w[y, z, c]
    v = transformed(b, transformed(b, d, 1), 2)
    u = transformed(g, transformed(g, w, 0), 1)
    products = np.zeros((tiles, b.shape[0], b.shape[0], kernels), np.float32)
    for c in range(channels):
        products += v[..., c, None] * u[:, :, c]
    found = transformed(a, transformed(a, products, 1), 2)
    mean = lambda z: 1e6 * np.sqrt(np.mean((z - exact)**2) / np.mean(exact**2))
    most = lambda z: 1e6 * np.abs(z - exact).max() / np.abs(exact).max()
    return mean(plain), mean(found), most(plain), most(found)


def main():
    for (m, r), factors in USED.items():
        print(f"F({m}, {r}): {', '.join(map(str, factors))}")
        for name, matrix in zip(("B^T", "G", "A^T"), algorithm(m, r, factors)):
            print(f"  {name} = {matrix.tolist()}")
    print("\nerrors in 1e-6, of the plain sums and of the algorithm: root mean square, largest")
    for (m, r), factors in [*USED.items(), *OTHERS]:
        matrices = algorithm(m, r, factors)
        for channels in (16, 64, 256):
            plain, found, plain_most, most = errors(m, r, matrices, channels)
            print(f"F({m}, {r}), {matrices[0].rows} multiplications, {', '.join(map(str, factors))}; {channels} channels: "
                  f"{plain:.2f} {found:.2f}, {plain_most:.2f} {most:.2f}")


if __name__ == "__main__":
    main()
