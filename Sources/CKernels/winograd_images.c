#include "winograd.h"

// Images by Winograd's convolution, in one of two orders. With many tiles, all kernels are transformed first; then a block
// of tiles is transformed, multiplied and transformed back while it stays in the second-level cache. With few tiles, all
// of them are transformed first, and a panel of kernels stays in the cache while it is used: the transformed kernels of a
// layer with many channels are larger than any cache, and are never stored. Where there would be too little to do
// for all threads, a panel is used for one block of tiles at a time, and its kernels are transformed once for each.

/// B^T d B for 16 channels of one tile.
GK_INLINE void gk_transform_input(const gk_algorithm *f, gk_pixels d, float *out, long position) {
  const long inputs = f->inputs, points = f->size.points;
  gk_lanes half[GK_MOST_POINTS * GK_MOST_INPUTS];
  GK_UNROLLED for (long x = 0; x < inputs; x++) {
    gk_lanes column[GK_MOST_INPUTS];
    GK_UNROLLED for (long y = 0; y < inputs; y++)
      gk_load_channels(&column[y], d.first + y * d.row + x * d.pixel, GK_CHANNELS);
    gk_multiply(f->input, points, inputs, inputs, 1, column, 1, half + x, inputs);
  }
  gk_store_transformed(f->input, points, inputs, half, out, position);
}

GK_VECTORISED void gk_transform_tiles(
  const gk_winograd *g, const float *source, long phase, long from, long to, float *out, long position, float *patch) {
  const long row = gk_padded_row(gk_full_depth(g)), step = g->backward ? 1 : g->stride;
  const long down = gk_tiles_along(g, g->height), across = gk_tiles_along(g, g->width);
  const long inputs = g->size.results + g->size.taps - 1;
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(down, across, tile);
    const gk_source image = {
      source + place.image * g->source_height * g->source_width * g->depth, g->source_height, g->source_width, g->depth,
      0, g->depth};
    // What a phase writes behind its last channel, the next one overwrites.
    for (long p = 0; p < gk_source_phases(g); p++) {
      const long y = gk_first_source(g, place.row, (p + phase) / g->stride, g->top);
      const long x = gk_first_source(g, place.column, (p + phase) % g->stride, g->left);
      gk_pixels pixels = gk_pixels_of(image, y, x, inputs, step, patch);
      float *to_channel = out + p * g->depth;
      GK_FOR_ALGORITHM(g->algorithm, {
        for (long channel = 0; channel < g->depth; channel += GK_CHANNELS) {
          gk_transform_input(F, pixels, to_channel + channel, position);
          pixels.first += GK_CHANNELS;
        }
      })
    }
  }
}

/// Where the results of a tile go: the first pixel, how many there are, and the floats from one to the next.
typedef struct {
  float *first;
  long down, across;
  long row, pixel;
} gk_results;

/// f(A^T m A + bias) for `count` columns of one tile.
GK_INLINE void gk_finish_tile(
  const gk_algorithm *f, const float *products, long position, gk_winograd_end end, gk_results to, long count) {
  const long results = f->size.results, points = f->size.points;
  gk_lanes half[GK_MOST_RESULTS * GK_MOST_POINTS], y[GK_MOST_RESULTS * GK_MOST_RESULTS];
  GK_UNROLLED for (long x = 0; x < points; x++) {
    gk_lanes column[GK_MOST_POINTS];
    GK_UNROLLED for (long i = 0; i < points; i++)
      gk_load_channels(&column[i], products + (i * points + x) * position, GK_CHANNELS);
    gk_multiply(f->result, results, points, points, 1, column, 1, half + x, points);
  }
  GK_UNROLLED for (long i = 0; i < results; i++)
    gk_multiply(f->result, results, points, points, 1, half + i * points, 1, y + i * results, 1);
  if (end.bias) {
    gk_lanes bias;
    gk_load_channels(&bias, end.bias, count);
    GK_UNROLLED for (long i = 0; i < results * results; i++) y[i] += bias;
  }
  float *lanes = (float *)y;
  GK_FOR_ACTIVATION(end.activation, {
    for (long lane = 0; lane < results * results * GK_CHANNELS; lane++)
      lanes[lane] = gk_activate(F, end.slope, lanes[lane]);
  })
  for (long i = 0; i < to.down; i++)
    for (long j = 0; j < to.across; j++)
      gk_store_channels(&y[i * results + j], to.first + i * to.row + j * to.pixel, count);
}

