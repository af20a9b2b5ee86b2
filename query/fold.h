#pragma once
// Text as names are compared in: NFKC, lower case, Latin letters without marks (also ø o, ł l, đ and ð d, ı i, ß ss, æ
// ae, œ oe, þ th), each Chinese character as its simplified one (OpenCC jp2t, then t2s, of the character alone, so that
// a part of a text folds as it does inside of it), curly apostrophes and dashes as ' and -, runs of white space as one
// blank; characters that cannot be seen are dropped. Every byte of it knows where it came from. The gazetteer's names
// are folded by the same rule when they are made (tools/gazetteer). Linear in the text. Thread-safe.

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
