#pragma once
#include "CKernels.h"

// The algorithms F(m, r), which find m neighbouring results of r taps with fewer multiplications than the m r of the
// definition:
//   S. Winograd, Arithmetic Complexity of Computations, SIAM 1980
//   A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016
//   B. Barabasz and D. Gregg, Winograd Convolution for DNNs: Beyond Linear Polynomials, 2019
//
// The m + r - 1 inputs d and the r taps g are polynomials. Their product is known from its remainders modulo small
// polynomials: modulo x - a, its value at the point a, which one multiplication finds; modulo x^2 + 1, three
// multiplications; and its leading coefficient, the value "at infinity". So
//
//   y = A^T [(G g) * (B^T d)]
//
// where G evaluates the kernel, B^T prepares the input and A^T puts the results together. Along both axes
// Y = A^T [(G g G^T) * (B^T d B)] A. Which points are used decides how large the matrices' numbers are, and with them the
// rounding: of the small points -2 to 2 and their inverses, these had the least errors. G holds all fractions.

#define GK_MOST_RESULTS 4
#define GK_MOST_TAPS 5
#define GK_MOST_POINTS 9
#define GK_MOST_INPUTS (GK_MOST_RESULTS + GK_MOST_TAPS - 1)

typedef struct {
  gk_winograd_size size;
  long inputs;
  float input[GK_MOST_POINTS * GK_MOST_INPUTS];      // B^T, [points][inputs]
  float kernel[GK_MOST_POINTS * GK_MOST_TAPS];       // G, [points][taps]
  float result[GK_MOST_RESULTS * GK_MOST_POINTS];    // A^T, [results][points]
} gk_algorithm;

// clang-format off

/// The points 0, 1 and infinity.
static const gk_algorithm gk_f2_2 = {{2, 2, 3}, 3,
  .input = {
    1, -1, 0,
    0,  1, 0,
    0, -1, 1},
  .kernel = {
    1, 0,
    1, 1,
    0, 1},
  .result = {
    1, 1, 0,
    0, 1, 1}};

/// The points 0, 1, -1 and infinity.
static const gk_algorithm gk_f2_3 = {{2, 3, 4}, 4,
  .input = {
    1,  0, -1, 0,
    0,  1,  1, 0,
    0, -1,  1, 0,
    0, -1,  0, 1},
  .kernel = {
    1,    0,    0,
    .5f,  .5f,  .5f,
    .5f, -.5f,  .5f,
    0,    0,    1},
  .result = {
    1, 1,  1, 0,
    0, 1, -1, 1}};

/// The points 0, 1, -2, -1/2 and infinity.
static const gk_algorithm gk_f4_2 = {{4, 2, 5}, 5,
  .input = {
    2,  3, -3, -2, 0,
    0,  2,  5,  2, 0,
    0,  1,  1, -2, 0,
    0, -2,  1,  1, 0,
    0, -2, -3,  3, 2},
  .kernel = {
    .5f,       0,
    1 / 9.f,   1 / 9.f,
    1 / 18.f, -1 / 9.f,
    8 / 9.f,  -4 / 9.f,
    0,         .5f},
  .result = {
    1, 1,  1,  1,      0,
    0, 1, -2, -1 / 2.f, 0,
    0, 1,  4,  1 / 4.f, 0,
    0, 1, -8, -1 / 8.f, 1}};

/// The points 0, 1, -1, 1/2, -2 and infinity.
static const gk_algorithm gk_f4_3 = {{4, 3, 6}, 6,
  .input = {
    2, -3, -4,  3,  2, 0,
    0, -2,  1,  5,  2, 0,
    0, -2,  5, -1, -2, 0,
    0,  2,  1, -2, -1, 0,
    0,  1, -2, -1,  2, 0,
    0,  2, -3, -4,  3, 2},
  .kernel = {
    .5f,        0,         0,
    1 / 6.f,    1 / 6.f,   1 / 6.f,
    1 / 6.f,   -1 / 6.f,   1 / 6.f,
    16 / 15.f,  8 / 15.f,  4 / 15.f,
    1 / 30.f,  -1 / 15.f,  2 / 15.f,
    0,          0,         .5f},
  .result = {
    1, 1,  1, 1,       1, 0,
    0, 1, -1, 1 / 2.f, -2, 0,
    0, 1,  1, 1 / 4.f,  4, 0,
    0, 1, -1, 1 / 8.f, -8, 1}};

