#include "CImageReaders.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "place.h"

// Several releases of libpng's simplified interface, which needs no jumps, confuse the rows of interlaced 16-bit
// pictures (pnggroup/libpng issue 853), so this uses the full interface.

typedef struct {
  jmp_buf escape;
  gk_picture_result result;
  gk_picture *picture;
  const uint8_t *bytes;
  size_t rest;
  /// Stored rows: one, or all of them if the picture is interlaced. Freed wherever reading ends.
  uint8_t *rows;
} png_reader;

static void stop(png_structp png, png_const_charp message) {
  png_reader *reader = png_get_error_ptr(png);
  // Does not overwrite a result that the reader function has set.
  if (reader->result == GK_PICTURE_READ) reader->result = GK_PICTURE_CORRUPT;
  snprintf(reader->picture->message, sizeof reader->picture->message, "%s", message);
  longjmp(reader->escape, 1);
}

// Checksums have excluded damage; the warnings that remain concern only parts that are not used here.
static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void next_bytes(png_structp png, png_bytep target, size_t count) {
  png_reader *reader = png_get_io_ptr(png);
  if (count > reader->rest) {
    reader->result = GK_PICTURE_TRUNCATED;
    png_error(png, "end of file");
  }
  memcpy(target, reader->bytes, count);
  reader->bytes += count;
  reader->rest -= count;
}

static void read_size(png_structp png, png_infop info, gk_picture *picture) {
  png_read_info(png, info);
  png_byte depth = png_get_bit_depth(png, info), colour = png_get_color_type(png, info);
  if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  if (depth == 16) png_set_scale_16(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  picture->width = png_get_image_width(png, info);
  picture->height = png_get_image_height(png, info);
  // The only other channel there may be is opacity: a second or a fourth one.
  picture->channels = png_get_channels(png, info) < 3 ? 1 : 3;
  picture->has_opacity = png_get_channels(png, info) != picture->channels;
  // A palette's indices may have fewer bits, but its colours have 8.
  picture->bits = colour == PNG_COLOR_TYPE_PALETTE ? 8 : depth;
  picture->frames = 1;
}

static void read_pixels(
  png_structp png, png_infop info, png_reader *reader, uint8_t *pixels, uint8_t *opacity) {
  const gk_picture *picture = reader->picture;
  const unsigned stored = png_get_channels(png, info);
  const size_t stride = (size_t)picture->width * stored;
  if (png_get_rowbytes(png, info) != stride) png_error(png, "the length of the rows has changed");
  // The passes of an interlaced picture each fill some pixels of all rows; otherwise a row is done when it is read.
  const int interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  reader->rows = malloc(interlaced ? stride * picture->height : stride);
  if (!reader->rows) {
    reader->result = GK_PICTURE_OUT_OF_MEMORY;
    png_error(png, "no room for the rows");
  }
  if (interlaced) {
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
      for (uint32_t y = 0; y < picture->height; y++) png_read_row(png, reader->rows + y * stride, NULL);
    }
  }
  for (uint32_t y = 0; y < picture->height; y++) {
    uint8_t *row = interlaced ? reader->rows + y * stride : reader->rows;
    if (!interlaced) png_read_row(png, row, NULL);
    if (picture->has_opacity) {
      gk_place_transparent_row(row, y, picture, pixels, opacity);
    } else {
      gk_place_row(row, stored, stored, y, picture, pixels);
    }
  }
}

// A separate function, because variables that change between setjmp and longjmp must not belong to the function that
// calls setjmp.
static gk_picture_result read_guarded(
  png_structp png, png_infop info, png_reader *reader, uint8_t *pixels, uint8_t *opacity) {
  if (setjmp(reader->escape)) return reader->result;
  gk_picture *picture = reader->picture;
  const gk_picture expected = *picture;
  png_set_read_fn(png, reader, next_bytes);
  read_size(png, info, picture);
  if (!pixels) return GK_PICTURE_READ;
  // The caller made room for a picture of this size.
  if (picture->width != expected.width || picture->height != expected.height ||
      picture->channels != expected.channels || picture->has_opacity != expected.has_opacity) {
    png_error(png, "the size differs from that of the first call");
  }
  read_pixels(png, info, reader, pixels, opacity);
  return GK_PICTURE_READ;
}

static gk_picture_result read_picture(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  png_reader reader = {.result = GK_PICTURE_READ, .picture = picture, .bytes = bytes, .rest = count};
  picture->message[0] = 0;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, stop, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  gk_picture_result result =
    info ? read_guarded(png, info, &reader, pixels, opacity) : GK_PICTURE_OUT_OF_MEMORY;
  png_destroy_read_struct(&png, &info, NULL);
  free(reader.rows);
  return result;
}

gk_picture_result gk_png_read_size(const uint8_t *bytes, size_t count, gk_picture *picture) {
  return read_picture(bytes, count, picture, NULL, NULL);
}

gk_picture_result gk_png_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  return read_picture(bytes, count, picture, pixels, opacity);
}
