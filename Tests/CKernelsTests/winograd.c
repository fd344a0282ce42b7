#include "check.h"

// Winograd's convolutions, through the functions that GANKit calls: both orders of work for images and for weights.

/// The pixel of the convolution's source that a tap reads for a pixel of its result; NULL outside the image.
static const float *source_pixel(
  const gk_winograd *g, const float *source, long height, long width, long channels, long n, long y, long x, long tap) {
  const long row = y * g->stride + tap / g->kernel - g->top, column = x * g->stride + tap % g->kernel - g->left;
  if (row < 0 || row >= height || column < 0 || column >= width) return NULL;
  return source + ((n * height + row) * width + column) * channels;
}

static void describe(const gk_winograd *g, const char *what) {
  about(
    "set %d, F(%ld, %ld), %s, %ldx%ld stride %ld, %ldx%ldx%ldx%ld to %ldx%ldx%ld", (int)g->tiles.set,
    (long)g->size.results, (long)g->size.taps, what, (long)g->kernel, (long)g->kernel, (long)g->stride, (long)g->images,
    (long)g->source_height, (long)g->source_width, (long)g->depth, (long)g->height, (long)g->width, (long)g->columns);
}

/// Results of a convolution, or backward, in double precision, with the sums of the products' magnitudes.
static void expected_images(
  const gk_winograd *g, const float *source, const float *weight, double *sums, double *magnitudes) {
  const long outputs = g->images * g->height * g->width * g->columns;
  for (long i = 0; i < outputs; i++) sums[i] = magnitudes[i] = 0;
  const long height = g->backward ? g->source_height : g->height, width = g->backward ? g->source_width : g->width;
  const long other_height = g->backward ? g->height : g->source_height;
  const long other_width = g->backward ? g->width : g->source_width;
  for (long p = 0; p < g->images * height * width; p++)
    for (long tap = 0; tap < g->kernel * g->kernel; tap++) {
      const long n = p / width / height, y = p / width % height, x = p % width;
      const long row = y * g->stride + tap / g->kernel - g->top, column = x * g->stride + tap % g->kernel - g->left;
      if (row < 0 || row >= other_height || column < 0 || column >= other_width) continue;
      const long other = (n * other_height + row) * other_width + column;
      const long from = g->backward ? p : other, to = g->backward ? other : p;
      for (long c = 0; c < g->depth; c++)
        for (long k = 0; k < g->columns; k++) {
          const double product =
            (double)source[from * g->depth + c] * (double)weight[(tap * g->depth + c) * g->columns + k];
          sums[to * g->columns + k] += product;
          magnitudes[to * g->columns + k] += fabs(product);
        }
    }
}

/// A result at an edge has rounding from all that its tile reads, however little it reads itself: errors are those of the
/// largest magnitude.
static double largest(const double *magnitudes, long count) {
  double most = 1;
  for (long i = 0; i < count; i++) most = MAX(most, magnitudes[i]);
  return most;
}

static void expect_images(
  const gk_winograd *g, const float *out, const double *sums, const double *magnitudes, gk_winograd_end end) {
  const double most = largest(magnitudes, g->images * g->height * g->width * g->columns);
  for (long i = 0; i < g->images * g->height * g->width * g->columns; i++) {
    const double bias = end.bias ? (double)end.bias[i % g->columns] : 0;
    expect_close(out[i], activated(end.activation, 0.2, sums[i] + bias), most);
  }
}

static void test_images(gk_winograd g, gk_activation f) {
  const long outputs = g.images * g.height * g.width * g.columns;
  const float *source = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *weight = numbers(g.kernel * g.kernel * g.depth * g.columns);
  const gk_winograd_end end = {.bias = f != GK_RELU ? numbers(g.columns) : 0, .activation = f, .slope = 0.2f};
  double *sums = bytes((size_t)outputs * sizeof(double)), *magnitudes = bytes((size_t)outputs * sizeof(double));
  expected_images(&g, source, weight, sums, magnitudes);

  describe(&g, g.backward ? "backward, blocks" : "blocks");
  float *kernels = room(gk_winograd_kernel_count(g)), *out = room(outputs);
  const long panels = gk_winograd_panel_count(g), some = number_between(0, panels);
  gk_winograd_kernels(g, weight, kernels, some, panels);
  gk_winograd_kernels(g, weight, kernels, 0, some);
  const long half = number_between(0, g.blocks);
  gk_winograd_blocks(g, source, kernels, end, out, room(gk_winograd_block_room(g)), half, g.blocks);
  gk_winograd_blocks(g, source, kernels, end, out, room(gk_winograd_block_room(g)), 0, half);
  expect_images(&g, out, sums, magnitudes, end);

  describe(&g, g.backward ? "backward, panels" : "panels");
  float *tiles = room(gk_winograd_tile_count(g)), *again = room(outputs);
  const long count = gk_winograd_tiles(g), first = number_between(0, count);
  gk_winograd_tiles_of(g, source, tiles, room(gk_winograd_patch_room(g)), first, count);
  gk_winograd_tiles_of(g, source, tiles, room(gk_winograd_patch_room(g)), 0, first);
  const long items = panels * g.blocks, part = number_between(0, items);
  gk_winograd_panels(g, tiles, weight, end, again, room(gk_winograd_panel_room(g)), part, items);
  gk_winograd_panels(g, tiles, weight, end, again, room(gk_winograd_panel_room(g)), 0, part);
  expect_images(&g, again, sums, magnitudes, end);
  leave();
}

