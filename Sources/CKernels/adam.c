#include "kernels.h"

#include <float.h>

GK_VECTORISED void gk_adam_update(gk_adam s, const float *gradient, float *parameter, float *m, float *v, GK_LONG n) {
  float keep1 = s.beta1, add1 = 1.0f - s.beta1, keep2 = s.beta2, add2 = 1.0f - s.beta2;
  for (GK_LONG i = 0; i < n; i++) {
    float g = gradient[i];
    float first = keep1 * m[i] + add1 * g;
    float second = keep2 * v[i] + add2 * g * g;
    // With a gradient of zero the moments fall towards zero; below the smallest normal number, every operation on them
    // would take a hundred times as long.
    first = fabsf(first) < FLT_MIN ? 0.0f : first;
    second = second < FLT_MIN ? 0.0f : second;
    m[i] = first;
    v[i] = second;
    parameter[i] = s.keep * parameter[i] - s.step_size * first / (gk_sqrtf(second) * s.inverse_root + s.epsilon);
  }
}
