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

GK_VECTORISED float gk_largest(const float *x, GK_LONG n) {
  float best = x[0];
  for (GK_LONG i = 1; i < n; i++) best = x[i] > best ? x[i] : best;
  return best;
}

GK_VECTORISED void gk_column_sums(const float *x, double *out, GK_LONG rows, GK_LONG columns) {
  if (columns == 1) {
    out[0] += gk_sum(x, rows);
    return;
  }
  // With strips of columns and blocks of rows, the partial sums in float stay in registers or in the first-level cache.
  for (GK_LONG c0 = 0; c0 < columns; c0 += LANES) {
    GK_LONG width = columns - c0 < LANES ? columns - c0 : LANES;
    for (GK_LONG r0 = 0; r0 < rows; r0 += 256) {
      GK_LONG end = rows - r0 < 256 ? rows : r0 + 256;
      float lane[LANES] = {0};
      if (width == LANES) {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < LANES; l++) lane[l] += x[r * columns + c0 + l];
      } else {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < width; l++) lane[l] += x[r * columns + c0 + l];
      }
      for (GK_LONG l = 0; l < width; l++) out[c0 + l] += lane[l];
    }
  }
}
