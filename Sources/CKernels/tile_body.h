// One set of tile functions, for the vectors that the including file describes:
//   GK_SET       the name of the set            GK_TARGET    the instructions that it needs
//   GK_VECTOR    a vector of GK_LANES floats    GK_LOAD, GK_STORE, GK_SPLAT, GK_PLUS, GK_LEAKY
//   GK_FACTOR    loads a float, in the form in which GK_FMA multiplies a vector by it
//   GK_ROWS      the largest number of rows     GK_EACH_ROWS(M)  M(1) ... M(GK_ROWS)
// There is no include guard: it is included once for each set.

#define GK_JOIN_(a, b) a##_##b
#define GK_JOIN(a, b) GK_JOIN_(a, b)

/// The end of a tile: adds the values already there, and applies bias and activation.
static inline __attribute__((always_inline, GK_TARGET)) void GK_JOIN(gk_store, GK_SET)(
  gk_tile_end end, float *out, long column, GK_VECTOR sum) {
  if (end.accumulate) sum = GK_PLUS(sum, GK_LOAD(out));
  if (end.bias) sum = GK_PLUS(sum, GK_LOAD(end.bias + column));
  if (end.leaky) sum = GK_LEAKY(sum, end.slope);
  GK_STORE(out, sum);
}

/// `rows`, `vectors` and `rows_adjacent` (which of a's two strides is 1) are constants where this is inlined.
static inline __attribute__((always_inline, GK_TARGET)) void GK_JOIN(gk_tile, GK_SET)(
  const int rows, const int vectors, const int rows_adjacent, const gk_term *terms, long count, gk_tile_strides s,
  gk_tile_end end, float *out) {
  GK_VECTOR sum[GK_ROWS][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[r][v] = GK_SPLAT(0.0f);
  // Three rows share a base address: the processor adds the stride once or twice as part of the load.
  const long stride = s.a_row * 4;
  for (long t = 0; t < count; t++) {
    const char *a = (const char *)terms[t].a;
    const float *b = terms[t].b;
    const char *base[(GK_ROWS + 2) / 3];
#pragma clang loop unroll(full)
    for (int g = 0; g < (GK_ROWS + 2) / 3; g++) base[g] = a + 3 * g * stride;
#pragma clang loop unroll(disable)
    for (long d = 0; d < terms[t].depth; d++) {
      GK_VECTOR column[2];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) column[v] = GK_LOAD(b + GK_LANES * v);
      b += s.b_depth;
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++) {
        const float *element = (const float *)(rows_adjacent ? a + 4 * r : base[r / 3] + (r % 3) * stride);
        const __auto_type factor = GK_FACTOR(element);
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) sum[r][v] = GK_FMA(factor, column[v], sum[r][v]);
      }
      if (rows_adjacent) {
        a += s.a_depth * 4;
      } else {
#pragma clang loop unroll(full)
        for (int g = 0; g < (GK_ROWS + 2) / 3; g++) base[g] += 4;
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      GK_JOIN(gk_store, GK_SET)(end, out + r * s.out_row + GK_LANES * v, GK_LANES * v, sum[r][v]);
}

#define GK_TILE_NAME(rows, vectors, adjacent) GK_JOIN(gk_tile_##rows##_##vectors##_##adjacent, GK_SET)
#define GK_DEFINE(rows, vectors, adjacent)                                                                             \
  __attribute__((GK_TARGET)) static void GK_TILE_NAME(rows, vectors, adjacent)(                                        \
    const gk_term *terms, long count, gk_tile_strides s, gk_tile_end end, float *out) {                                \
    GK_JOIN(gk_tile, GK_SET)(rows, vectors, adjacent, terms, count, s, end, out);                                      \
  }
#define GK_DEFINE_ALL(rows) GK_DEFINE(rows, 1, 0) GK_DEFINE(rows, 2, 0) GK_DEFINE(rows, 1, 1) GK_DEFINE(rows, 2, 1)
GK_EACH_ROWS(GK_DEFINE_ALL)

#define GK_ENTRY_1_0(rows) GK_TILE_NAME(rows, 1, 0),
#define GK_ENTRY_2_0(rows) GK_TILE_NAME(rows, 2, 0),
#define GK_ENTRY_1_1(rows) GK_TILE_NAME(rows, 1, 1),
#define GK_ENTRY_2_1(rows) GK_TILE_NAME(rows, 2, 1),
/// Indexed by which of a's strides is 1, by vectors - 1, and by rows - 1.
static const gk_tile_function GK_JOIN(gk_tiles, GK_SET)[2][2][GK_ROWS] = {
  {{GK_EACH_ROWS(GK_ENTRY_1_0)}, {GK_EACH_ROWS(GK_ENTRY_2_0)}},
  {{GK_EACH_ROWS(GK_ENTRY_1_1)}, {GK_EACH_ROWS(GK_ENTRY_2_1)}}};

#undef GK_SET
#undef GK_TARGET
#undef GK_VECTOR
#undef GK_LANES
#undef GK_LOAD
#undef GK_STORE
#undef GK_SPLAT
#undef GK_FACTOR
#undef GK_FMA
#undef GK_PLUS
#undef GK_LEAKY
#undef GK_ROWS
#undef GK_EACH_ROWS
#undef GK_JOIN_
#undef GK_JOIN
#undef GK_TILE_NAME
#undef GK_DEFINE
#undef GK_DEFINE_ALL
#undef GK_ENTRY_1_0
#undef GK_ENTRY_2_0
#undef GK_ENTRY_1_1
#undef GK_ENTRY_2_1
