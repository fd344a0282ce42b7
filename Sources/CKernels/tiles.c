#include "kernels.h"

// Sums of small matrix products whose results stay in registers: the building blocks of direct convolutions.
//
// A tile of the result is a few rows of two vectors. At every step along the depth, two vectors of b are loaded once
// and each row adds its multiple of them: two multiply-adds for each float of a that is read. There are as many rows as
// the registers can hold, 14 with AVX-512 and 6 with AVX2, so that enough independent sums keep both units of a core
// busy while each sum waits for its previous step. The sums leave the registers only once, after all terms.

#if defined(__x86_64__)
#include <float.h>
#include <immintrin.h>

typedef void (*gk_tile_function)(const gk_term *, long, gk_tile_strides, gk_tile_end, float *);

/// What a sum is limited to before it is multiplied by the slope: a slope of 0 would make a NaN of -infinity.
#define GK_LOWEST(slope) ((slope) == 0.0f ? -FLT_MAX : -INFINITY)

#define GK_SET avx512
#define GK_TARGET target("avx512f,avx512vl,avx512dq,avx512bw,fma")
#define GK_VECTOR __m512
#define GK_LANES 16
#define GK_LOAD _mm512_loadu_ps
#define GK_STORE _mm512_storeu_ps
#define GK_SPLAT _mm512_set1_ps
#define GK_PLUS _mm512_add_ps
#define GK_FMA _mm512_fmadd_ps
#define GK_LEAKY(x, slope)                                                                                             \
  _mm512_mask_mul_ps(                                                                                                  \
    x, _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ), _mm512_max_ps(_mm512_set1_ps(GK_LOWEST(slope)), x),     \
    _mm512_set1_ps(slope))
#define GK_ROWS 14
#define GK_EACH_ROWS(M) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10) M(11) M(12) M(13) M(14)
#include "tile_body.h"

#define GK_SET avx2
#define GK_TARGET target("avx2,fma")
#define GK_VECTOR __m256
#define GK_LANES 8
#define GK_LOAD _mm256_loadu_ps
#define GK_STORE _mm256_storeu_ps
#define GK_SPLAT _mm256_set1_ps
#define GK_PLUS _mm256_add_ps
#define GK_FMA _mm256_fmadd_ps
#define GK_LEAKY(x, slope)                                                                                             \
  _mm256_blendv_ps(                                                                                                    \
    x, _mm256_mul_ps(_mm256_max_ps(_mm256_set1_ps(GK_LOWEST(slope)), x), _mm256_set1_ps(slope)), x)
#define GK_ROWS 6
#define GK_EACH_ROWS(M) M(1) M(2) M(3) M(4) M(5) M(6)
#include "tile_body.h"

gk_tile_shape gk_tiles(gk_tile_set set) {
  switch (set) {
  case GK_TILES_AVX512:
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
      return (gk_tile_shape){set, 14, 16};
    break;
  case GK_TILES_AVX2:
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return (gk_tile_shape){set, 6, 8};
    break;
  case GK_TILES_NONE: break;
  }
  return (gk_tile_shape){GK_TILES_NONE, 0, 0};
}

void gk_tile_sum(
  gk_tile_set set, const gk_term *terms, long count, int rows_adjacent, long rows, long vectors,
  gk_tile_strides strides, gk_tile_end end, float *out) {
  const gk_tile_function tile = set == GK_TILES_AVX512 ? gk_tiles_avx512[rows_adjacent][vectors - 1][rows - 1]
                                                       : gk_tiles_avx2[rows_adjacent][vectors - 1][rows - 1];
  tile(terms, count, strides, end, out);
}

#else

gk_tile_shape gk_tiles(gk_tile_set set) { return (gk_tile_shape){GK_TILES_NONE, 0, 0}; }
void gk_tile_sum(
  gk_tile_set set, const gk_term *terms, long count, int rows_adjacent, long rows, long vectors,
  gk_tile_strides strides, gk_tile_end end, float *out) {}

#endif
