#pragma once
// The logic of a sentence: filters hold together; or, and, not, only and parentheses join them; what is no filter is
// meaning. Rules (docs/search.md): "or" joins filters side by side; "and" between persons means both, between places,
// times or cameras (no photo has two) either; "not" takes the filters right behind it, else the words, which become
// negative meaning. Pure; linear.

#include <string>
#include <vector>

#include "query/found.h"
#include "query/query.h"
#include "query/sentence.h"

namespace shoebox::query {

/// `filters` are in the order of the text and do not overlap.
Query join(const Sentence& sentence, std::vector<Found> filters);

/// Whether the text outside of `filters` is nothing but glue and logic.
bool only_glue_between(const Sentence& sentence, const std::vector<TextSpan>& filters);

}  // namespace shoebox::query
