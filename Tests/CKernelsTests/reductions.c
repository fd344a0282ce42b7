#include "check.h"

// Sums and largest values. NaN wins against every number.

static void test_sum(long n) {
  const float *x = numbers(n);
  double sum = 0, magnitude = 0;
  for (long i = 0; i < n; i++) {
    sum += (double)x[i];
    magnitude += fabs((double)x[i]);
  }
  about("the sum of %ld", n);
  expect_close_doubles(gk_sum(x, n), sum, magnitude);
  leave();
}

static void test_columns_of(long rows, long columns, int product) {
  const float *x = numbers(rows * columns), *y = product ? numbers(rows * columns) : 0;
  const long blocks = number_between(1, MIN(rows, 4));
  double *found = bytes((size_t)columns * sizeof(double));
  float *totals = room(columns);
  for (long c = 0; c < columns; c++) found[c] = 1;
  about("the sums of %ldx%ld, product %d, %ld blocks", rows, columns, product, blocks);
  gk_column_sums(x, y, found, rows, columns);
  if (columns > 1) {
    const long half = number_between(0, columns);
    gk_column_totals(x, y, totals, rows, columns, blocks, half, columns);
    gk_column_totals(x, y, totals, rows, columns, blocks, 0, half);
  }
  for (long c = 0; c < columns; c++) {
    double sum = 0, magnitude = 0;
    for (long r = 0; r < rows; r++) {
      const double term = (double)x[r * columns + c] * (y ? (double)y[r * columns + c] : 1);
      sum += term;
      magnitude += fabs(term);
    }
    expect_close_doubles(found[c], 1 + sum, 1 + magnitude);
    if (columns > 1) expect_close(totals[c], sum, magnitude);
  }
  leave();
}

static void test_largest(long n, int with_nan) {
  float *x = numbers(n), *kept = numbers(n);
  if (with_nan) x[number_between(0, n - 1)] = NAN;
  const float *before = copy(kept, n);
  float largest = x[0];
  for (long i = 0; i < n; i++) largest = x[i] != x[i] || x[i] > largest ? x[i] : largest;
  if (with_nan) largest = NAN;
  about("the largest of %ld, NaN %d", n, with_nan);
  expect_same(gk_largest(x, n), largest);
  gk_keep_largest(x, kept, n);
  for (long i = 0; i < n; i++)
    expect_same(kept[i], x[i] != x[i] ? NAN : before[i] < x[i] ? x[i] : before[i]);
  leave();
}

static void test_cumulative(long extent, long inner, int reversed) {
  const float *x = numbers(extent * inner);
  float *out = room(extent * inner);
  about("running sums of %ldx%ld, reversed %d", extent, inner, reversed);
  gk_cumulative_sum(x, out, extent, inner, reversed);
  for (long i = 0; i < inner; i++) {
    double sum = 0;
    for (long k = 0; k < extent; k++) {
      const long place = (reversed ? extent - 1 - k : k) * inner + i;
      sum += (double)x[place];
      expect_same(out[place], (float)sum);
    }
  }
  leave();
}

void test_reductions(void) {
  static const long sizes[] = {1, 2, 31, 32, 33, 100, 1025, 20000};
  begin("sums", 0.4);
  for (int i = 0; i < COUNT(sizes); i++) test_sum(sizes[i]);
  for (int i = 0; i < COUNT(sizes) - 1; i++)
    for (long columns = 1; columns <= 2000; columns = 5 * columns + 2)
      if (sizes[i] * columns < 200000)
        for (int product = 0; product <= (columns > 1); product++) test_columns_of(sizes[i], columns, product);
  begin("largest and running sums", 0);
  for (int i = 0; i < COUNT(sizes); i++)
    for (int again = 0; again < 4; again++) test_largest(sizes[i], again > 1);
  for (int reversed = 0; reversed < 2; reversed++) {
    test_cumulative(1, 1, reversed);
    test_cumulative(30, 5, reversed);
    test_cumulative(7, 131, reversed);
  }
}
