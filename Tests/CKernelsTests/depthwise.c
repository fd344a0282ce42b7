#include "check.h"

// Depthwise convolutions, forward and both gradients.

static const gk_window windows[] = {
  {.height = 5, .width = 6, .channels = 3, .kernel_height = 3, .kernel_width = 3, .stride_y = 1, .stride_x = 1,
   .dilation_y = 1, .dilation_x = 1, .pad_top = 1, .pad_left = 1, .out_height = 5, .out_width = 6},
  {.height = 7, .width = 5, .channels = 37, .kernel_height = 2, .kernel_width = 3, .stride_y = 2, .stride_x = 1,
   .dilation_y = 2, .dilation_x = 1, .pad_top = 0, .pad_left = 2, .out_height = 3, .out_width = 7},
  {.height = 4, .width = 9, .channels = 70, .kernel_height = 5, .kernel_width = 2, .stride_y = 1, .stride_x = 3,
   .dilation_y = 1, .dilation_x = 3, .pad_top = 2, .pad_left = 1, .out_height = 4, .out_width = 3},
};

/// Where the pixel that a tap reads lies in the image; -1 if outside.
static long pixel_of(const gk_window *w, long oy, long ox, long ky, long kx) {
  const long y = oy * w->stride_y + ky * w->dilation_y - w->pad_top;
  const long x = ox * w->stride_x + kx * w->dilation_x - w->pad_left;
  return y < 0 || y >= w->height || x < 0 || x >= w->width ? -1 : y * w->width + x;
}

static void test_window(gk_window w, long multiplier) {
  const long kernels = w.channels * multiplier, taps = w.kernel_height * w.kernel_width;
  const long inputs = w.height * w.width * w.channels, outputs = w.out_height * w.out_width * kernels;
  const float *image = numbers(inputs), *weight = numbers(taps * kernels), *dy = numbers(outputs);
  float *y = room(outputs), *dx = room(inputs);
  double *dw = bytes((size_t)(taps * kernels) * sizeof(double));
  double *sums[3], *magnitudes[3];
  const long counts[3] = {outputs, inputs, taps * kernels};
  for (int i = 0; i < 3; i++) {
    sums[i] = bytes((size_t)counts[i] * sizeof(double));
    magnitudes[i] = bytes((size_t)counts[i] * sizeof(double));
    memset(sums[i], 0, (size_t)counts[i] * sizeof(double));
    memset(magnitudes[i], 0, (size_t)counts[i] * sizeof(double));
  }
  memset(dw, 0, (size_t)(taps * kernels) * sizeof(double));
  about("%ld channels, multiplier %ld", w.channels, multiplier);
  const long row = number_between(0, w.out_height), input_row = number_between(0, w.height);
  gk_depthwise(w, multiplier, image, weight, y, row, w.out_height);
  gk_depthwise(w, multiplier, image, weight, y, 0, row);
  gk_depthwise_input(w, multiplier, dy, weight, dx, 0, input_row);
  gk_depthwise_input(w, multiplier, dy, weight, dx, input_row, w.height);
  gk_depthwise_weight(w, multiplier, image, dy, dw, 0, row);
  gk_depthwise_weight(w, multiplier, image, dy, dw, row, w.out_height);
  for (long i = 0; i < outputs * taps; i++) {
    const long tap = i % taps, o = i / taps, k = o % kernels, ox = o / kernels % w.out_width;
    const long pixel = pixel_of(&w, o / kernels / w.out_width, ox, tap / w.kernel_width, tap % w.kernel_width);
    if (pixel < 0) continue;
    const long in = pixel * w.channels + k / multiplier, t = tap * kernels + k;
    const double products[3] = {
      (double)image[in] * (double)weight[t], (double)dy[o] * (double)weight[t], (double)image[in] * (double)dy[o]};
    const long places[3] = {o, in, t};
    for (int j = 0; j < 3; j++) {
      sums[j][places[j]] += products[j];
      magnitudes[j][places[j]] += fabs(products[j]);
    }
  }
  for (long i = 0; i < outputs; i++) expect_close(y[i], sums[0][i], magnitudes[0][i]);
  for (long i = 0; i < inputs; i++) expect_close(dx[i], sums[1][i], magnitudes[1][i]);
  for (long i = 0; i < taps * kernels; i++) expect_close_doubles(dw[i], sums[2][i], magnitudes[2][i]);
  leave();
}

void test_depthwise(void) {
  begin("depthwise convolutions", 0.3);
  for (int i = 0; i < COUNT(windows); i++)
    for (long multiplier = 1; multiplier <= 3; multiplier++) test_window(windows[i], multiplier);
}
