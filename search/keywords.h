#pragma once
// What words in names and captions add to what a photo looks like: log odds, bounded, so that a folder's name helps a
// photo and never drowns meaning. Pure functions.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/photo_words.h"

namespace shoebox::search {

/// The words of a question that say something of a photo, as the index has them; at most 32.
std::vector<std::string> keywords_of(std::string_view meaning);

struct KeywordEvidence {
  double odds = 0;                                        // to be added
  store::WordSource source = store::WordSource::kFolder;  // where the strongest of it is
  std::string words;                                      // of that source, as asked
};

/// Of a photo that has some of the words.
KeywordEvidence keyword_evidence(const store::WordsFound& found, const std::vector<std::string>& words);

}  // namespace shoebox::search
