#pragma once
#include <stddef.h>
#include <stdint.h>

// Decoding of JPEG and PNG files through libjpeg-turbo and libpng.
//
// Both libraries report errors by calling a function that must not return; the only ways out are the end of the
// process and longjmp, which must not cross Swift frames. So the jump happens here, and Swift sees a result code.
//
// Reading takes two calls: the first tells the size, for the caller to make room, or not; the second decodes.
// Every call works on its own state and may run on several threads at once.

typedef enum {
  GK_PICTURE_READ,
  /// The bytes do not begin as the format does.
  GK_PICTURE_OTHER_FORMAT,
  /// The bytes end before the picture does.
  GK_PICTURE_TRUNCATED,
  /// The bytes contradict the format.
  GK_PICTURE_CORRUPT,
  /// A kind of the format that is not read.
  GK_PICTURE_UNSUPPORTED,
  GK_PICTURE_OUT_OF_MEMORY,
} gk_picture_result;

typedef struct {
  /// As stored, before the picture is turned.
  uint32_t width, height;
  /// Of the decoded picture: 1 for grey, 3 for red, green, blue.
  uint32_t channels;
  /// How the second call is to turn the picture, in the words of EXIF: 1 (or 0) as stored, 2 mirrored, 3 turned by 180
  /// degrees, 4 upside down, 5 mirrored along the diagonal, 6 turned by 90 degrees clockwise, 7 mirrored along the other
  /// diagonal, 8 turned by 90 degrees anticlockwise. From 5 on width and height change places.
  uint32_t orientation;
  /// What the library said where the result is not GK_PICTURE_READ.
  char message[256];
} gk_picture;

/// Reads what comes before the pixels. A size of zero is an error.
gk_picture_result gk_jpeg_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);

/// Decodes the picture into `pixels`, row by row, which has room for width * height * channels bytes, turned as
/// `picture` says.
///
/// The same bytes must have given `picture` its size before. Truncated and corrupt files are errors, although
/// libjpeg itself would fill in grey and only warn. There are 1 or 3 channels; inks become RGB.
gk_picture_result gk_jpeg_read_pixels(const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels);

/// The version of the JPEG library, such as "2.1.5".
const char *gk_jpeg_version(void);

/// The same for PNG: every colour type and depth as 8 bits; what is transparent is laid over white.
gk_picture_result gk_png_read_size(const uint8_t *bytes, size_t count, gk_picture *picture);
gk_picture_result gk_png_read_pixels(const uint8_t *bytes, size_t count, gk_picture *picture, uint8_t *pixels);
