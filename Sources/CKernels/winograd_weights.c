#include "winograd.h"

// The gradient of the weights: the transpose of Winograd's convolution. With dM = A dY A^T, each position sums
// (B^T d B) dM over all tiles, and G^T of the sums (gk_winograd_taps) is the gradient of the taps.
//
// With many tiles, a row of positions is summed at a time, which needs one row of B^T d B and of A dY A^T. With few tiles,
// they are transformed once, and a panel of sums stays in the cache until it is complete: the sums of a layer with many
// channels are larger than any cache. No sum is cut in two by threads.

/// One row of M d M^T for 16 channels of one tile, given M and, in `factors`, that row of it.
GK_INLINE void gk_transform_row(
  const float *factors, long factor_step, const float *matrix, const long rows, const long columns, const long row_step,
  const long column_step, gk_pixels d, float *out, long position) {
  gk_lanes half[GK_MOST_INPUTS], all[GK_MOST_POINTS];
  GK_UNROLLED for (long x = 0; x < columns; x++) half[x] = (gk_lanes){0};
  for (long y = 0; y < columns; y++) {
    const float factor = factors[y * factor_step];
    if (factor == 0) continue;
    GK_UNROLLED for (long x = 0; x < columns; x++) {
      gk_lanes value;
      gk_load_channels(&value, d.first + y * d.row + x * d.pixel, GK_CHANNELS);
      half[x] += factor * value;
    }
  }
  gk_multiply(matrix, rows, columns, row_step, column_step, half, 1, all, 1);
  GK_UNROLLED for (long j = 0; j < rows; j++) gk_store_channels(&all[j], out + j * position, GK_CHANNELS);
}

/// Row `i` of B^T d B of one phase, of the tiles from ..< to: [position in the row][tile][channel].
GK_VECTORISED static void gk_transform_input_row(
  const gk_winograd *g, const float *x, long i, long phase, long from, long to, float *out, long position,
  float *patch) {
  const long row = gk_padded_row(g->depth);
  const long down = gk_tiles_along(g, g->height), across = gk_tiles_along(g, g->width);
  const long inputs = g->size.results + g->size.taps - 1;
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(down, across, tile);
    const gk_source image = {
      x + place.image * g->source_height * g->source_width * g->depth, g->source_height, g->source_width, g->depth, 0,
      g->depth};
    gk_pixels pixels = gk_pixels_of(
      image, gk_first_source(g, place.row, phase / g->stride, g->top),
      gk_first_source(g, place.column, phase % g->stride, g->left), inputs, g->stride, patch);
    GK_FOR_ALGORITHM(g->algorithm, {
      for (long channel = 0; channel < g->depth; channel += GK_CHANNELS) {
        gk_transform_row(
          F->input + i * F->inputs, 1, F->input, F->size.points, F->inputs, F->inputs, 1, pixels, out + channel,
          position);
        pixels.first += GK_CHANNELS;
      }
    })
  }
}

/// Row `i` of A dY A^T, of the same tiles and `columns` channels from `first_column` on.
GK_VECTORISED static void gk_transform_result_row(
  const gk_winograd *g, const float *dy, long i, long first_column, long columns, long from, long to, float *out,
  long position, float *patch) {
  const long row = gk_padded_row(columns), size = g->size.results;
  const long down = gk_tiles_along(g, g->height), across = gk_tiles_along(g, g->width);
  for (long tile = from; tile < to; tile++, out += row) {
    const gk_place place = gk_place_of(down, across, tile);
    const gk_source image = {
      dy + place.image * g->height * g->width * g->columns, g->height, g->width, g->columns, first_column, columns};
    gk_pixels pixels = gk_pixels_of(image, place.row * size, place.column * size, size, 1, patch);
    GK_FOR_ALGORITHM(g->algorithm, {
      const gk_winograd_size f = F->size;
      for (long column = 0; column < columns; column += GK_CHANNELS) {
        gk_transform_row(
          F->result + i, f.points, F->result, f.points, f.results, 1, f.points, pixels, out + column, position);
        pixels.first += GK_CHANNELS;
      }
    })
  }
}

/// The product of one position: sums[channel][column] = or += the sum over `count` tiles, for `depth` channels. Rows of x,
/// dy and the sums are so many floats apart.
typedef struct {
  long x, dy, sums;
} gk_row_steps;

