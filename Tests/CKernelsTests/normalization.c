#include "check.h"

// Batch normalization over rows of channels: moments, and an affine map with an activation, forward and backward.

static void test_moments(long rows, long columns) {
  const float *x = numbers_between(rows * columns, 2, 5);
  double *mean = bytes((size_t)columns * sizeof(double)), *m2 = bytes((size_t)columns * sizeof(double));
  about("the moments of %ldx%ld", rows, columns);
  gk_moments(x, mean, m2, rows, columns);
  for (long c = 0; c < columns; c++) {
    double sum = 0, squares = 0;
    for (long r = 0; r < rows; r++) sum += (double)x[r * columns + c];
    for (long r = 0; r < rows; r++) {
      const double d = (double)x[r * columns + c] - sum / (double)rows;
      squares += d * d;
    }
    expect_close_doubles(mean[c], sum / (double)rows, 5);
    expect_close_doubles(m2[c], squares, MAX(squares, 1e-3));
  }
  leave();
}

static void test_affine(gk_activation f, long rows, long columns) {
  const long n = rows * columns;
  const float slope = 0.2f, *x = numbers(n), *dy = numbers(n), *mean = numbers(columns);
  const float *scale = numbers(columns), *shift = numbers(columns);
  const float *a = numbers(columns), *b = numbers(columns), *d = numbers(columns);
  float *y = room(n), *dx = room(n);
  double *sums = bytes((size_t)columns * sizeof(double)), *products = bytes((size_t)columns * sizeof(double));
  for (long c = 0; c < columns; c++) sums[c] = products[c] = 1;
  about("%s of %ldx%ld", activation_names[f], rows, columns);
  gk_affine_activation(f, slope, x, scale, shift, y, rows, columns);
  gk_affine_activation_sums(f, slope, x, dy, scale, shift, mean, sums, products, rows, columns);
  gk_affine_activation_backward(f, slope, x, dy, scale, shift, a, b, d, dx, rows, columns);
  for (long c = 0; c < columns; c++) {
    double sum = 1, product = 1, magnitude = 1;
    for (long r = 0; r < rows; r++) {
      const long i = r * columns + c;
      const double v = (double)x[i], z = v * (double)scale[c] + (double)shift[c];
      const double value = activated(f, (double)slope, z), from = f == GK_TANH || f == GK_SIGMOID ? value : z;
      const double g = (double)dy[i] * slope_at(f, (double)slope, from);
      sum += g;
      product += g * (v - (double)mean[c]);
      magnitude += fabs(g) * 2;
      expect_close(y[i], value, 2);
      expect_close(dx[i], g * (double)a[c] + v * (double)b[c] + (double)d[c], 3);
    }
    expect_close_doubles(sums[c], sum, magnitude);
    expect_close_doubles(products[c], product, magnitude);
  }
  leave();
}

void test_normalization(void) {
  static const long rows[] = {1, 5, 128, 300}, columns[] = {1, 31, 32, 40, 65};
  begin("normalization", 1);
  for (int r = 0; r < COUNT(rows); r++)
    for (int c = 0; c < COUNT(columns); c++) {
      test_moments(rows[r], columns[c]);
      for (int f = GK_IDENTITY; f <= GK_SIGMOID; f++) test_affine((gk_activation)f, rows[r], columns[c]);
    }
}
