#include "check.h"

#include <float.h>

// Tiles by all instruction sets that the processor has: all numbers of rows and vectors, both orders of a, several terms
// and all ends.

enum { MOST_TERMS = 3, MOST_DEPTH = 21 };

/// The sum of one element, and the sum of its products' absolute values.
static double sum_of(
  const gk_term *terms, long count, gk_tile_strides s, long row, long column, double *magnitude) {
  double sum = 0;
  for (long t = 0; t < count; t++)
    for (long d = 0; d < terms[t].depth; d++) {
      const double product =
        (double)terms[t].a[row * s.a_row + d * s.a_depth] * (double)terms[t].b[d * s.b_depth + column];
      sum += product;
      *magnitude += fabs(product);
    }
  return sum;
}

static void test_tile(gk_tile_set set, int adjacent, long rows, long columns, long vectors, int ends) {
  const long out_row = columns + 3, steps = adjacent ? rows + 2 : MOST_DEPTH + 1;
  const gk_tile_strides s = {adjacent ? 1 : steps, adjacent ? steps : 1, columns + 1, out_row};
  const long count = number_between(0, MOST_TERMS);
  gk_term terms[MOST_TERMS];
  for (long t = 0; t < count; t++) {
    const long depth = number_between(0, MOST_DEPTH);
    // The last row and the last step end exactly where a and b do.
    const long a = depth == 0 ? 0 : (rows - 1) * s.a_row + (depth - 1) * s.a_depth + 1;
    const long b = depth == 0 ? 0 : (depth - 1) * s.b_depth + columns;
    terms[t] = (gk_term){numbers(a), numbers(b), depth};
  }
  const gk_tile_end end = {
    .accumulate = ends & 1, .bias = ends & 2 ? numbers(columns) : 0, .leaky = ends & 4 ? 1 : 0,
    .slope = ends & 8 ? 0.0f : 0.3f};
  float *out = numbers((rows - 1) * out_row + columns);
  const float *before = copy(out, (rows - 1) * out_row + columns);
  about("set %d, %ld rows, %ld vectors, adjacent %d, ends %d", (int)set, rows, vectors, adjacent, ends);
  gk_tile_sum(set, terms, count, adjacent, rows, vectors, s, end, out);
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < out_row && r * out_row + c < (rows - 1) * out_row + columns; c++) {
      const float found = out[r * out_row + c], old = before[r * out_row + c];
      if (c >= columns) {
        expect_same(found, old);
        continue;
      }
      double magnitude = 0, sum = sum_of(terms, count, s, r, c, &magnitude);
      if (end.accumulate) sum += (double)old, magnitude += fabs((double)old);
      if (end.bias) sum += (double)end.bias[c], magnitude += fabs((double)end.bias[c]);
      if (end.leaky && sum < 0) sum *= (double)end.slope;
      expect_close(found, sum, magnitude);
    }
  leave();
}

/// A tile of one step whose sums are NaN, infinities, zeros of both signs, and the numbers beside them: the end has to
/// treat all of them as the plain expression does, except that a slope of 0 makes 0 of -infinity.
static void test_special_values(gk_tile_set set, long lanes, float slope) {
  static const float a[] = {NAN, INFINITY, -INFINITY, 0.0f, -1e-30f, 1e-30f, -1.0f, 1.0f, -FLT_MAX, FLT_MAX};
  static const float b[] = {1.0f, 1.0f, 1.0f, 1.0f, 1e-30f, 1e-30f, 1.0f, 1.0f, 1.0f, 1.0f};
  const long rows = 2, columns = 2 * lanes;
  for (long first = 0; first < COUNT(a); first++) {
    float *step = room(columns), *out = room(2 * columns);
    float *factors = room(2);
    factors[0] = 1.0f;
    factors[1] = -1.0f;
    for (long c = 0; c < columns; c++) step[c] = a[(first + c) % COUNT(a)] * b[(first + c) % COUNT(a)];
    const gk_term term = {factors, step, 1};
    const gk_tile_strides s = {1, 2, columns, columns};
    const gk_tile_end end = {.leaky = 1, .slope = slope};
    about("set %d, values from number %ld on, slope %g", (int)set, first, (double)slope);
    gk_tile_sum(set, &term, 1, 1, rows, 2, s, end, out);
    for (long r = 0; r < rows; r++)
      for (long c = 0; c < columns; c++) {
        const float sum = fmaf(factors[r], step[c], 0.0f);
        const float limited = slope == 0.0f && sum < -FLT_MAX ? -FLT_MAX : sum;
        expect_same(out[r * columns + c], sum < 0.0f ? slope * limited : sum);
      }
    leave();
  }
}

/// A product too small for a number leaves -0, which is not less than 0.
static void test_negative_zero(gk_tile_set set, long lanes, float slope) {
  float *tiny = room(1), *step = room(lanes), *out = room(lanes);
  tiny[0] = -1e-30f;
  for (long c = 0; c < lanes; c++) step[c] = 1e-30f;
  const gk_term term = {tiny, step, 1};
  const gk_tile_strides s = {1, 1, lanes, lanes};
  about("set %d, -0, slope %g", (int)set, (double)slope);
  gk_tile_sum(set, &term, 1, 0, 1, 1, s, (gk_tile_end){.leaky = 1, .slope = slope}, out);
  for (long c = 0; c < lanes; c++) expect_same(out[c], -0.0f);
  leave();
}

static void test_set(gk_tile_shape tiles) {
  for (int adjacent = 0; adjacent < 2; adjacent++)
    for (long vectors = 1; vectors <= 2; vectors++)
      for (long rows = 1; rows <= tiles.rows; rows++)
        for (int ends = 0; ends < 16; ends++)
          for (int again = 0; again < 3; again++)
            test_tile(tiles.set, adjacent, rows, vectors * tiles.lanes, vectors, ends);
  static const float slopes[] = {0.2f, 0.0f, 1.0f};
  for (int slope = 0; slope < COUNT(slopes); slope++) {
    test_special_values(tiles.set, tiles.lanes, slopes[slope]);
    test_negative_zero(tiles.set, tiles.lanes, slopes[slope]);
  }
}

void test_tiles(void) {
  for_each_set("tiles", 0.4, test_set);
  begin("sets of tiles", 0);
  expect_same_numbers((uint64_t)gk_tiles(GK_TILES_NONE).rows, 0);
#if defined(__aarch64__)
  expect_same_numbers((uint64_t)gk_tiles(GK_TILES_NEON).rows, 6);
  expect_same_numbers((uint64_t)gk_tiles(GK_TILES_AVX2).rows, 0);
#else
  expect_same_numbers((uint64_t)gk_tiles(GK_TILES_NEON).rows, 0);
#endif
}
