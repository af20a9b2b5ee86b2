#pragma once
// Words that only hold a question together: "photos of", "taken in", 拍的, 的照片, "show me". They are taken off the
// ends of what is left between filters, never out of its middle, so that the rest keeps its own words. Pure.

#include <string_view>

#include "query/sentence.h"

namespace shoebox::query {

/// What stands at both ends of a part of the text that no filter took.
struct Gap {
  TextSpan span{};
  bool after_filter = false;   // else the question begins here
  bool before_filter = false;  // else it ends here
};

/// The part without glue at its ends; empty when it is nothing but glue.
TextSpan without_glue(const Sentence& sentence, const Gap& gap);

inline bool is_glue(const Sentence& sentence, const Gap& gap) {
  const TextSpan rest = without_glue(sentence, gap);
  return rest.begin == rest.end;
}

}  // namespace shoebox::query
