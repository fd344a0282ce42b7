#include "kernels.h"

// Direct convolutions, channels last, on register tiles (tiles.c). Nothing is unrolled or padded: a window that extends
// beyond the image has fewer terms, and pixels that read the same taps are computed together, along whichever of the
// three axes (images, rows, columns) has the most of them.

/// The taps from ..< to by `every` that one pixel reads along one axis.
typedef struct {
  long first, from, to, every;
} gk_reach;

static gk_reach gk_reach_of(int transposed, long position, long kernel, long stride, long pad, long extent) {
  gk_reach reach;
  if (!transposed) {
    // Tap k reads position * stride - pad + k.
    reach.every = 1;
    reach.first = position * stride - pad;
    reach.from = reach.first < 0 ? -reach.first : 0;
    reach.to = extent - reach.first < kernel ? extent - reach.first : kernel;
  } else {
    // Tap k reads (position + pad - k) / stride, if that is a whole number and lies within the image.
    reach.every = stride;
    reach.first = position + pad;
    reach.from = reach.first % stride;
    long beyond = reach.first - (extent - 1) * stride;
    if (beyond > reach.from) reach.from += (beyond - reach.from + stride - 1) / stride * stride;
    reach.to = reach.first + 1 < kernel ? reach.first + 1 : kernel;
  }
  if (reach.to < reach.from) reach.to = reach.from;
  return reach;
}

static long gk_source(const gk_direct *g, gk_reach reach, long tap) {
  return g->transposed ? (reach.first - tap) / g->stride : reach.first + tap;
}

/// How many pixels from `position` on, `step` apart and before `end`, read the same taps.
static long gk_run(const gk_direct *g, long position, long step, long end, long kernel, long pad, long extent) {
  gk_reach reach = gk_reach_of(g->transposed, position, kernel, g->stride, pad, extent);
  long run = 1;
  while (position + run * step < end) {
    gk_reach next = gk_reach_of(g->transposed, position + run * step, kernel, g->stride, pad, extent);
    if (next.from != reach.from || next.to != reach.to) break;
    run++;
  }
  return run;
}

/// Pixels that read the same taps: `run_y` rows and `run_x` columns from (y, x) on, in `images` images.
typedef struct {
  long images, y, run_y, x, run_x;
  gk_reach reach_y, reach_x;
} gk_box;

/// Computes one panel of the result in one box, from the channels `channel` ..< `channel` + `depth` of the source.
static void gk_compute_box(
  const gk_direct *g, const gk_box *box, const float *source, const float *weight, long channel, long depth,
  gk_tile_end end, float *out, long vectors) {
  const long phase = g->transposed ? g->stride : 1;
  const long step = g->transposed ? 1 : g->stride;
  const long extent[3] = {box->images, box->run_y, box->run_x};
  const long from[3] = {
    g->source_height * g->source_width * g->depth, step * g->source_width * g->depth, step * g->depth};
  const long to[3] = {
    g->height * g->width * g->columns, phase * g->width * g->columns, phase * g->columns};
  int axis = 2;
  for (int i = 0; i < 2; i++)
    if (extent[i] > extent[axis]) axis = i;
  const int outer = axis == 0 ? 1 : 0, inner = axis == 2 ? 1 : 2;

  // Neighbouring taps of a row read neighbouring pixels and weights: if all channels are taken at once, they are one
  // term.
  const long width = box->reach_x.to - box->reach_x.from;
  const long merged = !g->transposed && depth == g->depth && width > 0 ? width : 1;
  gk_term terms[GK_MAX_TAPS];
  long taps = 0;
  for (long ky = box->reach_y.from; ky < box->reach_y.to; ky += box->reach_y.every)
    for (long kx = box->reach_x.from; kx < box->reach_x.to; kx += box->reach_x.every * merged) {
      const long pixel = gk_source(g, box->reach_y, ky) * g->source_width + gk_source(g, box->reach_x, kx);
      terms[taps].a = source + pixel * g->depth + channel;
      terms[taps].b = weight + ((ky * g->kernel_width + kx) * g->depth + channel) * g->columns;
      terms[taps].depth = depth * merged;
      taps++;
    }
  const gk_tile_strides strides = {from[axis], 1, g->columns, to[axis]};
  const long tiles = (extent[axis] + g->tiles.rows - 1) / g->tiles.rows;
  float *corner = out + (box->y * g->width + box->x) * g->columns;
  long reached = 0;
  for (long i = 0; i < extent[outer]; i++)
    for (long j = 0; j < extent[inner]; j++)
      for (long tile = 0; tile < tiles; tile++) {
        const long row = extent[axis] * tile / tiles, next = extent[axis] * (tile + 1) / tiles;
        const long offset = i * from[outer] + j * from[inner] + row * from[axis];
        for (long t = 0; t < taps; t++) terms[t].a += offset - reached;
        reached = offset;
        gk_tile_sum(
          g->tiles.set, terms, taps, 0, next - row, vectors, strides, end,
          corner + i * to[outer] + j * to[inner] + row * to[axis]);
      }
}

