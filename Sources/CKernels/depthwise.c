#include "kernels.h"

#include <stdbool.h>

// Depthwise convolutions, channels last. A kernel reads one channel only, so that there is no sum over channels that a
// matrix product could do; the inner loops run over neighbouring channels instead.

/// The result positions along one axis whose window has tap k within the image: from ..< to.
static void gk_positions_of_tap(
  GK_LONG tap, GK_LONG dilation, GK_LONG pad, GK_LONG stride, GK_LONG extent, GK_LONG results, GK_LONG *from,
  GK_LONG *to) {
  const GK_LONG before = pad - tap * dilation, last = extent - 1 + before;
  *from = before > 0 ? (before + stride - 1) / stride : 0;
  *to = last < 0 ? 0 : last / stride + 1 < results ? last / stride + 1 : results;
}

/// The image row that tap ky of result row oy reads; -1 if it lies outside.
GK_INLINE GK_LONG gk_image_row_of_tap(gk_window w, GK_LONG ky, GK_LONG oy) {
  const GK_LONG y = oy * w.stride_y + ky * w.dilation_y - w.pad_top;
  return y < 0 || y >= w.height ? -1 : y;
}

/// The result row whose tap ky reads image row y; -1 if there is none.
GK_INLINE GK_LONG gk_out_row_of_tap(gk_window w, GK_LONG ky, GK_LONG y) {
  const GK_LONG top = y + w.pad_top - ky * w.dilation_y, oy = top / w.stride_y;
  return top < 0 || top % w.stride_y != 0 || oy >= w.out_height ? -1 : oy;
}

/// Whether neighbouring pixels of the image belong to neighbouring pixels of the result, in rows of few channels.
GK_INLINE bool gk_is_narrow(gk_window w, GK_LONG multiplier) {
  return multiplier == 1 && w.stride_x == 1 && w.channels < GK_FEW_CHANNELS;
}

/// target[i] += source[i] * repeated[i % period]
GK_INLINE void gk_add_products(
  float *restrict target, const float *restrict source, const float *restrict repeated, GK_LONG period,
  GK_LONG count) {
  for (GK_LONG start = 0; start < count; start += period) {
    const GK_LONG length = count - start < period ? count - start : period;
    for (GK_LONG i = 0; i < length; i++) target[start + i] += source[start + i] * repeated[i];
  }
}

/// Does what gk_depthwise does, or gk_depthwise_input if to_image, where gk_is_narrow; each sum keeps its order.
GK_INLINE void gk_depthwise_narrow(
  gk_window w, bool to_image, const float *source, const float *weight, float *target, GK_LONG from, GK_LONG to) {
  float repeated[GK_REPEATS * GK_FEW_CHANNELS];
  const GK_LONG image_row = w.width * w.channels, out_row = w.out_width * w.channels;
  const GK_LONG row = to_image ? image_row : out_row;
  memset(target + from * row, 0, (size_t)((to - from) * row) * sizeof(float));
  for (GK_LONG ky = 0; ky < w.kernel_height; ky++)
    for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
      GK_LONG first, last;
      gk_positions_of_tap(kx, w.dilation_x, w.pad_left, 1, w.width, w.out_width, &first, &last);
      const GK_LONG count = (last - first) * w.channels, in_out = first * w.channels;
      const GK_LONG in_image = in_out + (kx * w.dilation_x - w.pad_left) * w.channels;
      gk_repeat(weight + (ky * w.kernel_width + kx) * w.channels, w.channels, repeated);
      for (GK_LONG r = from; r < to; r++) {
        const GK_LONG other = to_image ? gk_out_row_of_tap(w, ky, r) : gk_image_row_of_tap(w, ky, r);
        if (other < 0) continue;
        gk_add_products(
          target + r * row + (to_image ? in_image : in_out),
          source + (to_image ? other * out_row + in_out : other * image_row + in_image), repeated,
          GK_REPEATS * w.channels, count);
      }
    }
}

