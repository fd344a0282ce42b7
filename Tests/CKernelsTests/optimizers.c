#include "check.h"

#include <float.h>

// One step of each optimizer, and numbers that fall to zero before they become subnormal.

/// What a running value becomes: zero below the smallest normal number.
static double flushed(double x) { return fabs(x) < (double)FLT_MIN ? 0 : x; }

static void test_adam(long n, float keep) {
  const gk_adam s = {
    .step_size = 0.002f, .beta1 = 0.5f, .beta2 = 0.999f, .inverse_root = 1.7f, .epsilon = 1e-7f, .keep = keep};
  const float *g = numbers(n);
  float *p = numbers(n), *m = numbers(n), *v = numbers_between(n, 0.01f, 1);
  const float *p0 = copy(p, n), *m0 = copy(m, n), *v0 = copy(v, n);
  about("Adam, %ld numbers", n);
  gk_adam_update(s, g, p, m, v, n);
  for (long i = 0; i < n; i++) {
    const double b1 = (double)s.beta1, b2 = (double)s.beta2, gradient = (double)g[i];
    const double first = flushed(b1 * (double)m0[i] + (1 - b1) * gradient);
    const double second = flushed(b2 * (double)v0[i] + (1 - b2) * gradient * gradient);
    expect_close(m[i], first, 1);
    expect_close(v[i], second, 1);
    const double step =
      (double)s.step_size * first / (sqrt(second) * (double)s.inverse_root + (double)s.epsilon);
    expect_close(p[i], (double)keep * (double)p0[i] - step, 1);
  }
  leave();
}

static void test_sgd(long n, float momentum, int nesterov) {
  const gk_sgd s = {.learning_rate = 0.1f, .momentum = momentum, .nesterov = nesterov};
  const float *g = numbers(n);
  float *p = numbers(n), *velocity = momentum > 0 ? numbers(n) : 0;
  const float *p0 = copy(p, n), *velocity0 = velocity ? copy(velocity, n) : 0;
  about("SGD, %ld numbers, momentum %g, Nesterov %d", n, (double)momentum, nesterov);
  gk_sgd_update(s, g, p, velocity, n);
  for (long i = 0; i < n; i++) {
    double step = (double)g[i];
    if (velocity) {
      const double v = flushed((double)momentum * (double)velocity0[i] + (double)g[i]);
      expect_close(velocity[i], v, 2);
      step = nesterov ? (double)g[i] + (double)momentum * v : v;
    }
    expect_close(p[i], (double)p0[i] - (double)s.learning_rate * step, 2);
  }
  leave();
}

static void test_rmsprop(long n) {
  const gk_rmsprop s = {.learning_rate = 0.01f, .decay = 0.9f, .epsilon = 1e-7f};
  const float *g = numbers(n);
  float *p = numbers(n), *square = numbers_between(n, 0.01f, 1);
  const float *p0 = copy(p, n), *square0 = copy(square, n);
  about("RMSProp, %ld numbers", n);
  gk_rmsprop_update(s, g, p, square, n);
  for (long i = 0; i < n; i++) {
    const double decay = (double)s.decay;
    const double v = flushed(decay * (double)square0[i] + (1 - decay) * (double)g[i] * (double)g[i]);
    expect_close(square[i], v, 1);
    expect_close(p[i], (double)p0[i] - (double)s.learning_rate * (double)g[i] / (sqrt(v) + (double)s.epsilon), 1);
  }
  leave();
}

/// Moments without gradients reach zero and stay there.
static void test_small_numbers(void) {
  enum { N = 19 };
  float g[N] = {0}, p[N], m[N], v[N], square[N], velocity[N];
  for (int i = 0; i < N; i++) p[i] = 1, m[i] = v[i] = square[i] = velocity[i] = 1.5f * FLT_MIN;
  about("numbers that become subnormal");
  gk_adam_update((gk_adam){0.1f, 0.5f, 0.5f, 1, 1e-8f, 1}, g, p, m, v, N);
  gk_sgd_update((gk_sgd){0.1f, 0.5f, 0}, g, p, velocity, N);
  gk_rmsprop_update((gk_rmsprop){0.1f, 0.5f, 1e-8f}, g, p, square, N);
  for (int i = 0; i < N; i++) {
    expect_same(m[i], 0);
    expect_same(v[i], 0);
    expect_same(velocity[i], 0);
    expect_same(square[i], 0);
    expect_same(p[i], 1);
  }
}

void test_optimizers(void) {
  begin("optimizers", 0.2);
  for (long n = 1; n <= 1000; n = 3 * n + 1) {
    test_adam(n, 1);
    test_adam(n, 0.99f);
    test_sgd(n, 0, 0);
    test_sgd(n, 0.9f, 0);
    test_sgd(n, 0.9f, 1);
    test_rmsprop(n);
  }
  test_small_numbers();
}
