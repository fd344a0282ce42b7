#include "kernels.h"

/// SplitMix64 (Steele, Lea and Flood 2014), read as a hash of the counter.
GK_INLINE uint64_t gk_mix(uint64_t key, uint64_t index) {
  uint64_t z = key + (index + 1) * 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

uint64_t gk_random_bits(uint64_t key, uint64_t index) { return gk_mix(key, index); }

GK_INLINE float gk_unit(uint32_t bits24) { return (float)(int32_t)bits24 * 5.9604644775390625e-8f; }

GK_VECTORISED void gk_random_uniform(uint64_t key, uint64_t index, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) out[i] = gk_unit((uint32_t)(gk_mix(key, index + (uint64_t)i) >> 40));
}

GK_VECTORISED void gk_random_normal(uint64_t key, uint64_t index, float *out, GK_LONG n) {
  for (GK_LONG i = 0; i < n; i++) {
    uint64_t bits = gk_mix(key, index + (uint64_t)i);
    // u in (0, 1] for the logarithm; the angle is reduced to within an eighth of a turn for the cosine.
    float u = gk_unit((uint32_t)(bits >> 40)) + 5.9604644775390625e-8f;
    float quarters = gk_unit((uint32_t)(bits & 0xffffffu)) * 4.0f;
    float nearest = (quarters + 12582912.0f) - 12582912.0f;
    float t = (quarters - nearest) * 1.57079632679489662f;
    float z = t * t;
    float sine = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * t + t;
    float cosine =
      ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1.0f;
    int32_t quadrant = (int32_t)nearest & 3;
    float value = (quadrant & 1) ? sine : cosine;
    value = (quadrant == 1 || quadrant == 2) ? -value : value;
    out[i] = gk_sqrtf(-2.0f * gk_logf(u)) * value;
  }
}

GK_VECTORISED void gk_dropout(uint64_t key, uint64_t index, float rate, const float *x, float *out, GK_LONG n) {
  const float scale = 1.0f / (1.0f - rate);
  // 16 bits decide on each element, so that one number serves four.
  const uint16_t limit = (uint16_t)(rate * 65536.0f + 0.5f);
  GK_LONG i = 0;
  for (; i < n && (index + (uint64_t)i) % 4 != 0; i++) {
    const uint64_t element = index + (uint64_t)i;
    const uint16_t bits = (uint16_t)(gk_mix(key, element / 4) >> (16 * (element % 4)));
    out[i] = bits < limit ? 0.0f : x[i] * scale;
  }
  for (; i + 64 <= n; i += 64) {
    uint64_t numbers[16];
    for (GK_LONG j = 0; j < 16; j++) numbers[j] = gk_mix(key, (index + (uint64_t)i) / 4 + (uint64_t)j);
    uint16_t bits[64];
    memcpy(bits, numbers, sizeof bits);
    for (GK_LONG j = 0; j < 64; j++) out[i + j] = bits[j] < limit ? 0.0f : x[i + j] * scale;
  }
  for (; i < n; i++) {
    const uint64_t element = index + (uint64_t)i;
    const uint16_t bits = (uint16_t)(gk_mix(key, element / 4) >> (16 * (element % 4)));
    out[i] = bits < limit ? 0.0f : x[i] * scale;
  }
}