static void expect_weights(const gk_winograd *g, const float *x, const float *dy, const float *out) {
  const long count = g->kernel * g->kernel * g->depth * g->columns;
  double *sums = bytes((size_t)count * sizeof(double)), *magnitudes = bytes((size_t)count * sizeof(double));
  for (long i = 0; i < count; i++) {
    const long k = i % g->columns, c = i / g->columns % g->depth, tap = i / g->columns / g->depth;
    double sum = 0, magnitude = 0;
    for (long p = 0; p < g->images * g->height * g->width; p++) {
      const float *pixel = source_pixel(
        g, x, g->source_height, g->source_width, g->depth, p / g->width / g->height, p / g->width % g->height,
        p % g->width, tap);
      if (!pixel) continue;
      sum += (double)pixel[c] * (double)dy[p * g->columns + k];
      magnitude += fabs((double)pixel[c] * (double)dy[p * g->columns + k]);
    }
    sums[i] = sum, magnitudes[i] = magnitude;
  }
  const double most = largest(magnitudes, count);
  for (long i = 0; i < count; i++) expect_close(out[i], sums[i], most);
}

static void test_weights(gk_winograd g) {
  const long count = g.kernel * g.kernel * g.depth * g.columns;
  const float *x = numbers(g.images * g.source_height * g.source_width * g.depth);
  const float *dy = numbers(g.images * g.height * g.width * g.columns);

  describe(&g, "weights by rows");
  float *sums = room(gk_winograd_sum_count(g)), *out = room(count);
  const long items = gk_winograd_sum_items(g), half = number_between(0, items);
  gk_winograd_sums(g, x, dy, sums, room(gk_winograd_sum_room(g)), 0, half);
  gk_winograd_sums(g, x, dy, sums, room(gk_winograd_sum_room(g)), half, items);
  const long rows = g.stride * g.stride * g.depth, some = number_between(0, rows);
  gk_winograd_taps(g, sums, out, 0, some);
  gk_winograd_taps(g, sums, out, some, rows);
  expect_weights(&g, x, dy, out);

  describe(&g, "weights by panels");
  float *tiles = room(gk_winograd_tile_count(g)), *gradients = room(gk_winograd_gradient_count(g)), *again = room(count);
  const long squares = gk_winograd_tiles(g), first = number_between(0, squares);
  gk_winograd_tiles_of(g, x, tiles, room(gk_winograd_patch_room(g)), 0, squares);
  gk_winograd_gradients_of(g, dy, gradients, room(gk_winograd_patch_room(g)), first, squares);
  gk_winograd_gradients_of(g, dy, gradients, room(gk_winograd_patch_room(g)), 0, first);
  const long panels = gk_winograd_tap_items(g), part = number_between(0, panels);
  gk_winograd_tap_panels(g, tiles, gradients, again, room(gk_winograd_tap_room(g)), part, panels);
  gk_winograd_tap_panels(g, tiles, gradients, again, room(gk_winograd_tap_room(g)), 0, part);
  expect_weights(&g, x, dy, again);
  leave();
}

static void test_set(gk_tile_shape tiles) {
  static const struct {
    long images, height, width, depth, columns, pad, blocks, slice, part;
  } examples[] = {
    {1, 6, 6, 16, 32, 1, 1, 32, 16},
    {2, 5, 7, 8, 8, 1, 2, 32, 5},
    {1, 9, 6, 20, 41, 0, 1, 32, 64},
    {3, 5, 8, 33, 72, 2, 3, 64, 30}};
  static const struct {
    gk_winograd_algorithm algorithm;
    long kernel, stride;
  } kernels[] = {{GK_F2_2, 2, 1}, {GK_F2_2, 4, 2}, {GK_F2_3, 3, 1}, {GK_F4_2, 4, 2}, {GK_F4_2, 3, 2},
                 {GK_F4_3, 3, 1}, {GK_F4_3, 5, 2}, {GK_F4_4, 4, 1}, {GK_F4_5, 5, 1}};
  for (int j = 0; j < COUNT(kernels); j++)
    for (int i = 0; i < COUNT(examples); i++) {
      const long pad = examples[i].pad, stride = kernels[j].stride, kernel = kernels[j].kernel;
      const long height = examples[i].height, width = examples[i].width;
      gk_winograd g = {
        .tiles = tiles, .algorithm = kernels[j].algorithm, .size = gk_winograd_size_of(kernels[j].algorithm),
        .images = examples[i].images, .source_height = height, .source_width = width, .depth = examples[i].depth,
        .height = (height + 2 * pad - kernel) / stride + 1, .width = (width + 2 * pad - kernel) / stride + 1,
        .columns = examples[i].columns, .kernel = kernel, .stride = stride, .top = pad, .left = pad,
        .slice = examples[i].slice, .part = examples[i].part};
      g.blocks = MIN(examples[i].blocks, gk_winograd_tiles(g));
      const gk_activation f = (gk_activation)(GK_IDENTITY + (i + j) % (GK_SIGMOID - GK_IDENTITY + 1));
      test_images(g, f);
      test_weights(g);
      gk_winograd back = g;
      back.backward = 1;
      back.source_height = g.height, back.source_width = g.width, back.depth = g.columns;
      back.height = g.source_height, back.width = g.source_width, back.columns = g.depth;
      back.blocks = MIN(examples[i].blocks, gk_winograd_tiles(back));
      test_images(back, GK_IDENTITY);
    }
}

void test_winograd(void) { for_each_set("Winograd", 2, test_set); }
