#include "kernels.h"

GK_VECTORISED void gk_max_positions(gk_window w, const float *image, int32_t *positions, GK_LONG from, GK_LONG to) {
  // So many channels are compared at a time.
  enum { STRIP = 64 };
  for (GK_LONG oy = from; oy < to; oy++)
    for (GK_LONG ox = 0; ox < w.out_width; ox++)
      for (GK_LONG start = 0; start < w.channels; start += STRIP) {
        const GK_LONG count = w.channels - start < STRIP ? w.channels - start : STRIP;
        float largest[STRIP];
        int32_t where[STRIP];
        int any = 0;
        for (GK_LONG ky = 0; ky < w.kernel_height; ky++) {
          const GK_LONG y = oy * w.stride_y + ky * w.dilation_y - w.pad_top;
          if (y < 0 || y >= w.height) continue;
          for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
            const GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
            if (x < 0 || x >= w.width) continue;
            const GK_LONG offset = (y * w.width + x) * w.channels + start;
            const float *values = image + offset;
            for (GK_LONG c = 0; c < count; c++) {
              const int better = !any || values[c] > largest[c] || values[c] != values[c];
              largest[c] = better ? values[c] : largest[c];
              where[c] = better ? (int32_t)(offset + c) : where[c];
            }
            any = 1;
          }
        }
        memcpy(positions + (oy * w.out_width + ox) * w.channels + start, where, (size_t)count * sizeof(int32_t));
      }
}

void gk_take(const float *image, const int32_t *positions, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] = image[positions[i]];
}

void gk_put(const float *values, const int32_t *positions, float *image, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) image[positions[i]] += values[i];
}
