#pragma once
// Text as names are compared in: NFKC, lower case, Latin letters without marks, traditional characters as simplified
// ones, every white space one blank. Every byte of it knows where it came from. The gazetteer's names are folded by the
// same rule when they are made (tools/gazetteer). Thread-safe.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shoebox::query {

struct FoldedText {
  std::string text;                  // UTF-8
  std::vector<std::size_t> origins;  // of each byte of `text`: the byte of the original where its character begins; and
                                     // one more: the original's length
};

/// Invalid UTF-8 becomes U+FFFD.
FoldedText fold(std::string_view original);

}  // namespace shoebox::query
