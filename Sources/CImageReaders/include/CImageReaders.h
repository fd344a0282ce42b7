#pragma once
#include <stddef.h>
#include <stdint.h>

// Decodes JPEG, PNG and WebP files through libjpeg-turbo, libpng and libwebp.
//
// The first two report errors by calling a function that must not return; the only ways out are the end of the
// process and longjmp, which must not cross Swift frames. So the jump happens here, and Swift sees a result code.
//
// Reading takes two calls: the first finds the size, so that the caller can make room or refuse; the second decodes.
// Every call has its own state, so that several threads may call at once.

typedef enum {
  GK_PICTURE_READ,
  /// The bytes do not begin with the format's signature.
  GK_PICTURE_OTHER_FORMAT,
  /// The bytes end before the picture does.
  GK_PICTURE_TRUNCATED,
  /// The bytes contradict the format.
  GK_PICTURE_CORRUPT,
  /// A variant of the format that is not read.
  GK_PICTURE_UNSUPPORTED,
  /// Decoding would need too much memory.
  GK_PICTURE_OUT_OF_MEMORY,
} gk_picture_result;

typedef struct {
  /// The stored size, before the picture is turned.
  uint32_t width, height;
  /// The channels of the decoded picture: 1 for grey, 3 for red, green and blue.
  uint32_t channels;
  /// The bits of a stored sample, 1 to 16; decoded samples have 8.
  uint32_t bits;
  /// 1 if pixels may be transparent, otherwise 0.
  uint32_t has_opacity;
  /// How many pictures a WebP file shows one after another, of which the first is decoded; 1 in the other formats.
  uint32_t frames;
  /// How the second call should turn the picture, in the numbers of EXIF: 1 (or 0) as stored, 2 mirrored, 3 turned by
  /// 180 degrees, 4 upside down, 5 mirrored along the diagonal, 6 turned by 90 degrees clockwise, 7 mirrored along the
  /// other diagonal, 8 turned by 90 degrees anticlockwise. From 5 on, width and height change places.
  uint32_t orientation;
  /// The library's message if the result is not GK_PICTURE_READ.
  char message[256];
} gk_picture;

/// Reads the part of the file that comes before the pixels. A size of zero is an error.
gk_picture_result gk_jpeg_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);

/// Decodes the picture, turned as `picture` says, into `pixels`, which has room for width * height * channels bytes.
///
/// The first call must have set the size in `picture` from the same bytes. Truncated and corrupt files are errors,
/// although libjpeg itself would fill in grey and only warn. There are 1 or 3 channels; CMYK becomes RGB.
/// `opacity` is not touched: there is none.
gk_picture_result gk_jpeg_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity);

/// The version of the JPEG library, such as "2.1.5".
const char *gk_jpeg_version(void);

/// The same for PNG: every colour type and depth becomes 8 bits.
///
/// If `has_opacity` is 1, `opacity` may have room for width * height bytes: it receives 0 for transparent to 255 for
/// opaque, and the colours are those in the file. If it is NULL, transparent pixels are laid over white.
gk_picture_result gk_png_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);
gk_picture_result gk_png_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity);

/// The same for WebP, which always has 3 channels. Of an animation, the first picture is decoded, on its canvas.
gk_picture_result gk_webp_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);
gk_picture_result gk_webp_read_pixels(
  const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels, uint8_t *opacity);
