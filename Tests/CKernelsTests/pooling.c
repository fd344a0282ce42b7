#include "check.h"

// Max pooling: the first of the largest values, or the last NaN that was met.

static void test_window(gk_window w) {
  const long inputs = w.height * w.width * w.channels, outputs = w.out_height * w.out_width * w.channels;
  float *image = numbers(inputs);
  // Equal values and NaN: the first of the equal ones counts, and NaN counts most.
  for (long i = 0; i < inputs; i += 3) image[i] = 0.5f;
  for (long i = 7; i < inputs; i += 61) image[i] = NAN;
  int32_t *positions = bytes((size_t)outputs * sizeof(int32_t));
  float *values = room(outputs), *back = numbers(inputs);
  const float *given = numbers(outputs);
  float *sums = copy(back, inputs);
  const long half = number_between(0, w.out_height);
  about("%ldx%ld, stride %ld, %ld channels", w.kernel_height, w.kernel_width, w.stride_y, w.channels);
  gk_max_positions(w, image, positions, 0, half);
  gk_max_positions(w, image, positions, half, w.out_height);
  gk_take(image, positions, values, outputs);
  gk_put(given, positions, back, outputs);
  for (long i = 0; i < outputs; i++) {
    const long c = i % w.channels, ox = i / w.channels % w.out_width, oy = i / w.channels / w.out_width;
    long best = -1;
    for (long k = 0; k < w.kernel_height * w.kernel_width; k++) {
      const long y = oy * w.stride_y + k / w.kernel_width * w.dilation_y - w.pad_top;
      const long x = ox * w.stride_x + k % w.kernel_width * w.dilation_x - w.pad_left;
      if (y < 0 || y >= w.height || x < 0 || x >= w.width) continue;
      const long place = (y * w.width + x) * w.channels + c;
      if (best < 0 || image[place] > image[best] || image[place] != image[place]) best = place;
    }
    expect_same_numbers((uint64_t)positions[i], (uint64_t)best);
    expect_same(values[i], image[best]);
    sums[best] += given[i];
  }
  for (long i = 0; i < inputs; i++) expect_same(back[i], sums[i]);
  leave();
}

void test_pooling(void) {
  begin("max pooling", 0);
  for (long kernel = 1; kernel <= 3; kernel++)
    for (long stride = 1; stride <= 2; stride++)
      for (long channels = 1; channels <= 100; channels = 8 * channels + 1) {
        const long pad = kernel / 2;
        const gk_window w = {
          .height = 7, .width = 6, .channels = channels, .kernel_height = kernel, .kernel_width = kernel,
          .stride_y = stride, .stride_x = stride, .dilation_y = 1, .dilation_x = 1, .pad_top = pad, .pad_left = pad,
          .out_height = (7 + 2 * pad - kernel) / stride + 1, .out_width = (6 + 2 * pad - kernel) / stride + 1};
        test_window(w);
      }
}
