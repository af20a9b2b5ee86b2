#pragma once
// The table of folded names, searched by what a text begins with.

#include <cstddef>
#include <string_view>
#include <vector>

#include "geo/tables.h"

namespace shoebox::geo {

/// The names that `text` begins with and that end where a word ends, longest first. In Chinese, Japanese, Korean and
/// Thai every character ends a word.
std::vector<const NameRecord*> names_beginning(const Tables& tables, std::string_view text);

/// The name that is `text`, or null.
const NameRecord* find_name(const Tables& tables, std::string_view text);

/// Whether a word may end after `length` bytes of `text`.
bool is_word_end(std::string_view text, std::size_t length);

/// Code points, for texts that were valid UTF-8.
std::size_t character_count(std::string_view text);

/// Whether it holds characters of scripts that put no blanks between words.
bool is_east_asian(std::string_view text);

}  // namespace shoebox::geo
