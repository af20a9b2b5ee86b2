#pragma once
// Ages in a sentence: "when Ming was 3", 小明三岁的时候, "Lily at age 5", 三岁的小明, "before Lily was 3", 小明1到3岁:
// a time, where the birthday is known. Pure.

#include <optional>

#include "query/found.h"
#include "query/names.h"

namespace shoebox::query {

/// The age said right behind or right before a person's name. A "before" or "after" that leads to the name becomes part
/// of the name's words.
std::optional<Found> age_of(const Sentence& sentence, Name& person);

}  // namespace shoebox::query