/// The same for one panel of the tiles from ..< to of one phase, given m as [position][tile][column of the panel].
GK_VECTORISED static void gk_finish_panel(
  const gk_winograd *g, const float *products, long position, long phase, long first_column, gk_winograd_end end,
  float *out, long from, long to) {
  const long panel = 2 * g->tiles.lanes, size = g->size.results;
  const long columns = g->columns - first_column < panel ? g->columns - first_column : panel;
  const long down = gk_tiles_along(g, g->height), across = gk_tiles_along(g, g->width);
  const long step = g->backward ? g->stride : 1;
  for (long tile = from; tile < to; tile++, products += panel) {
    const gk_place place = gk_place_of(down, across, tile);
    const long y = place.row * size * step + phase / g->stride, x = place.column * size * step + phase % g->stride;
    const long below = gk_parts(g->height - y, step), right = gk_parts(g->width - x, step);
    gk_results results = {
      .first = out + ((place.image * g->height + y) * g->width + x) * g->columns + first_column,
      .down = below < size ? below : size, .across = right < size ? right : size,
      .row = step * g->width * g->columns, .pixel = step * g->columns};
    gk_winograd_end part = end;
    if (end.bias) part.bias += first_column;
    GK_FOR_ALGORITHM(g->algorithm, {
      for (long column = 0; column < columns; column += GK_CHANNELS) {
        const long count = columns - column < GK_CHANNELS ? columns - column : GK_CHANNELS;
        gk_finish_tile(F, products + column, position, part, results, count);
        results.first += GK_CHANNELS;
        if (end.bias) part.bias += GK_CHANNELS;
      }
    })
  }
}

/// The products of all positions for one panel: transformed tiles times `depth` rows of transformed kernels. A position's
/// kernels, tiles and products lie so many floats after those of the last.
typedef struct {
  long kernels, tiles, products;
} gk_position_steps;

static void gk_multiply_panel(
  const gk_winograd *g, const float *tiles, const float *kernels, float *products, gk_position_steps step, long depth,
  long count, long columns, int accumulate) {
  const long panel = 2 * g->tiles.lanes, row = gk_padded_row(gk_full_depth(g));
  const long vectors = gk_whole(columns) < panel ? 1 : 2, parts = gk_parts(count, g->tiles.rows);
  const gk_tile_strides strides = {row, 1, panel, panel};
  const gk_tile_end end = {.accumulate = accumulate};
  for (long p = 0; p < gk_positions(g); p++)
    for (long part = 0; part < parts; part++) {
      const long first = count * part / parts, next = count * (part + 1) / parts;
      const gk_term term = {tiles + p * step.tiles + first * row, kernels + p * step.kernels, depth};
      gk_tile_sum(
        g->tiles.set, &term, 1, 0, next - first, vectors, strides, end, products + p * step.products + first * panel);
    }
}

void gk_winograd_blocks(
  gk_winograd g, const float *source, const float *kernels, gk_winograd_end end, float *out, float *room, long from,
  long to) {
  const long count = gk_winograd_tiles(g), panel = 2 * g.tiles.lanes, depth = gk_full_depth(&g);
  const long most = gk_parts(count, g.blocks);
  const gk_position_steps step = {
    depth * panel + GK_SPACE, most * gk_padded_row(depth) + GK_SPACE, most * panel + GK_SPACE};
  float *products = room + gk_positions(&g) * step.tiles, *patch = products + gk_positions(&g) * step.products;
  for (long block = from; block < to; block++) {
    const long first = count * block / g.blocks, next = count * (block + 1) / g.blocks;
    const float *weights = kernels;
    for (long phase = 0; phase < gk_result_phases(&g); phase++) {
      gk_transform_tiles(&g, source, phase, first, next, room, step.tiles, patch);
      for (long column = 0; column < g.columns; column += panel) {
        gk_multiply_panel(&g, room, weights, products, step, depth, next - first, g.columns - column, 0);
        gk_finish_panel(&g, products, step.products, phase, column, end, out, first, next);
        weights += gk_positions(&g) * step.kernels;
      }
    }
  }
}

void gk_winograd_tiles_of(gk_winograd g, const float *source, float *tiles, float *room, long from, long to) {
  const long row = gk_padded_row(gk_full_depth(&g)), position = gk_winograd_tiles(g) * row + GK_SPACE;
  for (long phase = 0; phase < gk_result_phases(&g); phase++)
    gk_transform_tiles(
      &g, source, phase, from, to, tiles + phase * gk_positions(&g) * position + from * row, position, room);
}

void gk_winograd_panels(
  gk_winograd g, const float *tiles, const float *weight, gk_winograd_end end, float *out, float *room, long from,
  long to) {
  const long count = gk_winograd_tiles(g), panel = 2 * g.tiles.lanes, panels = gk_parts(g.columns, panel);
  const long depth = gk_full_depth(&g), tile_row = gk_padded_row(depth), most = gk_parts(count, g.blocks);
  const gk_position_steps step = {
    g.part * panel + GK_SPACE, count * tile_row + GK_SPACE, most * panel + GK_SPACE};
  float *products = room + gk_positions(&g) * step.kernels;
  for (long item = from; item < to; item++) {
    const long block = item % g.blocks, phase = item / g.blocks / panels, column = item / g.blocks % panels * panel;
    const long first = count * block / g.blocks, end_tile = count * (block + 1) / g.blocks;
    const float *source = tiles + phase * gk_positions(&g) * step.tiles + first * tile_row;
    for (long row = 0; row < depth; row += g.part) {
      const long next = row + g.part < depth ? row + g.part : depth;
      gk_transform_kernels(&g, weight, phase, column, row, next, room, step.kernels);
      gk_multiply_panel(
        &g, source + row, room, products, step, next - row, end_tile - first, g.columns - column, row > 0);
    }
    gk_finish_panel(&g, products, step.products, phase, column, end, out, first, end_tile);
  }
}
