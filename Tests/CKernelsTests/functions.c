#include "check.h"

// Functions of one number against the C library in double precision, in units in the last place.

typedef struct {
  const char *name;
  gk_unary op;
  double (*exact)(double);
  float low, high;
  double units;
} gk_range;

static double square_of(double x) { return x * x; }
static double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
static double minus(double x) { return -x; }
static double reciprocal_of(double x) { return 1 / x; }
static double softplus_of(double x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }
static double normal_cdf_of(double x) { return 0.5 * erfc(-x * 0.70710678118654752440); }

static const gk_range ranges[] = {
  {"exp", GK_EXP, exp, -87, 88, 2},
  {"exp, near 0", GK_EXP, exp, -1, 1, 2},
  {"log", GK_LOG, log, 1e-6f, 10, 2},
  {"log, large", GK_LOG, log, 1, 1e30f, 2},
  {"log, subnormal", GK_LOG, log, 1e-42f, 1e-38f, 2},
  {"sqrt", GK_SQRT, sqrt, 0, 1e6f, 0.5},
  {"square", GK_SQUARE, square_of, -1e3f, 1e3f, 0.5},
  {"abs", GK_ABS, fabs, -1e3f, 1e3f, 0},
  {"sign", GK_SIGN, sign_of, -1, 1, 0},
  {"softplus", GK_SOFTPLUS, softplus_of, -80, 80, 3},
  {"negate", GK_NEGATE, minus, -1e3f, 1e3f, 0},
  {"reciprocal", GK_RECIPROCAL, reciprocal_of, -10, 10, 0.5},
  {"sine", GK_SINE, sin, -100, 100, 1},
  {"cosine", GK_COSINE, cos, -100, 100, 1},
  {"e^x - 1", GK_EXP_MINUS_1, expm1, -80, 80, 3},
  {"e^x - 1, near 0", GK_EXP_MINUS_1, expm1, -0.5f, 0.5f, 4},
  {"normal cdf", GK_NORMAL_CDF, normal_cdf_of, -2, 8, 6},
};

static void test_range(const gk_range *r) {
  begin(r->name, r->units);
  for (long n = 1; n <= 100000; n = n * 10 + 7) {
    const float *x = numbers_between(n, r->low, r->high);
    float *out = room(n), *in_place = copy(x, n);
    about("%ld numbers from %g to %g", n, (double)r->low, (double)r->high);
    gk_unary_apply(r->op, x, out, n);
    gk_unary_apply(r->op, in_place, in_place, n);
    for (long i = 0; i < n; i++) {
      expect_units(out[i], r->exact((double)x[i]));
      expect_same(in_place[i], out[i]);
    }
    leave();
  }
}

static void expect_at(gk_unary op, float x, float wanted) {
  float found[5];
  const float from[5] = {x, x, x, x, x};
  about("function %d of %g", (int)op, (double)x);
  gk_unary_apply(op, from, found, 5);
  for (int i = 0; i < 5; i++) expect_same(found[i], wanted);
}

/// NaN stays NaN, and what overflows is infinite.
static void test_limits(void) {
  begin("limits of functions", 0);
  for (int op = GK_EXP; op <= GK_NORMAL_CDF; op++)
    if (op != GK_SIGN) expect_at((gk_unary)op, NAN, NAN);
  expect_at(GK_EXP, INFINITY, INFINITY);
  expect_at(GK_EXP, 89.0f, INFINITY);
  expect_at(GK_EXP, -INFINITY, 0.0f);
  expect_at(GK_EXP, 0.0f, 1.0f);
  expect_at(GK_LOG, 0.0f, -INFINITY);
  expect_at(GK_LOG, -1.0f, NAN);
  expect_at(GK_LOG, INFINITY, INFINITY);
  expect_at(GK_LOG, 1.0f, 0.0f);
  expect_at(GK_SQRT, -1.0f, NAN);
  expect_at(GK_SQRT, -0.0f, -0.0f);
  expect_at(GK_ABS, -INFINITY, INFINITY);
  expect_at(GK_NEGATE, 0.0f, -0.0f);
  expect_at(GK_SOFTPLUS, INFINITY, INFINITY);
  expect_at(GK_SOFTPLUS, -INFINITY, 0.0f);
  expect_at(GK_RECIPROCAL, -0.0f, -INFINITY);
  expect_at(GK_EXP_MINUS_1, -INFINITY, -1.0f);
  expect_at(GK_NORMAL_CDF, INFINITY, 1.0f);
}

void test_functions(void) {
  for (int i = 0; i < COUNT(ranges); i++) test_range(&ranges[i]);
  test_limits();
}
