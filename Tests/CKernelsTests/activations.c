#include "check.h"

// Activations and their derivatives, on elements and on rows with a bias, and parametric ReLU.

static void test_activation(gk_activation f, float slope) {
  for (long n = 1; n <= 1000; n = 3 * n + 2) {
    const float *x = numbers_between(n, -9, 9), *dy = numbers(n);
    float *y = room(n), *dx = room(n), *in_place = copy(x, n);
    about("%s, slope %g, %ld numbers", activation_names[f], (double)slope, n);
    gk_activation_forward(f, slope, x, y, n);
    gk_activation_forward(f, slope, in_place, in_place, n);
    gk_activation_backward(f, slope, y, dy, dx, n);
    for (long i = 0; i < n; i++) {
      expect_units(y[i], activated(f, (double)slope, (double)x[i]));
      expect_same(in_place[i], y[i]);
      const double wanted = (double)dy[i] * slope_at(f, (double)slope, (double)y[i]);
      // 1 - y^2 cancels; the size of what is subtracted counts.
      about("%s' at %g", activation_names[f], (double)x[i]);
      expect_units(dx[i] - (float)wanted + 1.0f, 1.0);
    }
    leave();
  }
}

static void test_bias(gk_activation f) {
  static const long widths[] = {1, 5, 16, 67};
  for (int w = 0; w < COUNT(widths); w++) {
    const long rows = 6, columns = widths[w];
    float *x = numbers_between(rows * columns, -3, 3);
    const float *before = copy(x, rows * columns), *bias = numbers(columns);
    about("%s of rows of %ld with a bias", activation_names[f], columns);
    gk_bias_activation(f, 0.2f, x, bias, rows, columns);
    for (long i = 0; i < rows * columns; i++)
      expect_units(x[i], activated(f, (double)0.2f, (double)(before[i] + bias[i % columns])));
    leave();
  }
}

/// ReLU and its kin: NaN stays NaN, and 0 is not negative.
static void expect_at(gk_activation f, float slope, float x, float wanted) {
  float found[5];
  const float from[5] = {x, x, x, x, x};
  about("%s of %g, slope %g", activation_names[f], (double)x, (double)slope);
  gk_activation_forward(f, slope, from, found, 5);
  for (int i = 0; i < 5; i++) expect_same(found[i], wanted);
}

static void test_limits(void) {
  begin("limits of activations", 0);
  for (int f = GK_IDENTITY; f <= GK_SIGMOID; f++) expect_at((gk_activation)f, 0.2f, NAN, NAN);
  expect_at(GK_RELU, 0, -INFINITY, 0.0f);
  expect_at(GK_RELU, 0, -0.0f, -0.0f);
  expect_at(GK_RELU, 0, INFINITY, INFINITY);
  expect_at(GK_LEAKY_RELU, 0.2f, -INFINITY, -INFINITY);
  expect_at(GK_LEAKY_RELU, 0.2f, -0.0f, -0.0f);
  expect_at(GK_TANH, 0, INFINITY, 1.0f);
  expect_at(GK_TANH, 0, -INFINITY, -1.0f);
  expect_at(GK_SIGMOID, 0, INFINITY, 1.0f);
  expect_at(GK_SIGMOID, 0, -INFINITY, 0.0f);
}

static void test_prelu(long columns) {
  const long rows = 7, n = rows * columns;
  float *x = numbers(n);
  const float *slope = numbers(columns), *dy = numbers(n);
  float *y = room(n), *dx = room(n), *slopes = room(n);
  x[0] = 0.0f;
  x[n - 1] = -0.0f;
  x[n / 2] = NAN;
  about("parametric ReLU of %ld channels", columns);
  gk_prelu(x, slope, y, rows, columns);
  gk_prelu_backward(x, slope, dy, dx, rows, columns);
  gk_prelu_slopes(x, dy, slopes, n);
  for (long i = 0; i < n; i++) {
    const float s = slope[i % columns];
    expect_same(y[i], x[i] > 0 ? x[i] : s * x[i]);
    expect_same(dx[i], x[i] > 0 ? dy[i] : s * dy[i]);
    expect_same(slopes[i], x[i] < 0 ? dy[i] * x[i] : 0.0f);
  }
  leave();
}

void test_activations(void) {
  begin("activations (last place)", 4);
  for (int f = GK_IDENTITY; f <= GK_SIGMOID; f++) {
    test_activation((gk_activation)f, 0.2f);
    test_bias((gk_activation)f);
  }
  test_limits();
  begin("parametric ReLU", 0);
  test_prelu(1);
  test_prelu(5);
  test_prelu(48);
}
