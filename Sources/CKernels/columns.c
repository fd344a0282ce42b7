#include "kernels.h"

// With channels last, the kernel_width * channels values that one kernel row reads stand next to one another in the
// image: a column is made of kernel_height copies.

void gk_im2col(gk_window w, const float *image, float *columns, GK_LONG from, GK_LONG to) {
  GK_LONG row = w.kernel_width * w.channels;
  for (GK_LONG oy = from; oy < to; oy++)
    for (GK_LONG ox = 0; ox < w.out_width; ox++) {
      float *column = columns + ((oy - from) * w.out_width + ox) * w.kernel_height * row;
      GK_LONG left = ox * w.stride - w.pad_left;
      GK_LONG first = left < 0 ? -left : 0;
      GK_LONG last = w.width - left < w.kernel_width ? w.width - left : w.kernel_width;
      if (last < first) last = first;
      for (GK_LONG ky = 0; ky < w.kernel_height; ky++, column += row) {
        GK_LONG y = oy * w.stride + ky - w.pad_top;
        if (y < 0 || y >= w.height || first == last) {
          memset(column, 0, (size_t)row * sizeof(float));
          continue;
        }
        const float *source = image + (y * w.width + left) * w.channels;
        if (first > 0) memset(column, 0, (size_t)(first * w.channels) * sizeof(float));
        memcpy(column + first * w.channels, source + first * w.channels,
               (size_t)((last - first) * w.channels) * sizeof(float));
        if (last < w.kernel_width)
          memset(column + last * w.channels, 0, (size_t)((w.kernel_width - last) * w.channels) * sizeof(float));
      }
    }
}

GK_VECTORISED void gk_col2im(gk_window w, const float *columns, float *image) {
  GK_LONG row = w.kernel_width * w.channels;
  for (GK_LONG oy = 0; oy < w.out_height; oy++)
    for (GK_LONG ox = 0; ox < w.out_width; ox++) {
      const float *column = columns + (oy * w.out_width + ox) * w.kernel_height * row;
      GK_LONG left = ox * w.stride - w.pad_left;
      GK_LONG first = left < 0 ? -left : 0;
      GK_LONG last = w.width - left < w.kernel_width ? w.width - left : w.kernel_width;
      for (GK_LONG ky = 0; ky < w.kernel_height; ky++, column += row) {
        GK_LONG y = oy * w.stride + ky - w.pad_top;
        if (y < 0 || y >= w.height) continue;
        float *target = image + (y * w.width + left) * w.channels;
        for (GK_LONG i = first * w.channels; i < last * w.channels; i++) target[i] += column[i];
      }
    }
}

void gk_transpose(const float *in, GK_LONG in_row, float *out, GK_LONG out_row, GK_LONG rows, GK_LONG columns) {
  // Sixteen rows at a time: what is read and what is written stays in the first cache.
  for (GK_LONG r0 = 0; r0 < rows; r0 += 16)
    for (GK_LONG c = 0; c < columns; c++)
      for (GK_LONG r = r0; r < (r0 + 16 < rows ? r0 + 16 : rows); r++) out[c * out_row + r] = in[r * in_row + c];
}
