// Tensors and shapes: what they hold, how they are made, and how different shapes combine.
//
//     swift run -c release --package-path Examples Tensors

import GANKit

// Two rows of three values, and a batch of eight images of 28 by 28 pixels with one channel.
let table = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
let images = Tensor.zeros([8, 28, 28, 1])
print(table.shape, table.count, table.at(1, 2), images.rank)

// Operations make new tensors and never change their operands.
let doubled = table * 2
print(table.scalars, doubled.scalars)

// The bias has one value for each column: it is added to every row.
let bias = Tensor([10, 20, 30])
let shifted = table + bias

// With the axis kept, at extent 1, each mean can be subtracted from the row that it belongs to.
let means = table.mean(axes: [1], keepingDimensions: true)
let centred = table - means
print(shifted.scalars, means.shape, centred.scalars)

// The same elements under another shape, and some rows of them: no copies are made.
let column = table.reshaped(to: [6, 1])
let secondRow = table.rows(1..<2)

// The same seed gives the same numbers, on every machine and with any number of threads.
let random = Random(seed: 7)
let noise = Tensor.normal([4, 100], using: random)
let projection = Tensor.normal([100, 64], using: random)
let hidden = leakyReLU(matmul(noise, projection), slope: 0.2)
print(column.shape, secondRow.scalars, hidden.shape)

precondition(shifted.scalars == [11, 22, 33, 14, 25, 36])
precondition(centred.scalars == [-1, 0, 1, -1, 0, 1])
precondition(noise == Tensor.normal([4, 100], using: Random(seed: 7)))