/// The points 0, 1, -1, -2 and infinity, and modulo x^2 + 1 the remainders a, b and a + b of a + b x.
static const gk_algorithm gk_f4_4 = {{4, 4, 8}, 7,
  .input = {
    2,  1,  0,  0, -2, -1, 0,
    0,  2,  3,  3,  3,  1, 0,
    0, -2,  1, -1,  1,  1, 0,
    0, -6, -5,  5,  5,  1, 0,
    0, -2,  5,  5, -5, -3, 0,
    0,  4,  0, -5,  0,  1, 0,
    0,  1,  0,  0,  0, -1, 0,
    0, -2, -1,  0,  0,  2, 1},
  .kernel = {
    1 / 2.f,   0,         0,         0,
    1 / 12.f,  1 / 12.f,  1 / 12.f,  1 / 12.f,
    1 / 4.f,  -1 / 4.f,   1 / 4.f,  -1 / 4.f,
    1 / 10.f,  0,        -1 / 10.f,  0,
    0,         1 / 10.f,  0,        -1 / 10.f,
    1 / 10.f,  1 / 10.f, -1 / 10.f, -1 / 10.f,
    1 / 30.f, -1 / 15.f,  2 / 15.f, -4 / 15.f,
    0,         0,         0,         1},
  .result = {
    1, 1,  1,  1,  0,  1,  1, 0,
    0, 1, -1,  0,  1,  1, -2, 0,
    0, 1,  1, -1,  0, -1,  4, 0,
    0, 1, -1,  0, -1, -1, -8, 1}};

/// The points 0, 1, -1, 2, -1/2 and infinity, and modulo x^2 + 1 the remainders a, b and a + b of a + b x.
static const gk_algorithm gk_f4_5 = {{4, 5, 9}, 8,
  .input = {
    2,   3,  -2,   0,  -2,  -3,   2,  0,
    0,   2,   5,   3,   3,   1,  -2,  0,
    0,   2,   1,  -3,   3,  -5,   2,  0,
    0, -14, -23,  25,  25, -11,  -2,  0,
    0,  -2,  11,  25, -25, -23,  14,  0,
    0,   8,   6, -25,   0,  17,  -6,  0,
    0,  -1,  -2,   0,   0,   1,   2,  0,
    0,  -2,   1,   0,   0,   2,  -1,  0,
    0,   2,   3,  -2,   0,  -2,  -3,  2},
  .kernel = {
    1 / 2.f,    0,          0,         0,         0,
    1 / 12.f,   1 / 12.f,   1 / 12.f,  1 / 12.f,  1 / 12.f,
    1 / 12.f,  -1 / 12.f,   1 / 12.f, -1 / 12.f,  1 / 12.f,
    1 / 50.f,   0,         -1 / 50.f,  0,         1 / 50.f,
    0,          1 / 50.f,   0,        -1 / 50.f,  0,
    1 / 50.f,   1 / 50.f,  -1 / 50.f, -1 / 50.f,  1 / 50.f,
    1 / 150.f,  1 / 75.f,   2 / 75.f,  4 / 75.f,  8 / 75.f,
    64 / 75.f, -32 / 75.f,  16 / 75.f, -8 / 75.f, 4 / 75.f,
    0,          0,          0,         0,         1 / 2.f},
  .result = {
    1, 1,  1,  1, 0,  1, 1,  1,       0,
    0, 1, -1,  0, 1,  1, 2, -1 / 2.f, 0,
    0, 1,  1, -1, 0, -1, 4,  1 / 4.f, 0,
    0, 1, -1,  0, -1, -1, 8, -1 / 8.f, 1}};

// clang-format on

/// Runs `body` with `F` as a compile-time constant, so that each algorithm gets its own code.
#define GK_FOR_ALGORITHM(algorithm, body)                                                                              \
  switch (algorithm) {                                                                                                 \
  case GK_F2_2: { const gk_algorithm *const F = &gk_f2_2; body } break;                                                \
  case GK_F2_3: { const gk_algorithm *const F = &gk_f2_3; body } break;                                                \
  case GK_F4_2: { const gk_algorithm *const F = &gk_f4_2; body } break;                                                \
  case GK_F4_3: { const gk_algorithm *const F = &gk_f4_3; body } break;                                                \
  case GK_F4_4: { const gk_algorithm *const F = &gk_f4_4; body } break;                                                \
  case GK_F4_5: { const gk_algorithm *const F = &gk_f4_5; body } break;                                                \
  }
