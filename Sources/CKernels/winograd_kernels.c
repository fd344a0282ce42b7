#include "winograd.h"

// Kernels on their way to Winograd's form, and their gradient on its way back: for each pair of channels, 9 taps and 16
// values.

/// G g G^T for `count` columns of one channel. Rotated taps are read in the opposite order.
GK_INLINE void gk_transform_taps(
  const float *weight, long tap_step, float *out, long panel, long position, const long column, const long count) {
  gk_lanes taps[9], half[12], all[16];
  GK_UNROLLED for (long tap = 0; tap < 9; tap++)
    gk_load_channels(&taps[tap], weight + tap * tap_step + column, count);
  GK_UNROLLED for (int x = 0; x < 3; x++) gk_transform_kernel(taps + x, half + x, 3);
  GK_UNROLLED for (int y = 0; y < 4; y++) gk_transform_kernel(half + 3 * y, all + 4 * y, 1);
  float *to = out + column / panel * 16 * position + column % panel;
  GK_UNROLLED for (long p = 0; p < 16; p++) gk_store_channels(&all[p], to + p * position, GK_CHANNELS);
}

GK_VECTORISED void gk_winograd_kernels(
  gk_winograd g, int rotated, const float *weight, float *kernels, long from, long to) {
  const long panel = 2 * g.tiles.lanes, position = g.depth * panel + GK_SPACE, taps = g.depth * g.columns;
  for (long channel = from; channel < to; channel++) {
    const float *first = weight + channel * g.columns + (rotated ? 8 * taps : 0);
    float *out = kernels + channel * panel;
    GK_FOR_CHANNELS(g.columns, gk_transform_taps, first, rotated ? -taps : taps, out, panel, position)
  }
}

/// G^T s G for `count` columns of one channel.
GK_INLINE void gk_transform_sums(
  const float *sums, long position, float *out, long tap_step, const long column, const long count) {
  gk_lanes all[16], half[12], taps[9];
  GK_UNROLLED for (long p = 0; p < 16; p++) gk_load_channels(&all[p], sums + p * position + column, GK_CHANNELS);
  GK_UNROLLED for (int x = 0; x < 4; x++) gk_transform_kernel_gradient(all + x, half + x, 4);
  GK_UNROLLED for (int y = 0; y < 3; y++) gk_transform_kernel_gradient(half + 4 * y, taps + 3 * y, 1);
  GK_UNROLLED for (long tap = 0; tap < 9; tap++)
    gk_store_channels(&taps[tap], out + tap * tap_step + column, count);
}

GK_VECTORISED void gk_winograd_taps(gk_winograd g, const float *sums, float *out, long from, long to) {
  const long row = gk_whole(g.columns), position = g.depth * row, taps = g.depth * g.columns;
  for (long channel = from; channel < to; channel++) {
    float *first = out + channel * g.columns;
    GK_FOR_CHANNELS(g.columns, gk_transform_sums, sums + channel * row, position, first, taps)
  }
}
