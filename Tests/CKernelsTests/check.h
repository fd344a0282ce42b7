#pragma once
#include "CKernels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

// What the files beside this one share: each holds a family of kernels against plain loops in double precision.

/// Starts a family, whose errors may be at most `limit`, and the numbers below from their beginning. Its line in the
/// report says the worst error and, as a hash, all bits of what was found, so that reports can be compared.
void begin(const char *family, double limit);
/// Calls `test` for each set of tiles that this processor has, as a family that is named after both.
void for_each_set(const char *family, double limit, void (*test)(gk_tile_shape tiles));
/// Says what the comparisons that follow are about, for the message of one that fails.
void about(const char *format, ...) __attribute__((format(printf, 1, 2)));
/// The error is the difference over `magnitude`, in millionths. NaN and infinities have to be the same.
void expect_close(float found, double wanted, double magnitude);
void expect_close_doubles(double found, double wanted, double magnitude);
/// The error is the difference in units in the last place of `wanted`.
void expect_units(float found, double wanted);
/// All bits have to be the same, except that one NaN is as good as another.
void expect_same(float found, float wanted);
void expect_same_numbers(uint64_t found, uint64_t wanted);
/// Prints the last family's line; the result is the program's exit code.
int finish(void);

/// Room for so many floats that ends where no program may read, full of numbers that no kernel should keep.
float *room(long count);
/// The same with numbers between -1 and 1, or from `low` to `high`.
float *numbers(long count);
float *numbers_between(long count, float low, float high);
float *copy(const float *from, long count);
/// Room for so many bytes; `room` for those who need other types.
void *bytes(size_t count);
/// Frees all rooms.
void leave(void);

/// Whole numbers from `low` to `high`, always the same ones.
long number_between(long low, long high);

/// f(x) in double precision.
double activated(gk_activation f, double slope, double x);
/// f'(x), where y is f(x).
double slope_at(gk_activation f, double slope, double y);
extern const char *const activation_names[5];

#define COUNT(array) ((long)(sizeof(array) / sizeof *(array)))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

void test_tiles(void);
void test_direct_images(void);
void test_direct_weights(void);
void test_winograd(void);
void test_depthwise(void);
void test_columns(void);
void test_pointwise(void);
void test_functions(void);
void test_activations(void);
void test_reductions(void);
void test_normalization(void);
void test_pooling(void);
void test_optimizers(void);
void test_random(void);
void test_threads(void);
