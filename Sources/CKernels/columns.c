#include "kernels.h"

// With channels last, the kernel_width * channels values that one kernel row reads stand next to one another in the
// image, unless the kernel has gaps: a column is made of kernel_height copies.

static int gk_has_gaps(gk_window w) { return w.dilation_y > 1 || w.dilation_x > 1; }

/// For kernels with gaps, pixel by pixel.
static void gk_im2col_with_gaps(gk_window w, const float *image, float *columns, GK_LONG from, GK_LONG to) {
  const size_t pixel = (size_t)w.channels * sizeof(float);
  for (GK_LONG oy = from; oy < to; oy++)
    for (GK_LONG ox = 0; ox < w.out_width; ox++)
      for (GK_LONG ky = 0; ky < w.kernel_height; ky++)
        for (GK_LONG kx = 0; kx < w.kernel_width; kx++, columns += w.channels) {
          GK_LONG y = oy * w.stride_y + ky * w.dilation_y - w.pad_top;
          GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
          if (y < 0 || y >= w.height || x < 0 || x >= w.width)
            memset(columns, 0, pixel);
          else
            memcpy(columns, image + (y * w.width + x) * w.channels, pixel);
        }
}

void gk_im2col(gk_window w, const float *image, float *columns, GK_LONG from, GK_LONG to) {
  if (gk_has_gaps(w)) {
    gk_im2col_with_gaps(w, image, columns, from, to);
    return;
  }
  GK_LONG row = w.kernel_width * w.channels;
  for (GK_LONG oy = from; oy < to; oy++)
    for (GK_LONG ox = 0; ox < w.out_width; ox++) {
      float *column = columns + ((oy - from) * w.out_width + ox) * w.kernel_height * row;
      GK_LONG left = ox * w.stride_x - w.pad_left;
      GK_LONG first = left < 0 ? -left : 0;
      GK_LONG last = w.width - left < w.kernel_width ? w.width - left : w.kernel_width;
      if (last < first) last = first;
      for (GK_LONG ky = 0; ky < w.kernel_height; ky++, column += row) {
        GK_LONG y = oy * w.stride_y + ky - w.pad_top;
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

/// For kernels with gaps, pixel by pixel; the image is zero at first.
GK_VECTORISED static void gk_col2im_with_gaps(
  gk_window w, const float *columns, float *image, GK_LONG from, GK_LONG to) {
  for (GK_LONG y = from; y < to; y++)
    for (GK_LONG ky = 0; ky < w.kernel_height; ky++) {
      GK_LONG top = y + w.pad_top - ky * w.dilation_y, oy = top / w.stride_y;
      if (top < 0 || top % w.stride_y != 0 || oy >= w.out_height) continue;
      for (GK_LONG ox = 0; ox < w.out_width; ox++)
        for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
          GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
          if (x < 0 || x >= w.width) continue;
          GK_LONG tap = ((oy * w.out_width + ox) * w.kernel_height + ky) * w.kernel_width + kx;
          const float *column = columns + tap * w.channels;
          float *target = image + (y * w.width + x) * w.channels;
          for (GK_LONG c = 0; c < w.channels; c++) target[c] += column[c];
        }
    }
}

GK_VECTORISED void gk_col2im(gk_window w, const float *columns, float *image, GK_LONG from, GK_LONG to) {
  GK_LONG row = w.kernel_width * w.channels;
  memset(image + from * w.width * w.channels, 0, (size_t)((to - from) * w.width * w.channels) * sizeof(float));
  if (gk_has_gaps(w)) {
    gk_col2im_with_gaps(w, columns, image, from, to);
    return;
  }
  // Row by row, so that several threads can share one image: a row has parts of the windows that begin ky rows above
  // it.
  for (GK_LONG y = from; y < to; y++)
    for (GK_LONG ky = (y + w.pad_top) % w.stride_y; ky < w.kernel_height; ky += w.stride_y) {
      GK_LONG oy = (y + w.pad_top - ky) / w.stride_y;
      if (y + w.pad_top < ky || oy >= w.out_height) continue;
      for (GK_LONG ox = 0; ox < w.out_width; ox++) {
        const float *column = columns + ((oy * w.out_width + ox) * w.kernel_height + ky) * row;
        GK_LONG left = ox * w.stride_x - w.pad_left;
        GK_LONG first = left < 0 ? -left : 0;
        GK_LONG last = w.width - left < w.kernel_width ? w.width - left : w.kernel_width;
        float *target = image + (y * w.width + left) * w.channels;
        for (GK_LONG i = first * w.channels; i < last * w.channels; i++) target[i] += column[i];
      }
    }
}

typedef float gk_eight __attribute__((vector_size(32), aligned(4)));

/// Transposes an 8x8 block in registers: rows are interleaved in pairs, then in pairs of pairs, then in halves.
GK_VECTORISED static void gk_transpose_8x8(const float *in, GK_LONG in_row, float *out, GK_LONG out_row) {
  gk_eight a[8], b[8];
  for (int r = 0; r < 8; r++) a[r] = *(const gk_eight *)(in + r * in_row);
  for (int r = 0; r < 8; r += 2) {
    b[r] = __builtin_shufflevector(a[r], a[r + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    b[r + 1] = __builtin_shufflevector(a[r], a[r + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int r = 0; r < 8; r += 4)
    for (int i = 0; i < 2; i++) {
      a[r + i] = __builtin_shufflevector(b[r + i], b[r + i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      a[r + i + 2] = __builtin_shufflevector(b[r + i], b[r + i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int r = 0; r < 4; r++) {
    *(gk_eight *)(out + r * out_row) = __builtin_shufflevector(a[r], a[r + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(gk_eight *)(out + (r + 4) * out_row) = __builtin_shufflevector(a[r], a[r + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

void gk_transpose(const float *in, GK_LONG in_row, float *out, GK_LONG out_row, GK_LONG rows, GK_LONG columns) {
  const GK_LONG whole_rows = rows / 8 * 8, whole_columns = columns / 8 * 8;
  for (GK_LONG c = 0; c < whole_columns; c += 8)
    for (GK_LONG r = 0; r < whole_rows; r += 8)
      gk_transpose_8x8(in + r * in_row + c, in_row, out + c * out_row + r, out_row);
  for (GK_LONG r = 0; r < rows; r++)
    for (GK_LONG c = r < whole_rows ? whole_columns : 0; c < columns; c++) out[c * out_row + r] = in[r * in_row + c];
}
