#include "check.h"

// Random numbers: the same on all machines. The families whose names begin with "random" are compared bit by bit.

/// SplitMix64, read as a hash of the counter.
static uint64_t bits_of(uint64_t key, uint64_t index) {
  uint64_t z = key + (index + 1) * 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

static const long sizes[] = {1, 2, 7, 64, 129, 5000};
static const uint64_t keys[] = {0, 42, 0xfedcba9876543210ull}, indices[] = {0, 5, 1ull << 40};

static void test_bits(uint64_t key, uint64_t index, long n) {
  float *uniform = room(n);
  about("uniform numbers, key %llx", (unsigned long long)key);
  gk_random_uniform(key, index, uniform, n);
  for (long i = 0; i < n; i++) {
    const uint64_t bits = bits_of(key, index + (uint64_t)i);
    expect_same_numbers(gk_random_bits(key, index + (uint64_t)i), bits);
    expect_same(uniform[i], (float)((double)(bits >> 40) * 0x1p-24));
  }
  leave();
}

static void test_dropout(uint64_t key, uint64_t index, long n, float rate) {
  const float *x = numbers(n), scale = 1.0f / (1.0f - rate);
  float *out = room(n);
  about("dropout, rate %g", (double)rate);
  gk_dropout(key, index, rate, x, out, n);
  for (long i = 0; i < n; i++) {
    const uint64_t element = index + (uint64_t)i;
    const uint64_t part = bits_of(key, element / 4) >> (16 * (element % 4)) & 0xffff;
    expect_same(out[i], part < (uint64_t)(rate * 65536.0f + 0.5f) ? 0.0f : x[i] * scale);
  }
  leave();
}

/// Box-Muller: the first 24 bits of a number are the radius, the last 24 the angle.
static void test_normal(uint64_t key, uint64_t index, long n) {
  float *normal = room(n);
  about("normal numbers, key %llx", (unsigned long long)key);
  gk_random_normal(key, index, normal, n);
  for (long i = 0; i < n; i++) {
    const uint64_t bits = bits_of(key, index + (uint64_t)i);
    const double u = ((double)(bits >> 40) + 1) * 0x1p-24, turn = (double)(bits & 0xffffff) * 0x1p-24;
    const double radius = sqrt(-2 * log(u));
    expect_close(normal[i], radius * cos(turn * 6.28318530717958647693), radius);
  }
  leave();
}

static void for_each(void (*test)(uint64_t key, uint64_t index, long n)) {
  for (int k = 0; k < COUNT(keys); k++)
    for (int i = 0; i < COUNT(indices); i++)
      for (int s = 0; s < COUNT(sizes); s++) test(keys[k], indices[i], sizes[s]);
}

static void test_half(uint64_t key, uint64_t index, long n) { test_dropout(key, index, n, 0.5f); }
static void test_tenth(uint64_t key, uint64_t index, long n) { test_dropout(key, index, n, 0.1f); }

void test_random(void) {
  begin("random, uniform", 0);
  for_each(test_bits);
  begin("random, dropout", 0);
  for_each(test_half);
  for_each(test_tenth);
  begin("random, normal", 0.3);
  for_each(test_normal);
}
