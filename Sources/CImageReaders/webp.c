#include "CImageReaders.h"

#include <stdio.h>
#include <stdlib.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "place.h"

static gk_picture_result stop(gk_picture *picture, gk_picture_result result, const char *message) {
  snprintf(picture->message, sizeof picture->message, "%s", message);
  return result;
}

// Finds the first picture of the file; nothing is decoded yet. If this succeeds, both have to be released.
static gk_picture_result find_frame(
  const uint8_t *bytes, size_t count, gk_picture *picture, WebPDemuxer **demuxer, WebPIterator *frame) {
  const WebPData data = {bytes, count};
  WebPDemuxState state;
  picture->message[0] = 0;
  *demuxer = WebPDemuxPartial(&data, &state);
  gk_picture_result result;
  if (state == WEBP_DEMUX_PARSE_ERROR) {
    result = stop(picture, GK_PICTURE_CORRUPT, "parts that contradict each other");
  } else if (state != WEBP_DEMUX_DONE) {
    result = stop(picture, GK_PICTURE_TRUNCATED, "end of file");
  } else if (!*demuxer || !WebPDemuxGetFrame(*demuxer, 1, frame)) {
    result = stop(picture, GK_PICTURE_CORRUPT, "no picture");
  } else if (!frame->complete) {
    WebPDemuxReleaseIterator(frame);
    result = stop(picture, GK_PICTURE_CORRUPT, "part of a picture");
  } else {
    return GK_PICTURE_READ;
  }
  WebPDemuxDelete(*demuxer);
  return result;
}

static void read_size(const WebPDemuxer *demuxer, const WebPIterator *frame, gk_picture *picture) {
  picture->width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
  picture->height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
  picture->channels = 3;
  picture->bits = 8;
  picture->frames = WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT);
  // An animation's first picture may leave parts of its canvas free, which are transparent.
  const int fills = (uint32_t)frame->width == picture->width && (uint32_t)frame->height == picture->height;
  picture->has_opacity = frame->has_alpha || !fills;
}

static gk_picture_result result_of(VP8StatusCode status, gk_picture *picture) {
  switch (status) {
    case VP8_STATUS_OK: return GK_PICTURE_READ;
    case VP8_STATUS_OUT_OF_MEMORY: return stop(picture, GK_PICTURE_OUT_OF_MEMORY, "out of memory");
    case VP8_STATUS_UNSUPPORTED_FEATURE: return stop(picture, GK_PICTURE_UNSUPPORTED, "unsupported feature");
    // The file is as long as it says, but the compressed pixels are not.
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA: return stop(picture, GK_PICTURE_CORRUPT, "not enough data for the pixels");
    default: return stop(picture, GK_PICTURE_CORRUPT, "bitstream error");
  }
}

static gk_picture_result read_pixels(
  const WebPIterator *frame, gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return stop(picture, GK_PICTURE_UNSUPPORTED, "another version of libwebp");
  const unsigned stored = picture->has_opacity ? 4 : 3;
  const size_t stride = (size_t)picture->width * stored, count = stride * picture->height;
  const int is_direct = !picture->has_opacity && picture->orientation <= 1;
  // Zeros are transparent.
  uint8_t *canvas = is_direct ? pixels : calloc(count, 1);
  if (!canvas) return stop(picture, GK_PICTURE_OUT_OF_MEMORY, "no room for the rows");
  const size_t start = frame->y_offset * stride + (size_t)frame->x_offset * stored;
  config.output.colorspace = picture->has_opacity ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = canvas + start;
  config.output.u.RGBA.stride = (int)stride;
  config.output.u.RGBA.size = count - start;
  const gk_picture_result result =
    result_of(WebPDecode(frame->fragment.bytes, frame->fragment.size, &config), picture);
  WebPFreeDecBuffer(&config.output);
  if (is_direct) return result;
  for (uint32_t y = 0; result == GK_PICTURE_READ && y < picture->height; y++) {
    uint8_t *row = canvas + y * stride;
    if (picture->has_opacity) {
      gk_place_transparent_row(row, y, picture, pixels, opacity);
    } else {
      gk_place_row(row, stored, stored, y, picture, pixels);
    }
  }
  free(canvas);
  return result;
}

gk_picture_result gk_webp_read_size(const uint8_t *bytes, size_t count, gk_picture *picture) {
  WebPDemuxer *demuxer;
  WebPIterator frame;
  const gk_picture_result result = find_frame(bytes, count, picture, &demuxer, &frame);
  if (result != GK_PICTURE_READ) return result;
  read_size(demuxer, &frame, picture);
  WebPDemuxReleaseIterator(&frame);
  WebPDemuxDelete(demuxer);
  return GK_PICTURE_READ;
}

gk_picture_result gk_webp_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity) {
  WebPDemuxer *demuxer;
  WebPIterator frame;
  const gk_picture expected = *picture;
  gk_picture_result result = find_frame(bytes, count, picture, &demuxer, &frame);
  if (result != GK_PICTURE_READ) return result;
  read_size(demuxer, &frame, picture);
  // The caller made room for a picture of this size.
  if (picture->width != expected.width || picture->height != expected.height ||
      picture->has_opacity != expected.has_opacity) {
    result = stop(picture, GK_PICTURE_CORRUPT, "the size differs from that of the first call");
  } else {
    result = read_pixels(&frame, picture, pixels, opacity);
  }
  WebPDemuxReleaseIterator(&frame);
  WebPDemuxDelete(demuxer);
  return result;
}
