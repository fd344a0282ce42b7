#include "CPeak.h"

// Each sum waits for its own previous step, four cycles or so. Twelve of them keep two units busy, and still fit, with
// the two operands, into the 16 registers of AVX2. Cores with NEON may have four units, and 32 registers.

#if defined(__aarch64__)
#define SUMS 24
#else
#define SUMS 12
#endif

/// What the compiler must not know beforehand, and where results go so that it cannot leave them out.
static volatile float factor = 0.5f, addend = 1.0f;
static _Thread_local volatile float sink;

#define DEFINE_PEAK(name, vector, lanes)                                                                               \
  static double name(long rounds) {                                                                                    \
    typedef float vector __attribute__((vector_size(4 * lanes)));                                                      \
    const vector a = (vector){} + factor, b = (vector){} + addend;                                                     \
    vector sums[SUMS];                                                                                                 \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) sums[i] = b * (float)i;                          \
    for (long round = 0; round < rounds; round++) {                                                                    \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) sums[i] = sums[i] * a + b;                     \
    }                                                                                                                  \
    vector all = sums[0];                                                                                              \
    for (int i = 1; i < SUMS; i++) all += sums[i];                                                                     \
    for (int lane = 0; lane < lanes; lane++) sink = all[lane];                                                         \
    return 2.0 * SUMS * lanes * (double)rounds;                                                                        \
  }

#pragma STDC FP_CONTRACT ON

#if defined(__x86_64__)
__attribute__((target("avx512f"))) DEFINE_PEAK(peak_avx512, floats16, 16)
__attribute__((target("avx2,fma"))) DEFINE_PEAK(peak_avx2, floats8, 8)
#endif
DEFINE_PEAK(peak_plain, floats4, 4)

double gk_peak_operations(long rounds) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return peak_avx512(rounds);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return peak_avx2(rounds);
#endif
  return peak_plain(rounds);
}
