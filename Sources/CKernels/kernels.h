#pragma once
#include "CKernels.h"

#include <math.h>
#include <string.h>

// The functions that choose among clones run while the program is loaded, before a sanitizer is ready for any of them.
#if defined(__x86_64__) && defined(__linux__) && !defined(GANKIT_SANITIZE)
#define GK_VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GK_VECTORISED
#endif

#define GK_INLINE static inline __attribute__((always_inline))

/// With fewer channels than this, one pixel does not fill a vector, so that neighbouring pixels are computed together.
#define GK_FEW_CHANNELS 16
/// For how many pixels the channels' values are repeated side by side: they fill whole vectors, however many channels.
#define GK_REPEATS 16

/// The values of the channels, once for each of GK_REPEATS pixels.
GK_INLINE void gk_repeat(const float *values, GK_LONG channels, float *repeated) {
  for (GK_LONG r = 0; r < GK_REPEATS; r++)
    for (GK_LONG c = 0; c < channels; c++) repeated[r * channels + c] = values[c];
}

// The functions below have no branches, so that the compiler can turn the loops that call them into vector code.
// Ranges and coefficients are those of the Cephes library's single-precision functions (S. Moshier, 1992).

GK_INLINE float gk_bits_to_float(uint32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

GK_INLINE uint32_t gk_float_to_bits(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  return bits;
}

/// The square root as an instruction; the C library's function would have to set errno, which vector code cannot do.
GK_INLINE float gk_sqrtf(float x) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(x);
#else
  return sqrtf(x);
#endif
}

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2.
GK_INLINE float gk_exp_remainder(float r) {
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  return p * r + 5.0000001201e-1f;
}

