#pragma once
#include <stdint.h>

// Vectorised loops over float arrays. Each function works on one contiguous range and on one thread; GANKit's
// Kernels folder splits the work. Where a result may overwrite an input, the comment says so.
//
// Every loop is compiled for several instruction sets, and the widest one that the processor has is chosen when the
// program loads (`target_clones`), so that the package uses AVX-512 or AVX2 without compiler flags.

#define GK_LONG long

// MARK: Pointwise arithmetic (in place allowed)

/// A comparison gives 1 where it holds and 0 elsewhere, as always with NaN.
typedef enum {
  GK_ADD, GK_SUBTRACT, GK_MULTIPLY, GK_DIVIDE, GK_MAXIMUM, GK_MINIMUM, GK_POWER, GK_LESS, GK_LESS_OR_EQUAL, GK_EQUAL
} gk_binary;

/// out[i] = a[i] op b[i]
void gk_binary_same(gk_binary op, const float *a, const float *b, float *out, GK_LONG n);
/// out[i] = a[i] op b
void gk_binary_scalar(gk_binary op, const float *a, float b, float *out, GK_LONG n);
/// out[i] = a op b[i]
void gk_scalar_binary(gk_binary op, float a, const float *b, float *out, GK_LONG n);
/// out[r, c] = a[r * a_row + c * a_step] op b[r * b_row + c * b_step], where one step is 1 and the other 0 or 1. Unlike
/// the others, this must not write over an input.
void gk_binary_rows(
  gk_binary op, const float *a, GK_LONG a_row, GK_LONG a_step, const float *b, GK_LONG b_row, GK_LONG b_step,
  float *out, GK_LONG rows, GK_LONG columns);
/// out[i] = b[i] where mask[i] is not 0, a[i] elsewhere
void gk_select(const float *mask, const float *a, const float *b, float *out, GK_LONG n);
/// out[i] += a[i]
void gk_accumulate(const float *a, float *out, GK_LONG n);
/// out[i] += a[i] b[i], with the product rounded before it is added
void gk_accumulate_product(const float *a, const float *b, float *out, GK_LONG n);
/// out[i] += a[i] * scale
void gk_accumulate_scaled(const float *a, float scale, float *out, GK_LONG n);
/// out[i] = decay * out[i] + (1 - decay) * a[i]
void gk_average(const float *a, float decay, float *out, GK_LONG n);
/// out[i] = a[i] * scale + shift
void gk_scale_shift(const float *a, float scale, float shift, float *out, GK_LONG n);

// MARK: Pointwise functions (in place allowed)

typedef enum {
  GK_EXP, GK_LOG, GK_SQRT, GK_SQUARE, GK_ABS, GK_SIGN, GK_SOFTPLUS, GK_NEGATE, GK_RECIPROCAL, GK_SINE, GK_COSINE,
  GK_EXP_MINUS_1, GK_NORMAL_CDF
} gk_unary;

/// out[i] = f(x[i]); exp, e^x - 1, log and softplus are accurate to a few units in the last place, and so is the
/// distribution function of the standard normal distribution, except for the rounding of x^2 / 2 in the lower tail
void gk_unary_apply(gk_unary op, const float *x, float *out, GK_LONG n);

// MARK: Activations

typedef enum { GK_IDENTITY, GK_RELU, GK_LEAKY_RELU, GK_TANH, GK_SIGMOID } gk_activation;

/// y[i] = f(x[i]) (in place allowed)
void gk_activation_forward(gk_activation f, float slope, const float *x, float *y, GK_LONG n);
/// dx[i] = dy[i] f'(x[i]), with f' written in terms of the output y (in place on dy allowed)
void gk_activation_backward(gk_activation f, float slope, const float *y, const float *dy, float *dx, GK_LONG n);
/// x[r, c] = f(x[r, c] + bias[c]), in place
void gk_bias_activation(gk_activation f, float slope, float *x, const float *bias, GK_LONG rows, GK_LONG columns);

// MARK: Parametric ReLU over rows of `columns` channels

/// y = x where x is positive, slope[c] * x elsewhere
void gk_prelu(const float *x, const float *slope, float *y, GK_LONG rows, GK_LONG columns);
/// dx = dy where x is positive, slope[c] * dy elsewhere
void gk_prelu_backward(
  const float *x, const float *slope, const float *dy, float *dx, GK_LONG rows, GK_LONG columns);
