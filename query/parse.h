#pragma once
// A sentence in Chinese or English (or both, or the structured syntax) → Query. Pure: no I/O, the same answer for the
// same input. Linear in the text; a usual sentence takes well under 2 ms. Never fails: what is not understood stays
// meaning. Thread-safe.

#include <cstdint>
#include <string_view>

#include "query/finders.h"
#include "query/query.h"

namespace shoebox::query {

struct ParseContext {
  std::int64_t now_local_minutes = 0;    // the home zone's wall clock, minutes since 1970-01-01T00:00
  const PlaceFinder* places = nullptr;   // null: no place is known
  const PersonFinder* people = nullptr;  // null: nobody is known
  bool counts_people = false;            // faces are known: 两个人的合影 is a filter, else meaning
};

/// `text` longer than limits::kQueryCharactersMax is cut at that character.
Query parse(std::string_view text, const ParseContext& context);

}  // namespace shoebox::query
