#pragma once

// Hides the differences between oneDNN 2 and oneDNN 3: memory descriptors became opaque, and the two steps from an
// operation's description to that of a primitive became one.

#include <stdlib.h>
#include <string.h>

#include <dnnl.h>

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t gk_layout_reference;
#else
typedef const dnnl_memory_desc_t *gk_layout_reference;
#endif

/// How a tensor is laid out in memory.
typedef struct {
  dnnl_memory_desc_t descriptor;
} gk_layout;

#if DNNL_VERSION_MAJOR >= 3
#define GK_LAYOUT(layout) ((layout)->descriptor)
#define GK_OPTIONAL_LAYOUT(layout) ((layout) ? (layout)->descriptor : NULL)
#else
#define GK_LAYOUT(layout) (&(layout)->descriptor)
#define GK_OPTIONAL_LAYOUT(layout) ((layout) ? &(layout)->descriptor : NULL)
#endif

dnnl_engine_t gk_engine(void);
dnnl_stream_t gk_stream(void);
const char *gk_instruction_set(void);

gk_layout gk_layout_of(int rank, const dnnl_dims_t dimensions, dnnl_format_tag_t tag);
gk_layout gk_layout_from(dnnl_primitive_desc_t description, dnnl_query_t what);
size_t gk_layout_size(const gk_layout *layout);
int gk_layout_equal(const gk_layout *a, const gk_layout *b);
void gk_layout_free(gk_layout *layout);

/// Makes a convolution end in x > 0 ? x : slope * x.
void gk_append_leaky_relu(dnnl_primitive_attr_t attributes, float slope);

/// How windows advance; the dilations are the numbers of pixels that are left out between two taps.
typedef struct {
  dnnl_dims_t strides, dilations;
} gk_steps;

// The descriptions of the three directions; NULL if oneDNN has no code for the shape.

dnnl_primitive_desc_t gk_forward(
  const gk_layout *x, const gk_layout *weights, const gk_layout *bias, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes);
dnnl_primitive_desc_t gk_backward_data(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint);
dnnl_primitive_desc_t gk_backward_weights(
  const gk_layout *x, const gk_layout *weights, const gk_layout *y, const gk_steps *steps,
  const dnnl_dims_t before, const dnnl_dims_t after, dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t hint);
