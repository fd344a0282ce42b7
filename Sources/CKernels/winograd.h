#pragma once
#include "kernels.h"

// Convolutions with 3x3 kernels and stride 1 by fewer multiplications: F(2x2, 3x3) of
//   S. Winograd, Arithmetic Complexity of Computations, SIAM 1980
//   A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016
//
// Along one axis, two results of three taps need 4 multiplications instead of 6. The 4 input values d and the 3 taps g
// are polynomials; their product is found from its values at 0, 1 and -1 and its leading coefficient:
//
//   y = A^T [(G g) * (B^T d)]
//
//         | 1  0 -1  0 |       |  1    0    0  |
//   B^T = | 0  1  1  0 |   G = | 1/2  1/2  1/2 |   A^T = | 1  1  1  0 |
//         | 0 -1  1  0 |       | 1/2 -1/2  1/2 |         | 0  1 -1 -1 |
//         | 0  1  0 -1 |       |  0    0    1  |
//
// Along both axes, 2x2 results need 16 multiplications instead of 36: Y = A^T [(G g G^T) * (B^T d B)] A. Summed over
// channels, each of the 16 is a matrix product over all tiles of the image, and tiles.c computes it.

/// How many channels a transform handles at a time.
#define GK_CHANNELS 16

/// Calls f(..., channel, count) for all channels in turn. Except for what is left at the end, `count` is a constant.
#define GK_FOR_CHANNELS(channels, f, ...)                                                                              \
  {                                                                                                                    \
    long gk_next = 0;                                                                                                  \
    for (; gk_next + GK_CHANNELS <= (channels); gk_next += GK_CHANNELS) f(__VA_ARGS__, gk_next, GK_CHANNELS);          \
    if (gk_next < (channels)) f(__VA_ARGS__, gk_next, (channels) - gk_next);                                           \
  }

/// Before a loop: values stay in registers only if their indices are constants.
#define GK_UNROLLED _Pragma("clang loop unroll(full)")

/// So many channels of one value of a tile.
typedef float gk_lanes __attribute__((vector_size(4 * GK_CHANNELS), aligned(4), may_alias));

// MARK: The transforms along one axis, on values `step` apart

/// v = B^T d: the input.
GK_INLINE void gk_transform_input(const gk_lanes *d, gk_lanes *v, const long step) {
  v[0 * step] = d[0 * step] - d[2 * step];
  v[1 * step] = d[1 * step] + d[2 * step];
  v[2 * step] = d[2 * step] - d[1 * step];
  v[3 * step] = d[1 * step] - d[3 * step];
}

/// u = G g: the kernel.
GK_INLINE void gk_transform_kernel(const gk_lanes *g, gk_lanes *u, const long step) {
  const gk_lanes outer = g[0 * step] + g[2 * step];
  u[0 * step] = g[0 * step];
  u[1 * step] = 0.5f * (outer + g[1 * step]);
  u[2 * step] = 0.5f * (outer - g[1 * step]);
  u[3 * step] = g[2 * step];
}

/// y = A^T m: the result.
GK_INLINE void gk_transform_result(const gk_lanes *m, gk_lanes *y, const long step) {
  y[0 * step] = m[0 * step] + m[1 * step] + m[2 * step];
  y[1 * step] = m[1 * step] - m[2 * step] - m[3 * step];
}

/// m = A y: the transpose of gk_transform_result, for its gradient.
GK_INLINE void gk_transform_result_gradient(const gk_lanes *y, gk_lanes *m, const long step) {
  m[0 * step] = y[0 * step];
  m[1 * step] = y[0 * step] + y[1 * step];
  m[2 * step] = y[0 * step] - y[1 * step];
  m[3 * step] = -y[1 * step];
}

/// g = G^T u: the transpose of gk_transform_kernel, for its gradient.
GK_INLINE void gk_transform_kernel_gradient(const gk_lanes *u, gk_lanes *g, const long step) {
  const gk_lanes sum = 0.5f * (u[1 * step] + u[2 * step]);
  g[0 * step] = u[0 * step] + sum;
  g[1 * step] = 0.5f * (u[1 * step] - u[2 * step]);
  g[2 * step] = sum + u[3 * step];
}

// MARK: Tiles

/// A tile of 2x2 results: its image, and its first row and column.
typedef struct {
  long image, y, x;
} gk_place;

/// Tiles are numbered through all images, row by row.
GK_INLINE gk_place gk_place_of(const gk_winograd *g, long tile) {
  const long across = (g->width + 1) / 2, down = (g->height + 1) / 2;
  return (gk_place){tile / (across * down), tile / across % down * 2, tile % across * 2};
}

/// Where the channels of a pixel start. Outside of the image all are zero, and `mask` leads each to the same zeros.
typedef struct {
  const float *first;
  long mask;
} gk_pixel;

static const float gk_zeros[GK_CHANNELS];

GK_INLINE gk_pixel gk_pixel_of(const float *image, long height, long width, long channels, long y, long x) {
  if (y < 0 || y >= height || x < 0 || x >= width) return (gk_pixel){gk_zeros, 0};
  return (gk_pixel){image + (y * width + x) * channels, -1};
}

GK_INLINE void gk_load_channels(gk_lanes *lanes, const float *from, long count) {
  if (count >= GK_CHANNELS) {
    memcpy(lanes, from, sizeof *lanes);
  } else {
    memset(lanes, 0, sizeof *lanes);
    memcpy(lanes, from, (size_t)count * sizeof(float));
  }
}

GK_INLINE void gk_store_channels(const gk_lanes *lanes, float *to, long count) {
  memcpy(to, lanes, count >= GK_CHANNELS ? sizeof *lanes : (size_t)count * sizeof(float));
}

/// `count` channels of a pixel, from `channel` on.
GK_INLINE void gk_load_pixel(gk_lanes *lanes, gk_pixel pixel, long channel, long count) {
  gk_load_channels(lanes, pixel.first + (channel & pixel.mask), count);
}

// MARK: Rows of channels, and positions one after the other

/// The floats between two rows, and between two positions. Without them, numbers that are used together would often lie
/// a power of two apart, and there is room for few of those in a cache.
#define GK_SPACE 16

GK_INLINE long gk_whole(long channels) { return (channels + GK_CHANNELS - 1) / GK_CHANNELS * GK_CHANNELS; }

/// The floats from one row of so many channels to the next.
GK_INLINE long gk_padded_row(long channels) { return gk_whole(channels) + GK_SPACE; }