/// out[i] = dy[i] * x[i] where x is negative, 0 elsewhere: the gradient of the slopes before it is summed
void gk_prelu_slopes(const float *x, const float *dy, float *out, GK_LONG n);

// MARK: Reductions

/// The sum, in double precision over blocks of float lanes.
double gk_sum(const float *x, GK_LONG n);
/// The largest of n >= 1 values; NaN if one of them is NaN.
float gk_largest(const float *x, GK_LONG n);
/// out[i] = the larger of out[i] and x[i]; NaN if one of them is NaN.
void gk_keep_largest(const float *x, float *out, GK_LONG n);
/// out[c] += sum over r of x[r, c], or of x[r, c] y[r, c] unless y is null; there is no y for a single column
void gk_column_sums(const float *x, const float *y, double *out, GK_LONG rows, GK_LONG columns);
/// out[c] = the same for the columns from ..< to of at least two, summed over equal `blocks` of rows and then over the
/// blocks
void gk_column_totals(
  const float *x, const float *y, float *out, GK_LONG rows, GK_LONG columns, GK_LONG blocks, GK_LONG from, GK_LONG to);
/// out[k, i] = the sum over j <= k (j >= k if `reversed`) of x[j, i], in double precision
void gk_cumulative_sum(const float *x, float *out, GK_LONG extent, GK_LONG inner, int reversed);

// MARK: Batch normalization over rows of `columns` channels

/// mean[c] and the sum of squared deviations m2[c] over the rows.
void gk_moments(const float *x, double *mean, double *m2, GK_LONG rows, GK_LONG columns);
/// y = f(x * scale[c] + shift[c])
void gk_affine_activation(
  gk_activation f, float slope, const float *x, const float *scale, const float *shift, float *y, GK_LONG rows,
  GK_LONG columns);
/// With g = dy f'(x * scale[c] + shift[c]): sumG[c] += sum of g, sumGX[c] += sum of g * (x - mean[c])
void gk_affine_activation_sums(
  gk_activation f, float slope, const float *x, const float *dy, const float *scale, const float *shift,
  const float *mean, double *sumG, double *sumGX, GK_LONG rows, GK_LONG columns);
/// With the same g: dx = g * a[c] + x * b[c] + d[c]
void gk_affine_activation_backward(
  gk_activation f, float slope, const float *x, const float *dy, const float *scale, const float *shift,
  const float *a, const float *b, const float *d, float *dx, GK_LONG rows, GK_LONG columns);

// MARK: Optimizers (one update of parameters and of the running values beside them, in place)

typedef struct {
  float step_size;        // learning rate / (1 - beta1^t)
  float beta1, beta2;
  float inverse_root;     // 1 / sqrt(1 - beta2^t)
  float epsilon;
  float keep;             // 1 - learning rate * weight decay
} gk_adam;

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; p = keep p - step_size m / (sqrt(v) inverse_root + epsilon)
void gk_adam_update(gk_adam s, const float *gradient, float *parameter, float *m, float *v, GK_LONG n);

typedef struct {
  float learning_rate, momentum;
  int nesterov;
} gk_sgd;

/// velocity = momentum velocity + g; p -= learning_rate velocity, or with Nesterov learning_rate (g + momentum velocity).
/// Without velocity: p -= learning_rate g
void gk_sgd_update(gk_sgd s, const float *gradient, float *parameter, float *velocity, GK_LONG n);

typedef struct {
  float learning_rate, decay, epsilon;
} gk_rmsprop;

/// square = decay square + (1 - decay) g^2; p -= learning_rate g / (sqrt(square) + epsilon)
void gk_rmsprop_update(gk_rmsprop s, const float *gradient, float *parameter, float *square, GK_LONG n);

// MARK: Threads

/// Runs work(context, part) once for every part in 0 ..< parts, on up to `threads` threads, this one included.
///
/// Threads take parts as they become free: on a busy machine the calling thread does most of them itself instead of
/// waiting. Within another call, or while another thread's call runs, the calling thread does everything itself, as it
/// does when the other threads have work of their own (gk_start_lane).
void gk_parallel(int threads, GK_LONG parts, void (*work)(void *context, GK_LONG part), void *context);

/// Runs work(context) on a new thread, if fewer than `threads` threads, counting the caller, have work of their own.
///
/// While work runs, gk_parallel has one thread fewer. When work has returned, told(listener) is called on the new thread,
/// which no longer uses anything that work needed. Returns whether work was started.
int gk_start_lane(
  int threads, void (*work)(void *context), void *context, void (*told)(void *listener), void *listener);

