#pragma once
#include "CImageReaders.h"

// Puts a decoded row where it belongs in the turned picture, so that turning needs no second copy of the picture.
// Of every pixel's `stored` numbers, the first `channels` are taken.
static inline void gk_place_row(
  const uint8_t *row, unsigned stored, unsigned channels, uint32_t y, const gk_picture *picture, uint8_t *pixels) {
  const ptrdiff_t width = picture->width, height = picture->height;
  const ptrdiff_t below = height - 1 - y;
  // The position of the row's first pixel, and the step from each pixel to the next; from 5 on, rows become columns.
  ptrdiff_t start, step;
  switch (picture->orientation) {
    case 2: start = y * width + width - 1, step = -1; break;
    case 3: start = below * width + width - 1, step = -1; break;
    case 4: start = below * width, step = 1; break;
    case 5: start = y, step = height; break;
    case 6: start = below, step = height; break;
    case 7: start = (width - 1) * height + below, step = -height; break;
    case 8: start = (width - 1) * height + y, step = -height; break;
    default: start = y * width, step = 1; break;
  }
  uint8_t *target = pixels + start * channels;
  const ptrdiff_t stride = step * (ptrdiff_t)channels;
  for (ptrdiff_t x = 0; x < width; x++, row += stored, target += stride) {
    for (unsigned channel = 0; channel < channels; channel++) target[channel] = row[channel];
  }
}

// The same for a row of colours that are each followed by an opacity. It goes to `opacity`; if that is NULL, the row is
// laid over white, in place.
static inline void gk_place_transparent_row(
  uint8_t *row, uint32_t y, const gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  const unsigned channels = picture->channels, stored = channels + 1;
  if (opacity) {
    gk_place_row(row + channels, stored, 1, y, picture, opacity);
  } else {
    uint8_t *pixel = row;
    for (uint32_t x = 0; x < picture->width; x++, pixel += stored) {
      const unsigned share = pixel[channels];
      for (unsigned i = 0; i < channels; i++) {
        pixel[i] = (uint8_t)((pixel[i] * share + 255 * (255 - share) + 127) / 255);
      }
    }
  }
  gk_place_row(row, stored, channels, y, picture, pixels);
}
