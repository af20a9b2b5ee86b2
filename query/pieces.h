#pragma once
// A sentence cut into filters, words of logic and other text: what the grammar reads. Pure; linear.

#include <vector>

#include "query/found.h"
#include "query/sentence.h"

namespace shoebox::query {

enum class PieceKind : std::uint8_t { kText, kFilter, kNot, kOr, kAnd, kComma, kOnly, kOpen, kClose, kAbsent };

struct Piece {
  PieceKind kind = PieceKind::kText;
  TextSpan span{};
  std::size_t filter = 0;    // of kFilter: its index
  bool dash = false;         // of kNot: "-word", which reaches to the next blank
  bool behind_only = false;  // of kOnly: stands behind its person (小明一个人)
  bool glue = false;         // of kText: says nothing by itself
};

/// In the order of the text. Words that look like logic but join nothing are text; text side by side is one piece.
std::vector<Piece> pieces_of(const Sentence& sentence, const std::vector<Found>& filters);

}  // namespace shoebox::query
