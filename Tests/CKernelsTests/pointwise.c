#include "check.h"

// Arithmetic on each element, special values included. What is rounded once has to be right to the last bit.

enum { SPECIAL = 12 };

/// Numbers between -3 and 3, with every special value beside every other one somewhere.
static float *operand(long count, long step) {
  static const float special[SPECIAL] = {
    0.0f, -0.0f, NAN, INFINITY, -INFINITY, 1.0f, -1.0f, 2.0f, 0.5f, 1e-40f, 3e38f, -3e38f};
  float *x = numbers_between(count, -3, 3);
  for (long i = 0; i < count && i < SPECIAL * SPECIAL; i++) x[i] = special[i / step % SPECIAL];
  return x;
}

static float result_of(gk_binary op, float a, float b) {
  switch (op) {
  case GK_ADD: return a + b;
  case GK_SUBTRACT: return a - b;
  case GK_MULTIPLY: return a * b;
  case GK_DIVIDE: return a / b;
  case GK_MAXIMUM: return a != a || b != b ? NAN : a < b ? b : a;
  case GK_MINIMUM: return a != a || b != b ? NAN : b < a ? b : a;
  case GK_LESS: return a < b;
  case GK_LESS_OR_EQUAL: return a <= b;
  case GK_EQUAL: return a == b;
  case GK_POWER: break;
  }
  return 0;
}

/// A power comes from the C library and may be off in its last place.
static void expect_result(gk_binary op, float found, float a, float b) {
  if (op == GK_POWER) expect_units(found, pow((double)a, (double)b));
  else expect_same(found, result_of(op, a, b));
}

static void test_binary(gk_binary op, long n) {
  const float *a = operand(n, 1), *b = operand(n, SPECIAL);
  float *out = room(n), *in_place = copy(a, n);
  about("operation %d on %ld numbers", (int)op, n);
  gk_binary_same(op, a, b, out, n);
  gk_binary_same(op, in_place, b, in_place, n);
  for (long i = 0; i < n; i++) {
    expect_result(op, out[i], a[i], b[i]);
    expect_same(in_place[i], out[i]);
  }
  for (int scalar = 0; scalar < MIN(n, 14); scalar++) {
    gk_binary_scalar(op, a, b[scalar * 10 % n], out, n);
    for (long i = 0; i < n; i++) expect_result(op, out[i], a[i], b[scalar * 10 % n]);
    gk_scalar_binary(op, a[scalar], b, out, n);
    for (long i = 0; i < n; i++) expect_result(op, out[i], a[scalar], b[i]);
  }
  leave();
}

static void test_rows(gk_binary op, long a_step, long b_step) {
  const long rows = 4, columns = 19, a_row = a_step ? 21 : 1, b_row = b_step ? 0 : 2;
  const float *a = operand(3 * a_row + (columns - 1) * a_step + 1, 1);
  const float *b = operand(3 * b_row + (columns - 1) * b_step + 1, SPECIAL);
  float *out = room(rows * columns);
  about("operation %d by rows, steps %ld and %ld", (int)op, a_step, b_step);
  gk_binary_rows(op, a, a_row, a_step, b, b_row, b_step, out, rows, columns);
  for (long i = 0; i < rows * columns; i++)
    expect_result(
      op, out[i], a[i / columns * a_row + i % columns * a_step], b[i / columns * b_row + i % columns * b_step]);
  leave();
}

static void test_selection(long n) {
  float *mask = operand(n, 1);
  const float *a = operand(n, SPECIAL), *b = operand(n, 1);
  float *out = room(n);
  about("a choice among %ld numbers", n);
  gk_select(mask, a, b, out, n);
  for (long i = 0; i < n; i++) expect_same(out[i], mask[i] != 0.0f ? b[i] : a[i]);
  leave();
}

void test_pointwise(void) {
  static const long sizes[] = {1, 3, 16, 33, 150, 1000};
  begin("arithmetic (last place)", 1);
  for (int op = GK_ADD; op <= GK_EQUAL; op++) {
    for (int i = 0; i < COUNT(sizes); i++) test_binary((gk_binary)op, sizes[i]);
    test_rows((gk_binary)op, 1, 1);
    test_rows((gk_binary)op, 1, 0);
    test_rows((gk_binary)op, 0, 1);
  }
  for (int i = 0; i < COUNT(sizes); i++) test_selection(sizes[i]);

  begin("sums in place", 0.2);
  for (int s = 0; s < COUNT(sizes); s++) {
    const long n = sizes[s];
    const float *a = numbers(n), *b = numbers(n), *before = numbers(n);
    float *added = copy(before, n), *product = copy(before, n), *scaled = copy(before, n);
    float *average = copy(before, n), *shifted = room(n);
    about("%ld numbers", n);
    gk_accumulate(a, added, n);
    gk_accumulate_product(a, b, product, n);
    gk_accumulate_scaled(a, 0.7f, scaled, n);
    gk_average(a, 0.9f, average, n);
    gk_scale_shift(a, 1.7f, -0.3f, shifted, n);
    for (long i = 0; i < n; i++) {
      const volatile float rounded = a[i] * b[i];
      const double x = (double)a[i], old = (double)before[i], keep = (double)0.9f;
      expect_same(added[i], before[i] + a[i]);
      expect_same(product[i], before[i] + rounded);
      expect_close(scaled[i], old + x * (double)0.7f, fabs(old) + fabs(x));
      expect_close(average[i], keep * old + (1 - keep) * x, fabs(old) + fabs(x));
      expect_close(shifted[i], x * (double)1.7f - (double)0.3f, 1.7 * fabs(x) + 0.3);
    }
    leave();
  }
}