/// To be called before and after the calling thread waits for others: in between, they may use its core.
void gk_leave_lane(void);
void gk_enter_lane(void);

// MARK: Random numbers: value i of a stream is a hash of (key, i), so any range can be drawn on any thread

/// 64 random bits number `index` of the stream `key`
uint64_t gk_random_bits(uint64_t key, uint64_t index);
/// out[i] uniform in [0, 1), from numbers index ..< index + n
void gk_random_uniform(uint64_t key, uint64_t index, float *out, GK_LONG n);
/// out[i] standard normal (Box-Muller on two parts of one number each), from numbers index ..< index + n
void gk_random_normal(uint64_t key, uint64_t index, float *out, GK_LONG n);
/// out[i] = 0 with probability `rate`, else x[i] / (1 - rate) (in place allowed). A quarter of the number
/// (index + i) / 4, 16 bits, decides, so that `rate` is rounded to a multiple of 2^-16
void gk_dropout(uint64_t key, uint64_t index, float rate, const float *x, float *out, GK_LONG n);

// MARK: Images to columns, channels last

typedef struct {
  GK_LONG height, width, channels;          // of one image
  GK_LONG kernel_height, kernel_width;
  GK_LONG stride_y, stride_x;
  GK_LONG dilation_y, dilation_x;           // 1 for kernels without gaps
  GK_LONG pad_top, pad_left;
  GK_LONG out_height, out_width;
} gk_window;

/// columns[oy, ox, ky, kx, c] = image[oy * stride_y + ky * dilation_y - pad_top, ox * stride_x + kx * dilation_x -
/// pad_left, c], 0 outside, for output rows oy in from ..< to
void gk_im2col(gk_window w, const float *image, float *columns, GK_LONG from, GK_LONG to);
/// out[c * out_row + r] = in[r * in_row + c]
void gk_transpose(const float *in, GK_LONG in_row, float *out, GK_LONG out_row, GK_LONG rows, GK_LONG columns);
/// The transpose of gk_im2col: image rows from ..< to become the sums of all column entries that were read from them.
void gk_col2im(gk_window w, const float *columns, float *image, GK_LONG from, GK_LONG to);

// MARK: Depthwise convolutions, channels last: `multiplier` kernels for each channel, weights [kernel_height,
// kernel_width, channels * multiplier]

/// out[oy, ox, k] = sum over ky, kx of image[oy * stride_y + ky * dilation_y - pad_top, ..., k / multiplier] *
/// weight[ky, kx, k], for output rows oy in from ..< to
void gk_depthwise(
  gk_window w, GK_LONG multiplier, const float *image, const float *weight, float *out, GK_LONG from, GK_LONG to);
/// Its transpose: image rows from ..< to, given the gradient of the output.
void gk_depthwise_input(
  gk_window w, GK_LONG multiplier, const float *dy, const float *weight, float *dx, GK_LONG from, GK_LONG to);
/// sums[ky, kx, k] += the gradient of the weight that output rows from ..< to contribute
void gk_depthwise_weight(
  gk_window w, GK_LONG multiplier, const float *image, const float *dy, double *sums, GK_LONG from, GK_LONG to);

// MARK: Max pooling, channels last

/// positions[oy, ox, c] = where the window's largest value of channel c lies in the image, counted in floats, for output
/// rows oy in from ..< to; the first of several equal ones. A NaN counts as larger than any number. Each window has to
/// contain a pixel.
void gk_max_positions(gk_window w, const float *image, int32_t *positions, GK_LONG from, GK_LONG to);
/// out[i] = image[positions[i]]
void gk_take(const float *image, const int32_t *positions, float *out, GK_LONG n);
/// image[positions[i]] += values[i]
void gk_put(const float *values, const int32_t *positions, float *image, GK_LONG n);

// MARK: Direct convolutions on register tiles

/// One product of a sum: `depth` steps along a and b.
typedef struct {
  const float *a;
  const float *b;
  GK_LONG depth;
} gk_term;

/// The number of floats from one row of a to the next, from one step of its depth to the next (one of the two is 1),
/// from one step of b's depth to the next, and from one row of the result to the next.
typedef struct {
  GK_LONG a_row, a_depth, b_depth, out_row;
} gk_tile_strides;

