#pragma once

/// Multiply-adds on registers alone, as many independent ones as a core can run at once, with the widest vectors that
/// the processor has. Nothing is read from memory: no program computes faster.
///
/// Returns the number of operations, two for each multiply-add of each lane.
double gk_peak_operations(long rounds);
