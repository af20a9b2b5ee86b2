#pragma once
// What both towers do with their output: take one row a thing and scale it to length 1.

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "model/session.h"

namespace shoebox::model {

/// Appends the `rows` rows of `tensor`, each of length 1, to `vectors`. kCorrupt when the shape is not rows x dimension
/// or a row is zero or not finite: `file` is the graph that gave it.
Result<void> append_unit_rows(const FloatTensor& tensor, std::size_t rows, int dimension, const std::string& file,
                              std::vector<float>& vectors);

}  // namespace shoebox::model