/// What happens to a sum before it is stored: the value already there is added, then a bias for the column, and then
/// x < 0 ? slope * x : x is applied, each if asked for.
typedef struct {
  int accumulate;
  const float *bias;
  int leaky;
  float slope;
} gk_tile_end;

/// The instruction set that tiles are computed with.
typedef enum { GK_TILES_NONE, GK_TILES_AVX2, GK_TILES_AVX512, GK_TILES_NEON } gk_tile_set;

/// Tiles have up to `rows` rows of one or two vectors of `lanes` floats. A vector of GK_TILES_NEON is a pair of
/// registers.
typedef struct {
  gk_tile_set set;
  GK_LONG rows, lanes;
} gk_tile_shape;

/// The tiles of a set; those of GK_TILES_NONE, with no rows, if this processor lacks the instructions.
gk_tile_shape gk_tiles(gk_tile_set set);

/// out[r, column] = the sum over terms and d of a[r * a_row + d * a_depth] * b[d * b_depth + column], for `rows` rows
/// and one or two `vectors` of columns.
void gk_tile_sum(
  gk_tile_set set, const gk_term *terms, GK_LONG count, int rows_adjacent, GK_LONG rows, GK_LONG vectors,
  gk_tile_strides strides, gk_tile_end end, float *out);

/// The largest number of taps of a kernel.
#define GK_MAX_TAPS 128

/// A convolution (or, transposed, the way back from its result to its input) from a source image to `columns` channels.
typedef struct {
  gk_tile_shape tiles;
  int transposed;
  GK_LONG images;
  GK_LONG source_height, source_width, depth;    // what is read, and its channels
  GK_LONG height, width, columns;                // what is written, and its channels: whole vectors
  GK_LONG kernel_height, kernel_width, stride, top, left;
  // How many images, rows of the result and channels of the source are worked on at a time, so that they stay in the
  // second-level cache.
  GK_LONG group, band, part;
} gk_direct;

/// Writes items from ..< to of the result, with weights [kernel_height, kernel_width, depth, columns]. Items are
/// numbered by groups of images, then by bands of rows, then by panels of two vectors.
void gk_direct_images(
  gk_direct g, const float *source, const float *weight, gk_tile_end end, float *out, GK_LONG from, GK_LONG to);

/// The gradient with respect to the weights, for items from ..< to: x is the source, dy is shaped like the result.
///
/// Items are panels of two vectors of a tap, tap by tap, or of a row of taps if there are fewer than 8 channels. If
/// `transposed`, x is read in vectors instead of dy, and the result is [kernel_height, kernel_width, columns, depth].
/// `terms` has room for max(group * band, band * width) terms.
void gk_direct_weights(
  gk_direct g, const float *x, const float *dy, float *out, gk_term *terms, GK_LONG from, GK_LONG to);

// MARK: Convolutions with few kernels

/// Rows of `width` pixels with `columns` channels each, of which the first are those of each of `taps` taps, `kernels` for
/// each; and rows of `out_width` results, where tap 0 of the first lies `left` pixels outside.
typedef struct {
  GK_LONG width, columns, taps, kernels, left, out_width;
} gk_row_taps;

/// out[row, x, k] = the sum over taps of sums[row, x + tap - left, tap * kernels + k], for the rows from ..< to. What
/// lies outside a row is zero.
void gk_sum_row_taps(gk_row_taps g, const float *sums, float *out, GK_LONG from, GK_LONG to);

// MARK: Winograd's convolutions

/// F(results x results, taps x taps): an algorithm that finds a tile of results of a square kernel, along each axis, with
/// as many multiplications as it has points.
typedef enum { GK_F2_2, GK_F2_3, GK_F4_2, GK_F4_3, GK_F4_4, GK_F4_5 } gk_winograd_algorithm;

typedef struct {
  GK_LONG results, taps, points;
} gk_winograd_size;

gk_winograd_size gk_winograd_size_of(gk_winograd_algorithm algorithm);

