#pragma once
#include "kernels.h"

#include <arm_neon.h>

// Vectors for tiles.c on arm64: pairs of registers, each with 4 floats. Six rows of two pairs are 24 sums, which fill the
// 32 registers together with the four of b and a few factors. Twelve rows of two single registers would be as many sums,
// but would load 12 factors at each step instead of 6, and wait for more loads than these.

typedef float32x4x2_t gk_pair;

GK_INLINE gk_pair gk_pair_load(const float *from) { return (gk_pair){{vld1q_f32(from), vld1q_f32(from + 4)}}; }

GK_INLINE void gk_pair_store(float *to, gk_pair x) {
  vst1q_f32(to, x.val[0]);
  vst1q_f32(to + 4, x.val[1]);
}

GK_INLINE gk_pair gk_pair_splat(float x) { return (gk_pair){{vdupq_n_f32(x), vdupq_n_f32(x)}}; }

GK_INLINE gk_pair gk_pair_plus(gk_pair a, gk_pair b) {
  return (gk_pair){{vaddq_f32(a.val[0], b.val[0]), vaddq_f32(a.val[1], b.val[1])}};
}

/// Loads a factor into the first lane of a register, from which a multiply-add can take it.
///
/// The empty statement keeps the compiler from loading it into all lanes (ld1r) instead: many processors spend a vector
/// operation on that.
GK_INLINE float gk_scalar_load(const float *from) {
  float x = *from;
  __asm__("" : "+w"(x));
  return x;
}

/// factor * x + sum
GK_INLINE gk_pair gk_pair_fma(float factor, gk_pair x, gk_pair sum) {
  return (gk_pair){{vfmaq_n_f32(sum.val[0], x.val[0], factor), vfmaq_n_f32(sum.val[1], x.val[1], factor)}};
}

GK_INLINE float32x4_t gk_four_leaky(float32x4_t x, float slope, float lowest) {
  return vbslq_f32(vcltzq_f32(x), vmulq_n_f32(vmaxq_f32(vdupq_n_f32(lowest), x), slope), x);
}

/// x < 0 ? slope * max(lowest, x) : x, which leaves NaN and -0 as they are.
GK_INLINE gk_pair gk_pair_leaky(gk_pair x, float slope, float lowest) {
  return (gk_pair){{gk_four_leaky(x.val[0], slope, lowest), gk_four_leaky(x.val[1], slope, lowest)}};
}
