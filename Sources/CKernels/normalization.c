#include "kernels.h"

// Channels are processed in strips of 32, rows in blocks that stay in the second-level cache: the sums of a block are
// taken in float and added up in double precision.
#define LANES 32

GK_VECTORISED void gk_moments(const float *x, double *mean, double *m2, GK_LONG rows, GK_LONG columns) {
  for (GK_LONG c0 = 0; c0 < columns; c0 += LANES) {
    GK_LONG width = columns - c0 < LANES ? columns - c0 : LANES;
    double count = 0, m[LANES] = {0}, s[LANES] = {0};
    for (GK_LONG r0 = 0; r0 < rows; r0 += 128) {
      GK_LONG end = rows - r0 < 128 ? rows : r0 + 128;
      float n = (float)(end - r0);
      float sum[LANES] = {0}, centre[LANES] = {0}, square[LANES] = {0};
      if (width == LANES) {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < LANES; l++) sum[l] += x[r * columns + c0 + l];
        for (GK_LONG l = 0; l < LANES; l++) centre[l] = sum[l] / n;
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < LANES; l++) {
            float d = x[r * columns + c0 + l] - centre[l];
            square[l] += d * d;
          }
      } else {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < width; l++) sum[l] += x[r * columns + c0 + l];
        for (GK_LONG l = 0; l < width; l++) centre[l] = sum[l] / n;
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < width; l++) {
            float d = x[r * columns + c0 + l] - centre[l];
            square[l] += d * d;
          }
      }
      // Merge the block into the running moments (Chan, Golub and LeVeque 1979).
      for (GK_LONG l = 0; l < width; l++) {
        double delta = (double)centre[l] - m[l];
        double total = count + (double)n;
        m[l] += delta * (double)n / total;
        s[l] += (double)square[l] + delta * delta * count * (double)n / total;
      }
      count += (double)n;
    }
    for (GK_LONG l = 0; l < width; l++) {
      mean[c0 + l] = m[l];
      m2[c0 + l] = s[l];
    }
  }
}

GK_VECTORISED void gk_affine_activation(
  gk_activation f, float slope, const float *x, const float *scale, const float *shift, float *y, GK_LONG rows,
  GK_LONG columns) {
  GK_FOR_ACTIVATION(f, for (GK_LONG r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    for (GK_LONG c = 0; c < columns; c++) out[c] = gk_activate(F, slope, in[c] * scale[c] + shift[c]);
  })
}

/// dy f'(z): the derivative at the input z, computed from the output for tanh and sigmoid.
GK_INLINE float gk_pull_back(gk_activation f, float slope, float z, float dy) {
  switch (f) {
  case GK_RELU: return z > 0.0f ? dy : 0.0f;
  case GK_LEAKY_RELU: return z <= 0.0f ? slope * dy : dy;
  case GK_IDENTITY: return dy;
  default: return dy * gk_slope_at_output(f, slope, gk_activate(f, slope, z));
  }
}

GK_VECTORISED void gk_affine_activation_sums(
  gk_activation f, float slope, const float *x, const float *dy, const float *scale, const float *shift,
  const float *mean, double *sumG, double *sumGX, GK_LONG rows, GK_LONG columns) {
  GK_FOR_ACTIVATION(f, for (GK_LONG c0 = 0; c0 < columns; c0 += LANES) {
    GK_LONG width = columns - c0 < LANES ? columns - c0 : LANES;
    for (GK_LONG r0 = 0; r0 < rows; r0 += 128) {
      GK_LONG end = rows - r0 < 128 ? rows : r0 + 128;
      float g0[LANES] = {0};
      float g1[LANES] = {0};
      if (width == LANES) {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < LANES; l++) {
            float v = x[r * columns + c0 + l];
            float g = gk_pull_back(F, slope, v * scale[c0 + l] + shift[c0 + l], dy[r * columns + c0 + l]);
            g0[l] += g;
            g1[l] += g * (v - mean[c0 + l]);
          }
      } else {
        for (GK_LONG r = r0; r < end; r++)
          for (GK_LONG l = 0; l < width; l++) {
            float v = x[r * columns + c0 + l];
            float g = gk_pull_back(F, slope, v * scale[c0 + l] + shift[c0 + l], dy[r * columns + c0 + l]);
            g0[l] += g;
            g1[l] += g * (v - mean[c0 + l]);
          }
      }
      for (GK_LONG l = 0; l < width; l++) {
        sumG[c0 + l] += g0[l];
        sumGX[c0 + l] += g1[l];
      }
    }
  })
}

GK_VECTORISED void gk_affine_activation_backward(
  gk_activation f, float slope, const float *x, const float *dy, const float *scale, const float *shift,
  const float *a, const float *b, const float *d, float *dx, GK_LONG rows, GK_LONG columns) {
  GK_FOR_ACTIVATION(f, for (GK_LONG r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    const float *g = dy + r * columns;
    float *out = dx + r * columns;
    for (GK_LONG c = 0; c < columns; c++)
      out[c] = gk_pull_back(F, slope, in[c] * scale[c] + shift[c], g[c]) * a[c] + in[c] * b[c] + d[c];
  })
}
