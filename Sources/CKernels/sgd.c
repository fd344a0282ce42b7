#include "kernels.h"

#include <float.h>

GK_VECTORISED void gk_sgd_update(gk_sgd s, const float *gradient, float *parameter, float *velocity, GK_LONG n) {
  if (!velocity) {
    for (GK_LONG i = 0; i < n; i++) parameter[i] -= s.learning_rate * gradient[i];
    return;
  }
  // The step is own * gradient + along * velocity.
  float own = s.nesterov ? 1.0f : 0.0f, along = s.nesterov ? s.momentum : 1.0f;
  for (GK_LONG i = 0; i < n; i++) {
    float g = gradient[i];
    float v = s.momentum * velocity[i] + g;
    // Operations on numbers below the smallest normal one would take a hundred times as long.
    v = fabsf(v) < FLT_MIN ? 0.0f : v;
    velocity[i] = v;
    parameter[i] -= s.learning_rate * (own * g + along * v);
  }
}