/// A convolution (or, backward, the way from its result to its input) from a source image to `columns` channels, by
/// tiles that are numbered through all images.
///
/// With a stride, every `stride`-th row and column of the larger image is a phase. A convolution sums over the phases of
/// its source; backward, each phase of the result is a convolution of its own.
typedef struct {
  gk_tile_shape tiles;
  gk_winograd_algorithm algorithm;
  gk_winograd_size size;                         // the algorithm's
  int backward;
  GK_LONG images;
  GK_LONG source_height, source_width, depth;    // what is read, and its channels
  GK_LONG height, width, columns;                // what is written, and its channels
  GK_LONG kernel, stride, top, left;             // those of the convolution, forward and backward
  // The number of blocks that the tiles are cut into: each is worked on by one thread, and with many tiles it stays in
  // the second-level cache meanwhile.
  GK_LONG blocks;
  // How many of the weights' columns are summed at a time: a multiple of 32.
  GK_LONG slice;
  // How many channels of all phases of the source are worked on at a time.
  GK_LONG part;
} gk_winograd;

/// What happens to results: f(y + bias), where the bias may be missing.
typedef struct {
  const float *bias;
  gk_activation activation;
  float slope;
} gk_winograd_end;

/// The number of tiles, in each phase of the result.
GK_LONG gk_winograd_tiles(gk_winograd g);

// Images, if there are many tiles: all kernels are transformed, and then blocks of tiles are computed, each by one thread.

/// The panels of two vectors, of all phases of the result.
GK_LONG gk_winograd_panel_count(gk_winograd g);
/// The floats of transformed kernels, and of a thread's room.
GK_LONG gk_winograd_kernel_count(gk_winograd g);
GK_LONG gk_winograd_block_room(gk_winograd g);
/// Transforms the panels from ..< to of weights [kernel, kernel, depth, columns].
void gk_winograd_kernels(gk_winograd g, const float *weight, float *kernels, GK_LONG from, GK_LONG to);
/// Writes the results of the blocks from ..< to, given the transformed kernels.
void gk_winograd_blocks(
  gk_winograd g, const float *source, const float *kernels, gk_winograd_end end, float *out, float *room, GK_LONG from,
  GK_LONG to);

// Images, if there are few tiles: all tiles are transformed, and then panels are computed, a block of tiles at a time.

/// The floats of transformed tiles, and of a thread's room.
GK_LONG gk_winograd_tile_count(gk_winograd g);
GK_LONG gk_winograd_panel_room(gk_winograd g);
/// The floats that a thread needs while it transforms tiles or gradients.
GK_LONG gk_winograd_patch_room(gk_winograd g);
/// Transforms the tiles from ..< to.
void gk_winograd_tiles_of(gk_winograd g, const float *source, float *tiles, float *room, GK_LONG from, GK_LONG to);
/// Writes the results of the items from ..< to, numbered by panels and then by blocks, given the transformed tiles.
void gk_winograd_panels(
  gk_winograd g, const float *tiles, const float *weight, gk_winograd_end end, float *out, float *room, GK_LONG from,
  GK_LONG to);

// The weights' gradient, if there are many tiles: sums for all positions, and then the taps that they make.

/// The pieces that gk_winograd_sums numbers; the floats of all sums, and of a thread's room.
GK_LONG gk_winograd_sum_items(gk_winograd g);
GK_LONG gk_winograd_sum_count(gk_winograd g);
GK_LONG gk_winograd_sum_room(gk_winograd g);
/// The sums of the items from ..< to: x is the source of a convolution, dy is shaped like its result.
void gk_winograd_sums(
  gk_winograd g, const float *x, const float *dy, float *sums, float *room, GK_LONG from, GK_LONG to);
/// The gradient [kernel, kernel, depth, columns] that these sums make, for rows from ..< to of [phase][channel].
void gk_winograd_taps(gk_winograd g, const float *sums, float *weight, GK_LONG from, GK_LONG to);

// The weights' gradient, if there are few tiles: all tiles and gradients are transformed, and then panels are summed.

/// The pieces that gk_winograd_tap_panels numbers; the floats of transformed gradients, and of a thread's room.
GK_LONG gk_winograd_tap_items(gk_winograd g);
GK_LONG gk_winograd_gradient_count(gk_winograd g);
GK_LONG gk_winograd_tap_room(gk_winograd g);
/// Transforms the gradients of the tiles from ..< to.
void gk_winograd_gradients_of(gk_winograd g, const float *dy, float *gradients, float *room, GK_LONG from, GK_LONG to);
/// The gradient [kernel, kernel, depth, columns], for items from ..< to.
void gk_winograd_tap_panels(
  gk_winograd g, const float *tiles, const float *gradients, float *weight, float *room, GK_LONG from, GK_LONG to);
