#include "kernels.h"

// Sums run over fixed lanes and blocks, so that the result does not depend on the width of the processor's vectors.
#define LANES 32
#define BLOCK 8192

GK_INLINE float gk_block_sum(const float *x, GK_LONG n) {
  float lane[LANES] = {0};
  GK_LONG i = 0;
  for (; i + LANES <= n; i += LANES)
    for (GK_LONG l = 0; l < LANES; l++) lane[l] += x[i + l];
  for (; i < n; i++) lane[i % LANES] += x[i];
  for (GK_LONG width = LANES / 2; width > 0; width /= 2)
    for (GK_LONG l = 0; l < width; l++) lane[l] += lane[l + width];
  return lane[0];
}

GK_VECTORISED double gk_sum(const float *x, GK_LONG n) {
  double total = 0;
  for (GK_LONG i = 0; i < n; i += BLOCK) total += gk_block_sum(x + i, n - i < BLOCK ? n - i : BLOCK);
  return total;
}

GK_INLINE float gk_larger(float a, float b) { return ((a < b) | (b != b)) ? b : a; }

GK_VECTORISED float gk_largest(const float *x, GK_LONG n) {
  float best = x[0];
  GK_LONG i = 1;
  if (n >= LANES) {
    float lane[LANES];
    for (GK_LONG l = 0; l < LANES; l++) lane[l] = x[l];
    for (i = LANES; i + LANES <= n; i += LANES)
      for (GK_LONG l = 0; l < LANES; l++) lane[l] = gk_larger(lane[l], x[i + l]);
#pragma clang loop unroll(full)
    for (GK_LONG width = LANES / 2; width > 0; width /= 2)
      for (GK_LONG l = 0; l < width; l++) lane[l] = gk_larger(lane[l], lane[l + width]);
    best = lane[0];
  }
  for (; i < n; i++) best = gk_larger(best, x[i]);
  return best;
}

GK_VECTORISED void gk_keep_largest(const float *x, float *restrict out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] = gk_larger(out[i], x[i]);
}

/// Adds the sums of `width` columns of rows from ..< to, in float over blocks of 256 rows, to `out`.
///
/// Whichever strip a column is in, and whether or not it is multiplied by y, the order of its sum is the same. A
/// product is rounded before it is added, as it would be in a tensor of its own.
GK_INLINE void gk_strip_sums(
  const float *x, const float *y, double *out, GK_LONG from, GK_LONG to, GK_LONG columns, GK_LONG width, float *lane) {
#pragma STDC FP_CONTRACT OFF
  for (GK_LONG r0 = from; r0 < to; r0 += 256) {
    GK_LONG end = to - r0 < 256 ? to : r0 + 256;
    for (GK_LONG l = 0; l < width; l++) lane[l] = 0.0f;
    for (GK_LONG r = r0; r < end; r++) {
      const float *a = x + r * columns;
      if (y) {
        const float *b = y + r * columns;
        for (GK_LONG l = 0; l < width; l++) lane[l] += a[l] * b[l];
      } else {
        for (GK_LONG l = 0; l < width; l++) lane[l] += a[l];
      }
    }
    for (GK_LONG l = 0; l < width; l++) out[l] += lane[l];
  }
}

GK_VECTORISED void gk_column_sums(const float *x, const float *y, double *out, GK_LONG rows, GK_LONG columns) {
  if (columns == 1) {
    out[0] += gk_sum(x, rows);
    return;
  }
  // With strips of columns and blocks of rows, the partial sums in float stay in registers or in the first-level cache.
  for (GK_LONG c = 0; c < columns; c += LANES) {
    float lane[LANES];
    GK_LONG width = columns - c < LANES ? columns - c : LANES;
    if (width < LANES) gk_strip_sums(x + c, y ? y + c : 0, out + c, 0, rows, columns, width, lane);
    else if (y) gk_strip_sums(x + c, y + c, out + c, 0, rows, columns, LANES, lane);
    else gk_strip_sums(x + c, 0, out + c, 0, rows, columns, LANES, lane);
  }
}

/// total[l] += the row's elements, or their products, each rounded.
GK_INLINE void gk_add_row(const float *x, const float *y, double *total, GK_LONG width) {
#pragma STDC FP_CONTRACT OFF
  if (y) {
    for (GK_LONG l = 0; l < width; l++) total[l] += x[l] * y[l];
  } else {
    for (GK_LONG l = 0; l < width; l++) total[l] += x[l];
  }
}

GK_VECTORISED void gk_column_totals(
  const float *x, const float *y, float *out, GK_LONG rows, GK_LONG columns, GK_LONG blocks, GK_LONG from, GK_LONG to) {
  enum { WIDE = 1024 };
  float lane[WIDE];
  double sum[WIDE], total[WIDE];
  for (GK_LONG c = from; c < to; c += WIDE) {
    GK_LONG width = to - c < WIDE ? to - c : WIDE;
    for (GK_LONG l = 0; l < width; l++) total[l] = 0;
    for (GK_LONG block = 0; block < blocks; block++) {
      GK_LONG first = rows * block / blocks, last = rows * (block + 1) / blocks;
      if (last - first == 1) {
        gk_add_row(x + c + first * columns, y ? y + c + first * columns : 0, total, width);
        continue;
      }
      for (GK_LONG l = 0; l < width; l++) sum[l] = 0;
      gk_strip_sums(x + c, y ? y + c : 0, sum, first, last, columns, width, lane);
      for (GK_LONG l = 0; l < width; l++) total[l] += sum[l];
    }
    for (GK_LONG l = 0; l < width; l++) out[c + l] = (float)total[l];
  }
}

GK_VECTORISED void gk_cumulative_sum(const float *x, float *out, GK_LONG extent, GK_LONG inner, int reversed) {
  enum { WIDE = 64 };
  for (GK_LONG c = 0; c < inner; c += WIDE) {
    GK_LONG width = inner - c < WIDE ? inner - c : WIDE;
    double total[WIDE] = {0};
    for (GK_LONG k = 0; k < extent; k++) {
      GK_LONG start = (reversed ? extent - 1 - k : k) * inner + c;
      for (GK_LONG l = 0; l < width; l++) {
        total[l] += x[start + l];
        out[start + l] = (float)total[l];
      }
    }
  }
}