/// Computes one panel of the result in rows y0 ..< y1, box by box. In a transposed convolution only every `stride`-th
/// pixel along an axis reads the same taps.
static void gk_compute_rows(
  const gk_direct *g, long images, long y0, long y1, const float *source, const float *weight, long channel, long depth,
  gk_tile_end end, float *out, long vectors) {
  const long phase = g->transposed ? g->stride : 1;
  gk_box box = {.images = images};
  for (long phase_y = 0; phase_y < phase; phase_y++)
    for (box.y = y0 + phase_y; box.y < y1; box.y += box.run_y * phase) {
      box.run_y = gk_run(g, box.y, phase, y1, g->kernel_height, g->top, g->source_height);
      box.reach_y = gk_reach_of(g->transposed, box.y, g->kernel_height, g->stride, g->top, g->source_height);
      for (long phase_x = 0; phase_x < phase; phase_x++)
        for (box.x = phase_x; box.x < g->width; box.x += box.run_x * phase) {
          box.run_x = gk_run(g, box.x, phase, g->width, g->kernel_width, g->left, g->source_width);
          box.reach_x = gk_reach_of(g->transposed, box.x, g->kernel_width, g->stride, g->left, g->source_width);
          gk_compute_box(g, &box, source, weight, channel, depth, end, out, vectors);
        }
    }
}

void gk_direct_images(
  gk_direct g, const float *source, const float *weight, gk_tile_end end, float *out, long from, long to) {
  const long panel = 2 * g.tiles.lanes, panels = (g.columns + panel - 1) / panel;
  const long bands = (g.height + g.band - 1) / g.band;
  // The panels of a block (a band of rows of a group of images) are computed together. The channels of the source are
  // processed in parts that are small enough for the block and the weights of a panel to stay in the second-level
  // cache; each part adds to the result of the one before.
  for (long start = from, stop; start < to; start = stop) {
    const long block = start / panels;
    stop = (block + 1) * panels < to ? (block + 1) * panels : to;
    const long image = block / bands * g.group, y0 = block % bands * g.band;
    const long images = g.images - image < g.group ? g.images - image : g.group;
    const long y1 = y0 + g.band < g.height ? y0 + g.band : g.height;
    for (long channel = 0; channel < g.depth; channel += g.part)
      for (long item = start; item < stop; item++) {
        const long column = item % panels * panel, depth = g.depth - channel < g.part ? g.depth - channel : g.part;
        const int last = channel + depth == g.depth;
        const gk_tile_end ending = {
          channel > 0, last && end.bias ? end.bias + column : 0, last && end.leaky, end.slope};
        gk_compute_rows(
          &g, images, y0, y1, source + image * g.source_height * g.source_width * g.depth, weight + column, channel,
          depth, ending, out + image * g.height * g.width * g.columns + column, g.columns - column < panel ? 1 : 2);
      }
  }
}

// MARK: The gradient of the weights

/// The result positions along one axis whose window has tap k within the image: from ..< to.
static void gk_positions(long tap, long pad, long stride, long extent, long results, long *from, long *to) {
  const long before = pad - tap;
  *from = before > 0 ? (before + stride - 1) / stride : 0;
  const long last = extent - 1 + before;
  *to = last < 0 ? 0 : last / stride + 1 < results ? last / stride + 1 : results;
}

/// The part that is summed at a time: some images, and some rows of their results.
typedef struct {
  long image, images, y0, y1;
} gk_chunk;

/// The roles of x and dy, by how tiles read them: one by rows, a number at a time, the other in vectors.
typedef struct {
  long row_channels, vector_channels;
  gk_tile_strides strides;
  /// Whether the depth of a term runs over images, because there are more of them than pixels in a row.
  int over_images;
} gk_roles;

static gk_roles gk_roles_of(const gk_direct *g) {
  const int over_images = g->group > g->width;
  const long x = over_images ? g->source_height * g->source_width * g->depth : g->stride * g->depth;
  const long dy = over_images ? g->height * g->width * g->columns : g->columns;
  if (g->transposed) return (gk_roles){g->columns, g->depth, {1, dy, x, g->depth}, over_images};
  return (gk_roles){g->depth, g->columns, {1, x, dy, g->columns}, over_images};
}

