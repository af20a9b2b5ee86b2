#pragma once
// Things whose names begin with a maker of cameras, and are none: 富士山, 小米手环, "Sony headphones". Pure.

#include <cstddef>

#include "query/sentence.h"

namespace shoebox::query {

/// Whether the name of another thing begins at a position: 三星级, "apple pie".
bool begins_another_thing(const Sentence& sentence, std::size_t position);

/// Whether another product, or a shop of the maker, stands behind the maker's name that ends at a position.
bool is_other_product(const Sentence& sentence, std::size_t maker_end);

}  // namespace shoebox::query
