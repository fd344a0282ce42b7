#include "check.h"

// Winograd's convolutions, through the functions that GANKit calls: kernels, images, sums and taps.

/// What a plan needs room for, as in GANKit's WinogradPlan.
static long whole(long channels) { return (channels + 15) / 16 * 16; }
static long tiles_of(const gk_winograd *g) { return g->images * ((g->height + 1) / 2) * ((g->width + 1) / 2); }
static long block_of(const gk_winograd *g) { return (tiles_of(g) + g->blocks - 1) / g->blocks; }

static const float *source_pixel(const gk_winograd *g, const float *source, long n, long y, long x) {
  if (y < 0 || y >= g->source_height || x < 0 || x >= g->source_width) return 0;
  return source + ((n * g->source_height + y) * g->source_width + x) * g->depth;
}

static void test_images(gk_winograd g, int rotated, int bias, gk_activation f) {
  const float *source = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *weight = numbers(9 * g.depth * g.columns);
  const gk_winograd_end end = {.bias = bias ? numbers(g.columns) : 0, .activation = f, .slope = 0.2f};
  const long panel = 2 * g.tiles.lanes, outputs = g.images * g.height * g.width * g.columns;
  float *kernels = room((g.columns + panel - 1) / panel * 16 * (g.depth * panel + 16));
  float *space = room(16 * (block_of(&g) * (whole(g.depth) + panel + 16) + 32)), *out = room(outputs);
  about("set %d, rotated %d, %ldx%ldx%ldx%ld to %ldx%ldx%ld, %s", (int)g.tiles.set, rotated, g.images,
        g.source_height, g.source_width, g.depth, g.height, g.width, g.columns, activation_names[f]);
  gk_winograd_kernels(g, rotated, weight, kernels, 0, g.depth);
  const long half = number_between(0, g.blocks);
  gk_winograd_images(g, source, kernels, end, out, space, half, g.blocks);
  gk_winograd_images(g, source, kernels, end, out, space, 0, half);
  for (long i = 0; i < outputs; i++) {
    const long k = i % g.columns, x = i / g.columns % g.width, y = i / g.columns / g.width % g.height;
    double sum = bias ? (double)end.bias[k] : 0, magnitude = fabs(sum);
    for (long tap = 0; tap < 9; tap++) {
      const float *pixel = source_pixel(
        &g, source, i / g.columns / g.width / g.height, y - g.top + tap / 3, x - g.left + tap % 3);
      for (long c = 0; pixel && c < g.depth; c++) {
        const double product = (double)pixel[c] * (double)weight[((rotated ? 8 - tap : tap) * g.depth + c) * g.columns + k];
        sum += product;
        magnitude += fabs(product);
      }
    }
    expect_close(out[i], activated(f, 0.2, sum), MAX(magnitude, 1));
  }
  leave();
}

static void test_weights(gk_winograd g) {
  const float *x = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *dy = numbers(g.images * g.height * g.width * g.columns);
  float *sums = room(16 * g.depth * whole(g.columns)), *out = room(9 * g.depth * g.columns);
  float *space = room(4 * (block_of(&g) * (whole(g.depth) + g.slice + 32) + 32));
  about("set %d, weights of %ld to %ld channels, %ld blocks", (int)g.tiles.set, g.depth, g.columns, g.blocks);
  const long items = 4 * ((g.columns + g.slice - 1) / g.slice), half = number_between(0, items);
  gk_winograd_sums(g, x, dy, sums, space, 0, half);
  gk_winograd_sums(g, x, dy, sums, space, half, items);
  gk_winograd_taps(g, sums, out, 0, g.depth);
  for (long i = 0; i < 9 * g.depth * g.columns; i++) {
    const long k = i % g.columns, c = i / g.columns % g.depth, tap = i / g.columns / g.depth;
    double sum = 0, magnitude = 0;
    for (long p = 0; p < g.images * g.height * g.width; p++) {
      const long column = p % g.width, y = p / g.width % g.height;
      const float *pixel =
        source_pixel(&g, x, p / g.width / g.height, y - g.top + tap / 3, column - g.left + tap % 3);
      if (!pixel) continue;
      sum += (double)pixel[c] * (double)dy[p * g.columns + k];
      magnitude += fabs((double)pixel[c] * (double)dy[p * g.columns + k]);
    }
    expect_close(out[i], sum, MAX(magnitude, 1));
  }
  leave();
}

static void test_set(gk_tile_shape tiles) {
  static const struct {
    long images, height, width, depth, columns, pad, blocks, slice;
  } examples[] = {
    {1, 6, 6, 16, 32, 1, 1, 32}, {2, 5, 7, 8, 8, 1, 3, 32}, {1, 9, 4, 20, 41, 0, 2, 32}, {3, 3, 5, 33, 72, 2, 4, 64}};
  for (int i = 0; i < COUNT(examples); i++) {
    const long pad = examples[i].pad, height = examples[i].height, width = examples[i].width;
    const gk_winograd g = {
      .tiles = tiles, .images = examples[i].images, .source_height = height, .source_width = width,
      .depth = examples[i].depth, .height = height + 2 * pad - 2, .width = width + 2 * pad - 2,
      .columns = examples[i].columns, .top = pad, .left = pad, .blocks = examples[i].blocks,
      .slice = examples[i].slice};
    for (int f = GK_IDENTITY; f <= GK_SIGMOID; f++) test_images(g, f % 2, f != GK_RELU, (gk_activation)f);
    test_weights(g);
  }
}

void test_winograd(void) { for_each_set("Winograd", 1, test_set); }
