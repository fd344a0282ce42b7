// Runs a generator that GANKit trained: the layers of Sources/GANKit/Layers/FoldedNetwork.swift, on plain arrays of
// numbers. It needs no page, so that a test can run it as well.
"use strict";

(() => {
  const bytesOf = (text) => {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
    return bytes;
  };
  const floatsOf = (text) => new Float32Array(bytesOf(text ?? "").buffer);

  /** Whole numbers of `bits` bits each, lowest bits first, times their channel's scale; rows of `inputs` numbers. */
  function weightsOf(text, scales, bits, inputs) {
    const bytes = bytesOf(text);
    const weights = new Float64Array(Math.floor(bytes.length * 8 / bits));
    const [raise, mask] = [2 ** (bits - 1), 2 ** bits - 1];
    let [waiting, count, place] = [0, 0, 0];
    for (let i = 0; i < weights.length; i += 1) {
      while (count < bits) {
        waiting |= bytes[place] << count;
        place += 1;
        count += 8;
      }
      // In the single precision of the numbers that GANKit was compared with.
      weights[i] = Math.fround(((waiting & mask) - raise) * scales[Math.floor(i / inputs) % scales.length]);
      waiting >>>= bits;
      count -= bits;
    }
    return weights;
  }

  const activations = {
    identity: () => {},
    relu: (values) => { for (let i = 0; i < values.length; i += 1) if (values[i] < 0) values[i] = 0; },
    leakyReLU: (values, slope) => { for (let i = 0; i < values.length; i += 1) if (values[i] < 0) values[i] *= slope; },
    tanh: (values) => { for (let i = 0; i < values.length; i += 1) values[i] = Math.tanh(values[i]); },
    sigmoid: (values) => { for (let i = 0; i < values.length; i += 1) values[i] = 1 / (1 + Math.exp(-values[i])); },
  };

  /**
   * Adds `outputs` sums of products to `y` from `to` on: of the numbers of `x` from `from` on with rows of weights from
   * `row` on. Four rows at a time, so that each number of `x` is read once for four products.
   */
  function addProducts(x, from, inputs, weights, row, y, to, outputs) {
    let o = 0;
    for (; o + 3 < outputs; o += 4) {
      const [w0, w1, w2, w3] = [row + o * inputs, row + (o + 1) * inputs, row + (o + 2) * inputs, row + (o + 3) * inputs];
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let i = 0; i < inputs; i += 1) {
        const v = x[from + i];
        a += v * weights[w0 + i];
        b += v * weights[w1 + i];
        c += v * weights[w2 + i];
        d += v * weights[w3 + i];
      }
      y[to + o] += a;
      y[to + o + 1] += b;
      y[to + o + 2] += c;
      y[to + o + 3] += d;
    }
    for (; o < outputs; o += 1) {
      const w = row + o * inputs;
      let sum = 0;
      for (let i = 0; i < inputs; i += 1) sum += x[from + i] * weights[w + i];
      y[to + o] += sum;
    }
  }

  const size = (shape) => shape.reduce((product, extent) => product * extent, 1);

  function prepare(layer, bits) {
    const inputs = layer.input[layer.input.length - 1];
    const outputs = layer.output[layer.output.length - 1];
    const scales = floatsOf(layer.scales);
    const bias = layer.bias ? floatsOf(layer.bias) : null;
    const weights = layer.codes ? weightsOf(layer.codes, scales, bits, inputs) : null;
    const y = new Float64Array(size(layer.output));

    /** The bias in every place, for the sums to be added to. */
    const begin = () => {
      if (!bias) return y.fill(0);
      for (let i = 0; i < y.length; i += outputs) y.set(bias, i);
      return y;
    };
    const kinds = {
      dense: (x) => { begin(); addProducts(x, 0, inputs, weights, 0, y, 0, outputs); },
      scaling: (x) => { for (let i = 0; i < y.length; i += 1) y[i] = x[i] * scales[i % outputs] + (bias ? bias[i % outputs] : 0); },
      upsampling: (x) => {
        const [height, width] = layer.output;
        for (let row = 0; row < height; row += 1) {
          for (let column = 0; column < width; column += 1) {
            const from = (Math.floor(row / layer.stride[0]) * layer.input[1] + Math.floor(column / layer.stride[1])) * inputs;
            for (let c = 0; c < inputs; c += 1) y[(row * width + column) * inputs + c] = x[from + c];
          }
        }
      },
      // Tap (i, j) joins pixel (r, c) of the smaller image with pixel (r s + i - top, c s + j - left) of the larger one.
      convolution: (x) => {
        begin();
        eachTap(layer.output, layer.input, (small, large, tap) =>
          addProducts(x, large * inputs, inputs, weights, tap * inputs * outputs, y, small * outputs, outputs));
      },
      transposed: (x) => {
        begin();
        eachTap(layer.input, layer.output, (small, large, tap) =>
          addProducts(x, small * inputs, inputs, weights, tap * inputs * outputs, y, large * outputs, outputs));
      },
    };
    function eachTap(small, large, body) {
      const [kernel, stride, start] = [layer.kernel, layer.stride, layer.start];
      for (let i = 0; i < kernel[0]; i += 1) {
        for (let j = 0; j < kernel[1]; j += 1) {
          for (let row = 0; row < small[0]; row += 1) {
            const largeRow = row * stride[0] + i - start[0];
            if (largeRow < 0 || largeRow >= large[0]) continue;
            for (let column = 0; column < small[1]; column += 1) {
              const largeColumn = column * stride[1] + j - start[1];
              if (largeColumn < 0 || largeColumn >= large[1]) continue;
              body(row * small[1] + column, largeRow * large[1] + largeColumn, i * kernel[1] + j);
            }
          }
        }
      }
    }
    const linear = kinds[layer.kind];
    const activate = activations[layer.activation];
    return (x) => {
      linear(x);
      activate(y, layer.slope);
      return y;
    };
  }

  /** Layers one after another, as a function of an array of numbers. It fills the same array anew at each call. */
  globalThis.explorableLayers = (layers, bits) => {
    const functions = layers.map((layer) => prepare(layer, bits));
    return (x) => functions.reduce((values, layer) => layer(values), x);
  };

  /**
   * A generator of a script in the folder `generators`. `draw(z, label)` computes its picture for noise and, where it
   * takes one, a label: `output` gives height, width and channels, and the pixels lie in [-1, 1], or in [0, 1] if it is
   * not signed. The same array is filled anew by each call.
   */
  globalThis.explorableNetwork = (generator) => {
    const picture = globalThis.explorableLayers(generator.layers, generator.bits);
    const input = new Float64Array(generator.latent + generator.classes);
    const flat = floatsOf(generator.directions);
    const directions = [];
    for (let i = 0; i < flat.length; i += generator.latent) directions.push(flat.slice(i, i + generator.latent));
    return {
      latent: generator.latent, classes: generator.classes, output: generator.output, directions,
      draw(z, label = 0) {
        input.fill(0);
        input.set(z);
        if (generator.classes) input[generator.latent + label] = generator.loudness;
        return picture(input);
      },
      /** A value of a picture as a byte. */
      byte: (value) => {
        const share = generator.isSigned ? (value + 1) / 2 : value;
        return Math.max(0, Math.min(255, Math.round(share * 255)));
      },
    };
  };
})();
