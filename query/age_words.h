#pragma once
// Ages in a sentence: "when Ming was 3", 小明三岁的时候, "Lily at age 5": a time, where the birthday is known. Pure.

#include <optional>

#include "query/found.h"
#include "query/names.h"

namespace shoebox::query {

/// The age said right behind a person's name.
std::optional<Found> age_behind(const Sentence& sentence, const Name& person);

}  // namespace shoebox::query
