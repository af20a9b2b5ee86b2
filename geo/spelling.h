#pragma once
// Which well-known place a word is a misspelling of.

#include <string_view>

#include "geo/tables.h"

namespace shoebox::geo {

/// Null for a name, for an ordinary word, for words of fewer than five letters or of another alphabet, and when no
/// well-known name that begins with the same letter is near: one slip away, two from eight letters on.
const NameRecord* likely_name(const Tables& tables, std::string_view folded_word);

/// Letters left out, put in, changed, or swapped with the next ("optimal string alignment"); `limit` + 1 when more.
int slips_between(std::string_view a, std::string_view b, int limit);

}  // namespace shoebox::geo
