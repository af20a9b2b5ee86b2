#pragma once
// The structured syntax: key:value, -key:value and quoted text. Chips' `canonical` is written in it and read back to
// the same filter. Keys and values: docs/search.md. What cannot be read stays words. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "query/found.h"
#include "query/parse.h"
#include "query/sentence.h"

namespace shoebox::query {

struct Structured {
  std::vector<Found> found;         // in the order of the text
  std::vector<std::string> unread;  // "rating:9": of a known key a value that cannot be read; the first few, as written
};

/// Quoted text ("…", “…”, 「…」, 『…』) is a TextFilter; a bare file name (IMG_0412.JPG) a FileFilter.
Structured find_structured(const Sentence& sentence, const ParseContext& context);

/// A value of the structured syntax, in quotes when it needs them.
std::string quoted_value(std::string_view value);

/// "kind:screenshot", "orientation:portrait": of filters with a fixed set of values.
std::string canonical_of(MediaKind kind);
std::string canonical_of(Orientation orientation);
std::string canonical_of(const RatingFilter& rating);

}  // namespace shoebox::query