/// e^x: x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial in r, then an exponent of n.
GK_INLINE float gk_expf(float x) {
  // NaN, which is no integer either, is clamped here and put back at the end.
  float clamped = x < 88.3762626647949f ? x : 88.3762626647949f;
  clamped = clamped < -87.3365447505f ? -87.3365447505f : clamped;
  // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer.
  float n = (clamped * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  float r = clamped - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = gk_exp_remainder(r);
  p = p * r * r + r + 1.0f;
  // 2^n in two halves, so that n = 128 does not overflow before the product does.
  int32_t k = (int32_t)n;
  int32_t half = k >> 1;
  float scale1 = gk_bits_to_float((uint32_t)(half + 127) << 23);
  float scale2 = gk_bits_to_float((uint32_t)(k - half + 127) << 23);
  float result = p * scale1 * scale2;
  result = x > 88.72283f ? INFINITY : result;
  result = x < -87.3365447505f ? 0.0f : result;
  return x != x ? x : result;
}

/// e^x - 1, with the polynomial of gk_expf where 1 would cancel.
GK_INLINE float gk_expm1f(float x) {
  float near = gk_exp_remainder(x) * x * x + x;
  float far = gk_expf(x) - 1.0f;
  return fabsf(x) < 0.34f ? near : far;
}

/// The probability that a standard normal number is at most x. In the lower tail it is e^(-x^2 / 2) q(|x|); q is a
/// polynomial in t = 1 / (1 + 0.35 |x|), fitted to a relative error of 1e-7.
GK_INLINE float gk_normal_cdff(float x) {
  float a = fabsf(x);
  float t = 1.0f / (1.0f + 0.35f * a);
  float q = -2.776469477e-02f;
  q = q * t + 1.378718168e-01f;
  q = q * t - 2.444460094e-01f;
  q = q * t + 1.478600651e-01f;
  q = q * t - 1.639244147e-02f;
  q = q * t + 1.031057462e-01f;
  q = q * t + 1.203359142e-01f;
  q = q * t + 1.398056448e-01f;
  q = q * t + 1.396239698e-01f;
  float tail = gk_expf(-0.5f * a * a) * (q * t);
  return x > 0.0f ? 1.0f - tail : tail;
}

/// ln x: x = m 2^e with m in [sqrt(1/2), sqrt(2)), a polynomial in m - 1.
GK_INLINE float gk_logf(float x) {
  float tiny = x < 1.17549435e-38f ? 1.0f : 0.0f;
  float scaled = tiny != 0.0f ? x * 8388608.0f : x;
  uint32_t bits = gk_float_to_bits(scaled);
  int32_t exponent = (int32_t)(bits >> 23) - 126;
  float m = gk_bits_to_float((bits & 0x007fffffu) | 0x3f000000u);
  int32_t low = m < 0.707106781186547524f ? 1 : 0;
  float e = (float)(exponent - low) - tiny * 23.0f;
  float r = (low ? m + m : m) - 1.0f;
  float z = r * r;
  float p = 7.0376836292e-2f;
  p = p * r - 1.1514610310e-1f;
  p = p * r + 1.1676998740e-1f;
  p = p * r - 1.2420140846e-1f;
  p = p * r + 1.4249322787e-1f;
  p = p * r - 1.6668057665e-1f;
  p = p * r + 2.0000714765e-1f;
  p = p * r - 2.4999993993e-1f;
  p = p * r + 3.3333331174e-1f;
  float y = p * r * z + e * -2.12194440e-4f - 0.5f * z;
  float result = r + y + e * 0.693359375f;
  result = x == 0.0f ? -INFINITY : result;
  result = x == INFINITY ? INFINITY : result;
  return x < 0.0f || x != x ? NAN : result;
}

/// ln(1 + x) for x in [0, 1], accurate to rounding even if x is tiny.
GK_INLINE float gk_log1pf(float x) {
  float u = 1.0f + x;
  return gk_logf(u) - ((u - 1.0f) - x) / u;
}

GK_INLINE float gk_sigmoidf(float x) {
  float e = gk_expf(-fabsf(x));
  float positive = 1.0f / (1.0f + e);
  return x < 0.0f ? e * positive : positive;
}

/// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), which neither overflows nor loses small values.
GK_INLINE float gk_softplusf(float x) {
  float positive = x > 0.0f ? x : 0.0f;
  float tail = gk_log1pf(gk_expf(-fabsf(x)));
  return x != x ? x : positive + tail;
}

GK_INLINE float gk_tanhf(float x) {
  float a = fabsf(x);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * x + x;
  float far = 1.0f - 2.0f / (gk_expf(a + a) + 1.0f);
  far = x < 0.0f ? -far : far;
  return a < 0.625f ? near : far;
}

GK_INLINE float gk_activate(gk_activation f, float slope, float x) {
  switch (f) {
  case GK_RELU: return x < 0.0f ? 0.0f : x;
  case GK_LEAKY_RELU: return x < 0.0f ? slope * x : x;
  case GK_TANH: return gk_tanhf(x);
  case GK_SIGMOID: return gk_sigmoidf(x);
  default: return x;
  }
}

/// f'(x) in terms of the output y = f(x). For slope > 0, y has the sign of x.
GK_INLINE float gk_slope_at_output(gk_activation f, float slope, float y) {
  switch (f) {
  case GK_RELU: return y > 0.0f ? 1.0f : 0.0f;
  case GK_LEAKY_RELU: return y <= 0.0f ? slope : 1.0f;
  case GK_TANH: return 1.0f - y * y;
  case GK_SIGMOID: return y * (1.0f - y);
  default: return 1.0f;
  }
}

/// Runs `body` with `F` as a compile-time constant, so that each activation gets its own loop.
#define GK_FOR_ACTIVATION(f, body)                                                                                     \
  switch (f) {                                                                                                         \
  case GK_IDENTITY: { const gk_activation F = GK_IDENTITY; body } break;                                               \
  case GK_RELU: { const gk_activation F = GK_RELU; body } break;                                                       \
  case GK_LEAKY_RELU: { const gk_activation F = GK_LEAKY_RELU; body } break;                                           \
  case GK_TANH: { const gk_activation F = GK_TANH; body } break;                                                       \
  case GK_SIGMOID: { const gk_activation F = GK_SIGMOID; body } break;                                                 \
  }
