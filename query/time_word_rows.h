#pragma once
// The table behind time_words.h, in two files: words of the grammar and what only looks so, and the names of holidays.

#include <span>
#include <string_view>

#include "query/time_words.h"

namespace shoebox::query {

struct WordRow {
  std::string_view names;  // separated by |; apostrophes are left out
  Word word;
  int value = 0;
  bool weak = false;
};
std::span<const WordRow> word_rows();

struct HolidayNames {
  std::string_view id;  // of holidays.h
  std::string_view names;
};
std::span<const HolidayNames> holiday_names();

}  // namespace shoebox::query
