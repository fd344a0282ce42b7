#include "kernels.h"

#include <float.h>

GK_VECTORISED void gk_rmsprop_update(gk_rmsprop s, const float *gradient, float *parameter, float *square, GK_LONG n) {
  float add = 1.0f - s.decay;
  for (GK_LONG i = 0; i < n; i++) {
    float g = gradient[i];
    float v = s.decay * square[i] + add * g * g;
    // Operations on numbers below the smallest normal one would take a hundred times as long.
    v = v < FLT_MIN ? 0.0f : v;
    square[i] = v;
    parameter[i] -= s.learning_rate * g / (gk_sqrtf(v) + s.epsilon);
  }
}
