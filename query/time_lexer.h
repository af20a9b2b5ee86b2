#pragma once
// A folded sentence as lexemes of time: words of time_words.h, numbers of both languages, symbols, and all the rest as
// lexemes without meaning. Pure; linear in the text.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "query/time_phrase.h"
#include "query/time_words.h"

namespace shoebox::query {

struct Lexeme {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  Word word = Word::kNone;  // of what is not in the table: kNone, kEnd, kSymbol, kNumber, kOrdinal
  int value = 0;
  int digits = 0;            // of a kNumber in figures; 0: in words
  bool blank_before = true;  // or the text's beginning
  bool chinese = false;
  std::span<const TimeWord> meanings;  // of a word of the table

  const TimeWord* as(Word wanted) const;
};

/// The last is kEnd. Bytes of `taken` are lexemes without meaning.
std::vector<Lexeme> lex_time(std::string_view folded, std::span<const TextSpan> taken);

/// A number at the lexeme: figures, Chinese numerals, or English words ("twenty one", "nineteen ninety eight").
struct NumberMatch {
  int value = 0;
  int digits = 0;
  std::size_t next = 0;  // the lexeme after it
};
std::optional<NumberMatch> number_at(std::span<const Lexeme> lexemes, std::size_t index);

}  // namespace shoebox::query
