#include "kernels.h"

// The end of a convolution with few kernels, whose taps along a row were computed as channels of their own.

void gk_sum_row_taps(gk_row_taps g, const float *sums, float *out, long from, long to) {
  for (long row = from; row < to; row++) {
    const float *first = sums + row * g.width * g.columns;
    for (long x = 0; x < g.out_width; x++)
      for (long k = 0; k < g.kernels; k++) {
        float sum = 0.0f;
        for (long tap = 0; tap < g.taps; tap++) {
          const long pixel = x + tap - g.left;
          if (pixel >= 0 && pixel < g.width) sum += first[pixel * g.columns + tap * g.kernels + k];
        }
        out[(row * g.out_width + x) * g.kernels + k] = sum;
      }
  }
}