GK_VECTORISED void gk_depthwise(
  gk_window w, GK_LONG multiplier, const float *image, const float *weight, float *out, GK_LONG from, GK_LONG to) {
  if (gk_is_narrow(w, multiplier)) return gk_depthwise_narrow(w, false, image, weight, out, from, to);
  const GK_LONG kernels = w.channels * multiplier;
  for (GK_LONG oy = from; oy < to; oy++) {
    float *row = out + oy * w.out_width * kernels;
    memset(row, 0, (size_t)(w.out_width * kernels) * sizeof(float));
    for (GK_LONG ky = 0; ky < w.kernel_height; ky++) {
      const GK_LONG y = gk_image_row_of_tap(w, ky, oy);
      if (y < 0) continue;
      for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
        const float *tap = weight + (ky * w.kernel_width + kx) * kernels;
        GK_LONG first, last;
        gk_positions_of_tap(kx, w.dilation_x, w.pad_left, w.stride_x, w.width, w.out_width, &first, &last);
        for (GK_LONG ox = first; ox < last; ox++) {
          const GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
          const float *source = image + (y * w.width + x) * w.channels;
          float *target = row + ox * kernels;
          if (multiplier == 1)
            for (GK_LONG c = 0; c < kernels; c++) target[c] += source[c] * tap[c];
          else
            for (GK_LONG c = 0; c < w.channels; c++)
              for (GK_LONG k = c * multiplier; k < (c + 1) * multiplier; k++) target[k] += source[c] * tap[k];
        }
      }
    }
  }
}

GK_VECTORISED void gk_depthwise_input(
  gk_window w, GK_LONG multiplier, const float *dy, const float *weight, float *dx, GK_LONG from, GK_LONG to) {
  if (gk_is_narrow(w, multiplier)) return gk_depthwise_narrow(w, true, dy, weight, dx, from, to);
  const GK_LONG kernels = w.channels * multiplier;
  for (GK_LONG y = from; y < to; y++) {
    float *row = dx + y * w.width * w.channels;
    memset(row, 0, (size_t)(w.width * w.channels) * sizeof(float));
    for (GK_LONG ky = 0; ky < w.kernel_height; ky++) {
      const GK_LONG oy = gk_out_row_of_tap(w, ky, y);
      if (oy < 0) continue;
      for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
        const float *tap = weight + (ky * w.kernel_width + kx) * kernels;
        GK_LONG first, last;
        gk_positions_of_tap(kx, w.dilation_x, w.pad_left, w.stride_x, w.width, w.out_width, &first, &last);
        for (GK_LONG ox = first; ox < last; ox++) {
          const GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
          const float *source = dy + (oy * w.out_width + ox) * kernels;
          float *target = row + x * w.channels;
          if (multiplier == 1)
            for (GK_LONG c = 0; c < kernels; c++) target[c] += source[c] * tap[c];
          else
            for (GK_LONG c = 0; c < w.channels; c++)
              for (GK_LONG k = c * multiplier; k < (c + 1) * multiplier; k++) target[c] += source[k] * tap[k];
        }
      }
    }
  }
}

GK_VECTORISED void gk_depthwise_weight(
  gk_window w, GK_LONG multiplier, const float *image, const float *dy, double *sums, GK_LONG from, GK_LONG to) {
  // So many kernels are summed at a time, in registers along a row.
  enum { STRIP = 64 };
  const GK_LONG kernels = w.channels * multiplier;
  for (GK_LONG oy = from; oy < to; oy++)
    for (GK_LONG ky = 0; ky < w.kernel_height; ky++) {
      const GK_LONG y = gk_image_row_of_tap(w, ky, oy);
      if (y < 0) continue;
      for (GK_LONG kx = 0; kx < w.kernel_width; kx++) {
        double *tap = sums + (ky * w.kernel_width + kx) * kernels;
        GK_LONG first, last;
        gk_positions_of_tap(kx, w.dilation_x, w.pad_left, w.stride_x, w.width, w.out_width, &first, &last);
        for (GK_LONG start = 0; start < kernels; start += STRIP) {
          const GK_LONG count = kernels - start < STRIP ? kernels - start : STRIP;
          float along[STRIP] = {0};
          for (GK_LONG ox = first; ox < last; ox++) {
            const GK_LONG x = ox * w.stride_x + kx * w.dilation_x - w.pad_left;
            const float *source = image + (y * w.width + x) * w.channels;
            const float *above = dy + (oy * w.out_width + ox) * kernels + start;
            if (multiplier == 1)
              for (GK_LONG c = 0; c < count; c++) along[c] += source[start + c] * above[c];
            else
              for (GK_LONG c = 0; c < count; c++) along[c] += source[(start + c) / multiplier] * above[c];
          }
          for (GK_LONG c = 0; c < count; c++) tap[start + c] += along[c];
        }
      }
    }
}
