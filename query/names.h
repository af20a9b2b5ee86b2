#pragma once
// Proper names in a sentence: places, persons and cameras. Where names overlap, the set that covers most of the text
// wins, then the fewest, then the best known: the longest name beats a shorter one inside of it. Pure; linear in the
// text.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "query/found.h"
#include "query/parse.h"
#include "query/sentence.h"
#include "query/structured.h"

namespace shoebox::query {

struct Name {
  Found found{};
  double weight = 0;                       // of a place: log10 of its people
  std::size_t major = 0;                   // of a place's areas, as PlaceMatch has it
  bool introduced = false;                 // "in", "from", 在 stands before a place
  std::optional<std::int32_t> birthday{};  // of a person
  bool doubtful = false;  // also an ordinary word: a place only in company (a date beside it, nothing else)
};

/// In the order of the text, not overlapping, outside of `taken` (ascending).
std::vector<Name> find_names(const Sentence& sentence, const ParseContext& context, std::span<const TextSpan> taken);

/// `person:value` of the structured syntax: the name alone.
std::optional<PersonFilter> read_person(std::string_view value, const PersonFinder* finder);

}  // namespace shoebox::query