/// The terms of tap (ky, kx): the pixels that it reads for the results x0 ..< x1 of the chunk's rows, and dy there.
static long gk_weight_terms(
  const gk_direct *g, const gk_roles *roles, gk_chunk chunk, long ky, long kx, long x0, long x1, const float *x,
  const float *dy, long column, gk_term *terms) {
  long y0, y1, count = 0;
  gk_positions(ky, g->top, g->stride, g->source_height, g->height, &y0, &y1);
  if (y0 < chunk.y0) y0 = chunk.y0;
  if (y1 > chunk.y1) y1 = chunk.y1;
  const long images = roles->over_images ? 1 : chunk.images, step = roles->over_images ? 1 : x1 - x0;
  for (long image = chunk.image; image < chunk.image + images; image++)
    for (long y = y0; y < y1; y++)
      for (long position = x0; position < x1; position += step) {
        const long source_y = y * g->stride + ky - g->top, source_x = position * g->stride + kx - g->left;
        const float *pixel = x + ((image * g->source_height + source_y) * g->source_width + source_x) * g->depth;
        const float *result = dy + ((image * g->height + y) * g->width + position) * g->columns;
        terms[count].a = g->transposed ? result : pixel;
        terms[count].b = (g->transposed ? pixel : result) + column;
        terms[count].depth = roles->over_images ? chunk.images : step;
        count++;
      }
  return count;
}

/// Computes the sums of `rows` rows of the result, from `target` on.
static void gk_weight_tiles(
  const gk_direct *g, const gk_roles *roles, gk_term *terms, long count, long rows, long vectors, int accumulate,
  float *target) {
  const gk_tile_end end = {.accumulate = accumulate};
  const long tiles = (rows + g->tiles.rows - 1) / g->tiles.rows;
  for (long tile = 0; tile < tiles; tile++) {
    const long row = rows * tile / tiles, next = rows * (tile + 1) / tiles;
    gk_tile_sum(
      g->tiles.set, terms, count, 1, next - row, vectors, roles->strides, end, target + row * roles->vector_channels);
    for (long t = 0; t < count; t++) terms[t].a += next - row;
  }
}

/// With few channels, all taps of a kernel's row are taken together wherever the image has all of them, since they are
/// neighbours in it; the positions at the left and right edges, which lack some of them, follow tap by tap.
static void gk_weight_row(
  const gk_direct *g, const gk_roles *roles, gk_chunk chunk, long ky, const float *x, const float *dy, long column,
  long vectors, int accumulate, float *target, gk_term *terms) {
  long all0, all1, unused;
  gk_positions(0, g->left, g->stride, g->source_width, g->width, &all0, &unused);
  gk_positions(g->kernel_width - 1, g->left, g->stride, g->source_width, g->width, &unused, &all1);
  if (all1 < all0) all1 = all0;
  const long count = gk_weight_terms(g, roles, chunk, ky, 0, all0, all1, x, dy, column, terms);
  gk_weight_tiles(g, roles, terms, count, g->depth * g->kernel_width, vectors, accumulate, target);
  for (long kx = 0; kx < g->kernel_width; kx++)
    for (int right = 0; right < 2; right++) {
      long x0, x1;
      gk_positions(kx, g->left, g->stride, g->source_width, g->width, &x0, &x1);
      if (right && x0 < all1) x0 = all1;
      if (!right && x1 > all0) x1 = all0;
      if (x1 <= x0) continue;
      const long edge = gk_weight_terms(g, roles, chunk, ky, kx, x0, x1, x, dy, column, terms);
      gk_weight_tiles(
        g, roles, terms, edge, g->depth, vectors, 1, target + kx * g->depth * roles->vector_channels);
    }
}

void gk_direct_weights(
  gk_direct g, const float *x, const float *dy, float *out, gk_term *terms, long from, long to) {
  const gk_roles roles = gk_roles_of(&g);
  const int by_rows = !g.transposed && g.depth < 8;
  const long panel = 2 * g.tiles.lanes, panels = (roles.vector_channels + panel - 1) / panel;
  // Each chunk of images stays in the second-level cache while all sums take their part of it.
  for (long image = 0; image < g.images; image += g.group)
    for (long y = 0; y < g.height; y += g.band) {
      const gk_chunk chunk = {
        image, g.images - image < g.group ? g.images - image : g.group, y,
        y + g.band < g.height ? y + g.band : g.height};
      const int accumulate = image > 0 || y > 0;
      for (long item = from; item < to; item++) {
        const long column = item % panels * panel, tap = item / panels * (by_rows ? g.kernel_width : 1);
        const long ky = tap / g.kernel_width, kx = tap % g.kernel_width;
        const long vectors = roles.vector_channels - column < panel ? 1 : 2;
        float *target = out + tap * g.depth * g.columns + column;
        if (by_rows) {
          gk_weight_row(&g, &roles, chunk, ky, x, dy, column, vectors, accumulate, target, terms);
        } else {
          long x0, x1;
          gk_positions(kx, g.left, g.stride, g.source_width, g.width, &x0, &x1);
          const long count = gk_weight_terms(&g, &roles, chunk, ky, kx, x0, x1, x, dy, column, terms);
          gk_weight_tiles(&g, &roles, terms, count, roles.row_channels, vectors, accumulate, target);
        }
      }
    }
}