static void gk_multiply_position(
  const gk_winograd *g, const float *x, const float *dy, float *sums, gk_row_steps step, long depth, long columns,
  long count, int accumulate) {
  const long panel = 2 * g->tiles.lanes, parts = gk_parts(depth, g->tiles.rows);
  const gk_tile_strides strides = {1, step.x, step.dy, step.sums};
  const gk_tile_end end = {.accumulate = accumulate};
  for (long column = 0; column < columns; column += panel) {
    const long vectors = gk_whole(columns - column) < panel ? 1 : 2;
    for (long part = 0; part < parts; part++) {
      const long first = depth * part / parts, next = depth * (part + 1) / parts;
      const gk_term term = {x + first, dy + column, count};
      gk_tile_sum(g->tiles.set, &term, 1, 1, next - first, vectors, strides, end, sums + first * step.sums + column);
    }
  }
}

GK_INLINE long gk_slices(const gk_winograd *g) { return gk_parts(g->columns, g->slice); }

/// Items are numbered by rows of positions, then by slices of columns, then by phases.
GK_LONG gk_winograd_sum_items(gk_winograd g) {
  return g.size.points * gk_slices(&g) * gk_source_phases(&g);
}

void gk_winograd_sums(
  gk_winograd g, const float *x, const float *dy, float *sums, float *room, long from, long to) {
  const gk_winograd_size size = g.size;
  const long count = gk_winograd_tiles(g), phases = gk_source_phases(&g);
  const long most = gk_parts(count, g.blocks), position = gk_full_depth(&g) * gk_whole(g.columns);
  const long x_position = most * gk_padded_row(g.depth) + GK_SPACE;
  const long dy_position = most * gk_padded_row(g.slice) + GK_SPACE;
  float *gradients = room + size.points * x_position, *patch = gradients + size.points * dy_position;
  // All items take their part of a block while its pixels are in the cache. What two items in turn need is kept.
  for (long block = 0; block < g.blocks; block++) {
    const long first = count * block / g.blocks, next = count * (block + 1) / g.blocks;
    long last_row = -1, last_phase = -1, last_slice = -1;
    for (long item = from; item < to; item++) {
      const long phase = item % phases, slice = item / phases % gk_slices(&g), i = item / phases / gk_slices(&g);
      const long column = slice * g.slice, columns = g.columns - column < g.slice ? g.columns - column : g.slice;
      if (i != last_row || phase != last_phase)
        gk_transform_input_row(&g, x, i, phase, first, next, room, x_position, patch);
      if (i != last_row || slice != last_slice)
        gk_transform_result_row(&g, dy, i, column, columns, first, next, gradients, dy_position, patch);
      last_row = i, last_phase = phase, last_slice = slice;
      const gk_row_steps step = {gk_padded_row(g.depth), gk_padded_row(columns), gk_whole(g.columns)};
      for (long j = 0; j < size.points; j++)
        gk_multiply_position(
          &g, room + j * x_position, gradients + j * dy_position,
          sums + (size.points * i + j) * position + phase * g.depth * step.sums + column, step, g.depth, columns,
          next - first, block > 0);
    }
  }
}

// MARK: Few tiles

void gk_winograd_gradients_of(gk_winograd g, const float *dy, float *gradients, float *room, long from, long to) {
  const long row = gk_padded_row(g.columns), position = gk_winograd_tiles(g) * row + GK_SPACE;
  for (long i = 0; i < g.size.points; i++)
    gk_transform_result_row(
      &g, dy, i, 0, g.columns, from, to, gradients + i * g.size.points * position + from * row, position, room);
}

/// Items are numbered by parts of the channels, then by panels.
GK_LONG gk_winograd_tap_items(gk_winograd g) {
  return gk_parts(gk_full_depth(&g), g.part) * gk_parts(g.columns, 2 * g.tiles.lanes);
}

void gk_winograd_tap_panels(
  gk_winograd g, const float *tiles, const float *gradients, float *weight, float *room, long from, long to) {
  const long panel = 2 * g.tiles.lanes, panels = gk_parts(g.columns, panel);
  const long count = gk_winograd_tiles(g), depth = gk_full_depth(&g), position = g.part * panel + GK_SPACE;
  const gk_row_steps step = {gk_padded_row(depth), gk_padded_row(g.columns), panel};
  for (long item = from; item < to; item++) {
    const long row = item / panels * g.part, next = row + g.part < depth ? row + g.part : depth;
    const long column = item % panels * panel, columns = g.columns - column < panel ? g.columns - column : panel;
    for (long p = 0; p < gk_positions(&g); p++)
      gk_multiply_position(
        &g, tiles + p * (count * step.x + GK_SPACE) + row, gradients + p * (count * step.dy + GK_SPACE) + column,
        room + p * position, step, next - row, columns, count, 0);
    gk_transform_gradient(&g, room, position, panel, column, panel, row, next, weight);
  }
}
