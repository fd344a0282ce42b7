#include "kernels.h"

/* The maximum and the minimum of a number and NaN are NaN: comparisons with NaN are false, so B is tested for it. */
#define GK_BINARY_CASES(A, B)                                                                                          \
  switch (op) {                                                                                                        \
  case GK_ADD: for (GK_LONG i = 0; i < n; i++) out[i] = A + B; break;                                                  \
  case GK_SUBTRACT: for (GK_LONG i = 0; i < n; i++) out[i] = A - B; break;                                             \
  case GK_MULTIPLY: for (GK_LONG i = 0; i < n; i++) out[i] = A * B; break;                                             \
  case GK_DIVIDE: for (GK_LONG i = 0; i < n; i++) out[i] = A / B; break;                                               \
  case GK_MAXIMUM: for (GK_LONG i = 0; i < n; i++) out[i] = ((A < B) | (B != B)) ? B : A; break;                       \
  case GK_MINIMUM: for (GK_LONG i = 0; i < n; i++) out[i] = ((B < A) | (B != B)) ? B : A; break;                       \
  case GK_POWER: for (GK_LONG i = 0; i < n; i++) out[i] = powf(A, B); break;                                           \
  case GK_LESS: for (GK_LONG i = 0; i < n; i++) out[i] = A < B ? 1.0f : 0.0f; break;                                   \
  case GK_LESS_OR_EQUAL: for (GK_LONG i = 0; i < n; i++) out[i] = A <= B ? 1.0f : 0.0f; break;                         \
  case GK_EQUAL: for (GK_LONG i = 0; i < n; i++) out[i] = A == B ? 1.0f : 0.0f; break;                                 \
  }

GK_VECTORISED void gk_binary_same(gk_binary op, const float *a, const float *b, float *out, GK_LONG n) {
  GK_BINARY_CASES(a[i], b[i])
}

GK_VECTORISED void gk_binary_scalar(gk_binary op, const float *a, float b, float *out, GK_LONG n) {
  GK_BINARY_CASES(a[i], b)
}

GK_VECTORISED void gk_scalar_binary(gk_binary op, float a, const float *b, float *out, GK_LONG n) {
  GK_BINARY_CASES(a, b[i])
}

GK_VECTORISED void gk_binary_rows(
  gk_binary op, const float *a, GK_LONG a_row, GK_LONG a_step, const float *b, GK_LONG b_row, GK_LONG b_step,
  float *result, GK_LONG rows, GK_LONG n) {
  for (GK_LONG r = 0; r < rows; r++) {
    const float *x = a + r * a_row, *y = b + r * b_row;
    float *restrict out = result + r * n;
    if (a_step == 0) {
      const float left = x[0];
      GK_BINARY_CASES(left, y[i])
    } else if (b_step == 0) {
      const float right = y[0];
      GK_BINARY_CASES(x[i], right)
    } else {
      GK_BINARY_CASES(x[i], y[i])
    }
  }
}

GK_VECTORISED void gk_select(const float *mask, const float *a, const float *b, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) {
    float left = a[i], right = b[i];
    out[i] = mask[i] != 0.0f ? right : left;
  }
}

GK_VECTORISED void gk_accumulate_product(const float *a, const float *b, float *out, GK_LONG n) {
#pragma STDC FP_CONTRACT OFF
  for (GK_LONG i = 0; i < n; i++) out[i] += a[i] * b[i];
}

GK_VECTORISED void gk_accumulate(const float *a, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] += a[i];
}

GK_VECTORISED void gk_accumulate_scaled(const float *a, float scale, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] += a[i] * scale;
}

GK_VECTORISED void gk_average(const float *a, float decay, float *out, GK_LONG n) {
  float share = 1.0f - decay;
  for (GK_LONG i = 0; i < n; i++) out[i] = decay * out[i] + share * a[i];
}

GK_VECTORISED void gk_scale_shift(const float *a, float scale, float shift, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] = a[i] * scale + shift;
}

GK_VECTORISED void gk_unary_apply(gk_unary op, const float *x, float *out, GK_LONG n) {
  switch (op) {
  case GK_EXP: for (GK_LONG i = 0; i < n; i++) out[i] = gk_expf(x[i]); break;
  case GK_LOG: for (GK_LONG i = 0; i < n; i++) out[i] = gk_logf(x[i]); break;
  case GK_SQRT: for (GK_LONG i = 0; i < n; i++) out[i] = gk_sqrtf(x[i]); break;
  case GK_SQUARE: for (GK_LONG i = 0; i < n; i++) out[i] = x[i] * x[i]; break;
  case GK_ABS: for (GK_LONG i = 0; i < n; i++) out[i] = fabsf(x[i]); break;
  case GK_SIGN: for (GK_LONG i = 0; i < n; i++) out[i] = x[i] > 0 ? 1.0f : (x[i] < 0 ? -1.0f : 0.0f); break;
  case GK_SOFTPLUS: for (GK_LONG i = 0; i < n; i++) out[i] = gk_softplusf(x[i]); break;
  case GK_NEGATE: for (GK_LONG i = 0; i < n; i++) out[i] = -x[i]; break;
  case GK_RECIPROCAL: for (GK_LONG i = 0; i < n; i++) out[i] = 1.0f / x[i]; break;
  case GK_SINE: for (GK_LONG i = 0; i < n; i++) out[i] = sinf(x[i]); break;
  case GK_COSINE: for (GK_LONG i = 0; i < n; i++) out[i] = cosf(x[i]); break;
  case GK_EXP_MINUS_1: for (GK_LONG i = 0; i < n; i++) out[i] = gk_expm1f(x[i]); break;
  case GK_NORMAL_CDF: for (GK_LONG i = 0; i < n; i++) out[i] = gk_normal_cdff(x[i]); break;
  }
}

GK_VECTORISED void gk_activation_forward(gk_activation f, float slope, const float *x, float *y, GK_LONG n) {
  GK_FOR_ACTIVATION(f, for (GK_LONG i = 0; i < n; i++) y[i] = gk_activate(F, slope, x[i]);)
}

GK_VECTORISED void gk_activation_backward(
  gk_activation f, float slope, const float *y, const float *dy, float *dx, GK_LONG n) {
  GK_FOR_ACTIVATION(f, for (GK_LONG i = 0; i < n; i++) dx[i] = dy[i] * gk_slope_at_output(F, slope, y[i]);)
}

GK_VECTORISED static void gk_bias_activation_by_rows(
  gk_activation f, float slope, float *x, const float *bias, GK_LONG rows, GK_LONG columns) {
  GK_FOR_ACTIVATION(f, for (GK_LONG r = 0; r < rows; r++) {
    float *row = x + r * columns;
    for (GK_LONG c = 0; c < columns; c++) row[c] = gk_activate(F, slope, row[c] + bias[c]);
  })
}

void gk_bias_activation(
  gk_activation f, float slope, float *x, const float *bias, GK_LONG rows, GK_LONG columns) {
  // Rows shorter than a vector are computed GK_REPEATS at a time, the rest one by one.
  if (columns < GK_FEW_CHANNELS) {
    float repeated[GK_REPEATS * GK_FEW_CHANNELS];
    gk_repeat(bias, columns, repeated);
    const GK_LONG groups = rows / GK_REPEATS;
    gk_bias_activation_by_rows(f, slope, x, repeated, groups, GK_REPEATS * columns);
    x += groups * GK_REPEATS * columns;
    rows -= groups * GK_REPEATS;
  }
  gk_bias_activation_by_rows(f, slope, x, bias, rows, columns);
}
