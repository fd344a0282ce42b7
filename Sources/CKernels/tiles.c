#include "kernels.h"

#include <float.h>

// Sums of small matrix products whose results stay in registers: the building blocks of direct convolutions.
//
// A tile of the result is a few rows of two vectors. At every step along the depth, two vectors of b are loaded once
// and each row adds its multiple of them: two multiply-adds for each float of a that is read. There are as many rows as
// the registers can hold, 14 with AVX-512 and 6 with AVX2 and NEON, so that enough independent sums keep the units of a
// core busy while each sum waits for its previous step. The sums leave the registers only once, after all terms.

typedef void (*gk_tile_function)(const gk_term *, long, gk_tile_strides, gk_tile_end, float *);

/// A set and its functions, by which of a's strides is 1, by vectors and by rows.
typedef struct {
  gk_tile_shape shape;
  const gk_tile_function *functions;
} gk_tile_table;

/// What a sum is limited to before it is multiplied by the slope: a slope of 0 would make a NaN of -infinity.
#define GK_LOWEST(slope) ((slope) == 0.0f ? -FLT_MAX : -INFINITY)

#define GK_UP_TO_6(M) M(1) M(2) M(3) M(4) M(5) M(6)
#define GK_UP_TO_14(M) GK_UP_TO_6(M) M(7) M(8) M(9) M(10) M(11) M(12) M(13) M(14)

#if defined(__x86_64__)
#include <immintrin.h>

#define GK_SET avx512
#define GK_TARGET target("avx512f,avx512vl,avx512dq,avx512bw,fma")
#define GK_VECTOR __m512
#define GK_LANES 16
#define GK_LOAD _mm512_loadu_ps
#define GK_STORE _mm512_storeu_ps
#define GK_SPLAT _mm512_set1_ps
#define GK_PLUS _mm512_add_ps
#define GK_FACTOR(element) _mm512_set1_ps(*(element))
#define GK_FMA _mm512_fmadd_ps
#define GK_LEAKY(x, slope)                                                                                             \
  _mm512_mask_mul_ps(                                                                                                  \
    x, _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ), _mm512_max_ps(_mm512_set1_ps(GK_LOWEST(slope)), x),     \
    _mm512_set1_ps(slope))
#define GK_ROWS 14
#define GK_EACH_ROWS GK_UP_TO_14
#include "tile_body.h"

#define GK_SET avx2
#define GK_TARGET target("avx2,fma")
#define GK_VECTOR __m256
#define GK_LANES 8
#define GK_LOAD _mm256_loadu_ps
#define GK_STORE _mm256_storeu_ps
#define GK_SPLAT _mm256_set1_ps
#define GK_PLUS _mm256_add_ps
#define GK_FACTOR(element) _mm256_set1_ps(*(element))
#define GK_FMA _mm256_fmadd_ps
#define GK_LEAKY(x, slope)                                                                                             \
  _mm256_blendv_ps(                                                                                                    \
    x, _mm256_mul_ps(_mm256_max_ps(_mm256_set1_ps(GK_LOWEST(slope)), x), _mm256_set1_ps(slope)), x)
#define GK_ROWS 6
#define GK_EACH_ROWS GK_UP_TO_6
#include "tile_body.h"

#elif defined(__aarch64__)
#include "neon.h"

#define GK_SET neon
#define GK_TARGET
#define GK_VECTOR gk_pair
#define GK_LANES 8
#define GK_LOAD gk_pair_load
#define GK_STORE gk_pair_store
#define GK_SPLAT gk_pair_splat
#define GK_PLUS gk_pair_plus
#define GK_FACTOR gk_scalar_load
#define GK_FMA gk_pair_fma
#define GK_LEAKY(x, slope) gk_pair_leaky(x, slope, GK_LOWEST(slope))
#define GK_ROWS 6
#define GK_EACH_ROWS GK_UP_TO_6
#include "tile_body.h"

#endif

/// The sets that this program has code for, by their numbers.
static const gk_tile_table gk_tables[] = {
#if defined(__x86_64__)
  [GK_TILES_AVX512] = {{GK_TILES_AVX512, 14, 16}, &gk_tiles_avx512[0][0][0]},
  [GK_TILES_AVX2] = {{GK_TILES_AVX2, 6, 8}, &gk_tiles_avx2[0][0][0]},
#elif defined(__aarch64__)
  [GK_TILES_NEON] = {{GK_TILES_NEON, 6, 8}, &gk_tiles_neon[0][0][0]},
#endif
  [GK_TILES_NONE] = {{GK_TILES_NONE, 0, 0}, 0}};

/// Whether this processor has the instructions of a set.
static int gk_has(gk_tile_set set) {
  switch (set) {
#if defined(__x86_64__)
  case GK_TILES_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  case GK_TILES_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#elif defined(__aarch64__)
  case GK_TILES_NEON: return 1;
#endif
  default: return 0;
  }
}

gk_tile_shape gk_tiles(gk_tile_set set) { return gk_tables[gk_has(set) ? set : GK_TILES_NONE].shape; }

void gk_tile_sum(
  gk_tile_set set, const gk_term *terms, long count, int rows_adjacent, long rows, long vectors,
  gk_tile_strides strides, gk_tile_end end, float *out) {
  const gk_tile_table *table = &gk_tables[set];
  table->functions[(2 * rows_adjacent + vectors - 1) * table->shape.rows + rows - 1](terms, count, strides, end, out);
}
