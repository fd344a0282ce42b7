#include "check.h"

// Images to columns and back, and transposed matrices.

static void test_window(gk_window w) {
  const long column = w.kernel_height * w.kernel_width * w.channels, pixels = w.out_height * w.out_width;
  const float *image = numbers(w.height * w.width * w.channels);
  float *columns = room(pixels * column), *back = room(w.height * w.width * w.channels);
  const long row = number_between(0, w.out_height), image_row = number_between(0, w.height);
  about("%ldx%ld kernel, stride %ld, dilation %ld", w.kernel_height, w.kernel_width, w.stride_y, w.dilation_y);
  gk_im2col(w, image, columns, 0, row);
  gk_im2col(w, image, columns + row * w.out_width * column, row, w.out_height);
  const float *given = numbers(pixels * column);
  gk_col2im(w, given, back, 0, image_row);
  gk_col2im(w, given, back, image_row, w.height);
  const size_t size = (size_t)(w.height * w.width * w.channels) * sizeof(double);
  double *sums = bytes(size), *magnitudes = bytes(size);
  memset(sums, 0, size);
  memset(magnitudes, 0, size);
  for (long i = 0; i < pixels * column; i++) {
    const long c = i % w.channels, kx = i / w.channels % w.kernel_width;
    const long ky = i / w.channels / w.kernel_width % w.kernel_height, pixel = i / column;
    const long y = pixel / w.out_width * w.stride_y + ky * w.dilation_y - w.pad_top;
    const long x = pixel % w.out_width * w.stride_x + kx * w.dilation_x - w.pad_left;
    const int inside = y >= 0 && y < w.height && x >= 0 && x < w.width;
    const long place = (y * w.width + x) * w.channels + c;
    expect_same(columns[i], inside ? image[place] : 0.0f);
    if (!inside) continue;
    sums[place] += (double)given[i];
    magnitudes[place] += fabs((double)given[i]);
  }
  for (long i = 0; i < w.height * w.width * w.channels; i++) expect_close(back[i], sums[i], magnitudes[i]);
  leave();
}

static void test_transpose(long rows, long columns) {
  const long in_row = columns + 2, out_row = rows + 1;
  const float *in = numbers((rows - 1) * in_row + columns);
  float *out = room((columns - 1) * out_row + rows);
  about("the transpose of %ldx%ld", rows, columns);
  gk_transpose(in, in_row, out, out_row, rows, columns);
  for (long c = 0; c < columns; c++)
    for (long r = 0; r < rows; r++) expect_same(out[c * out_row + r], in[r * in_row + c]);
  leave();
}

void test_columns(void) {
  begin("columns and transposes", 0.2);
  for (long kernel = 1; kernel <= 5; kernel += 2)
    for (long stride = 1; stride <= 3; stride++)
      for (long dilation = 1; dilation <= 2; dilation++)
        for (long channels = 1; channels <= 13; channels += 6) {
          const long pad = kernel / 2, reach = (kernel - 1) * dilation + 1;
          const gk_window w = {
            .height = 9, .width = 11, .channels = channels, .kernel_height = kernel, .kernel_width = kernel,
            .stride_y = stride, .stride_x = stride, .dilation_y = dilation, .dilation_x = dilation, .pad_top = pad,
            .pad_left = pad, .out_height = (9 + 2 * pad - reach) / stride + 1,
            .out_width = (11 + 2 * pad - reach) / stride + 1};
          test_window(w);
        }
  static const long sizes[] = {1, 7, 8, 9, 16, 35};
  for (int i = 0; i < COUNT(sizes); i++)
    for (int j = 0; j < COUNT(sizes); j++) test_transpose(sizes[i], sizes[j]);
}
