#include "winograd.h"

// Kernels on their way to Winograd's form, G g G^T, and their gradient on its way back.

/// Where the taps of one channel of a phase have their columns in the weights; -1 if the kernel ends before one.
typedef struct {
  long first[GK_MOST_TAPS * GK_MOST_TAPS];
} gk_taps;

/// Those of row `row` of [phase][channel], in weights [tap][depth][columns]. Backward, `phase` is that of the result.
GK_INLINE gk_taps gk_taps_of(const gk_winograd *g, long phase, long row) {
  if (!g->backward) phase = row / g->depth;
  gk_taps taps;
  for (long y = 0; y < g->size.taps; y++)
    for (long x = 0; x < g->size.taps; x++) {
      const long down = gk_tap_of(g, y, phase / g->stride, g->top), across = gk_tap_of(g, x, phase % g->stride, g->left);
      const long index = (down * g->kernel + across) * g->depth + row % g->depth;
      taps.first[y * GK_MOST_TAPS + x] = down < g->kernel && across < g->kernel ? index * g->columns : -1;
    }
  return taps;
}

/// G g G^T for `count` columns of one channel.
GK_INLINE void gk_transform_taps(
  const gk_algorithm *f, const float *weight, const gk_taps *taps, long count, float *out, long position) {
  const long size = f->size.taps, points = f->size.points;
  gk_lanes half[GK_MOST_POINTS * GK_MOST_TAPS];
  GK_UNROLLED for (long x = 0; x < size; x++) {
    gk_lanes g[GK_MOST_TAPS];
    GK_UNROLLED for (long y = 0; y < size; y++) {
      const long tap = taps->first[y * GK_MOST_TAPS + x];
      g[y] = (gk_lanes){0};
      if (tap >= 0) gk_load_channels(&g[y], weight + tap, count);
    }
    gk_multiply(f->kernel, points, size, size, 1, g, 1, half + x, size);
  }
  gk_store_transformed(f->kernel, points, size, half, out, position);
}

GK_VECTORISED void gk_transform_kernels(
  const gk_winograd *g, const float *weight, long phase, long first_column, long from, long to, float *out,
  long position) {
  const long panel = 2 * g->tiles.lanes;
  const long end = g->columns < first_column + panel ? g->columns : first_column + panel;
  for (long row = from; row < to; row++, out += panel) {
    const gk_taps taps = gk_taps_of(g, phase, row);
    GK_FOR_ALGORITHM(g->algorithm, {
      for (long column = first_column; column < end; column += GK_CHANNELS)
        gk_transform_taps(F, weight + column, &taps, end - column, out + column - first_column, position);
    })
  }
}

/// G^T s G for `count` columns of one channel.
GK_INLINE void gk_transform_sums(
  const gk_algorithm *f, const float *sums, long position, float *weight, const gk_taps *taps, long count) {
  const long size = f->size.taps, points = f->size.points;
  gk_lanes half[GK_MOST_TAPS * GK_MOST_POINTS];
  GK_UNROLLED for (long x = 0; x < points; x++) {
    gk_lanes s[GK_MOST_POINTS];
    GK_UNROLLED for (long i = 0; i < points; i++)
      gk_load_channels(&s[i], sums + (i * points + x) * position, GK_CHANNELS);
    gk_multiply(f->kernel, size, points, 1, size, s, 1, half + x, points);
  }
  GK_UNROLLED for (long y = 0; y < size; y++) {
    gk_lanes g[GK_MOST_TAPS];
    gk_multiply(f->kernel, size, points, 1, size, half + y * points, 1, g, 1);
    GK_UNROLLED for (long x = 0; x < size; x++) {
      const long tap = taps->first[y * GK_MOST_TAPS + x];
      if (tap >= 0) gk_store_channels(&g[x], weight + tap, count);
    }
  }
}

GK_VECTORISED void gk_transform_gradient(
  const gk_winograd *g, const float *sums, long position, long sum_row, long first_column, long columns, long from,
  long to, float *weight) {
  const long end = g->columns < first_column + columns ? g->columns : first_column + columns;
  for (long row = from; row < to; row++, sums += sum_row) {
    const gk_taps taps = gk_taps_of(g, 0, row);
    GK_FOR_ALGORITHM(g->algorithm, {
      for (long column = first_column; column < end; column += GK_CHANNELS)
        gk_transform_sums(F, sums + column - first_column, position, weight + column, &taps, end - column);
    })
  }
}

void gk_winograd_kernels(gk_winograd g, const float *weight, float *kernels, long from, long to) {
  const long panel = 2 * g.tiles.lanes, panels = gk_parts(g.columns, panel), depth = gk_full_depth(&g);
  const long position = depth * panel + GK_SPACE;
  for (long item = from; item < to; item++)
    gk_transform_kernels(
      &g, weight, item / panels, item % panels * panel, 0, depth, kernels + item * gk_positions(&g) * position,
      position);
}

void gk_winograd_taps(gk_winograd g, const float *sums, float *weight, long from, long to) {
  const long row = gk_whole(g.columns), position = gk_full_depth(&g) * row;
  gk_transform_gradient(&g, sums + from * row, position, row, 0, g.columns, from, to, weight);
}
