#include "kernels.h"

GK_VECTORISED void gk_prelu(const float *x, const float *slope, float *y, GK_LONG rows, GK_LONG columns) {
  for (GK_LONG r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    for (GK_LONG c = 0; c < columns; c++) out[c] = in[c] > 0.0f ? in[c] : slope[c] * in[c];
  }
}

GK_VECTORISED void gk_prelu_backward(
  const float *x, const float *slope, const float *dy, float *dx, GK_LONG rows, GK_LONG columns) {
  for (GK_LONG r = 0; r < rows; r++) {
    const float *in = x + r * columns, *above = dy + r * columns;
    float *out = dx + r * columns;
    for (GK_LONG c = 0; c < columns; c++) out[c] = in[c] > 0.0f ? above[c] : slope[c] * above[c];
  }
}

GK_VECTORISED void gk_prelu_slopes(const float *x, const float *dy, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] = x[i] < 0.0f ? dy[i] * x[i] : 0.0f;
}
