#pragma once
// What recognisers find in a sentence: a part of the text with the filter that it stands for.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "query/query.h"
#include "query/sentence.h"
#include "query/time_phrase.h"

namespace shoebox::query {

/// One filter in the text. Positions are bytes of the folded text.
struct Found {
  TextSpan span;
  ChipKind kind = ChipKind::kTime;
  Filter filter{};
  std::string canonical{};
  std::string label{};
  bool negated = false;     // by its own "-"
  bool structured = false;  // key:value or quoted text: stands for itself whatever is beside it
};

/// Sorted by where they begin.
inline void sort_by_place(std::vector<Found>& found) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.span.begin < b.span.begin; });
}

inline std::vector<TextSpan> spans_of(const std::vector<Found>& found) {
  std::vector<TextSpan> spans;
  for (const Found& one : found) spans.push_back(one.span);
  return spans;
}

}  // namespace shoebox::query
