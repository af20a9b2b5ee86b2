// Idea: cut the text where normalisation cannot reach across (before every starter), fold each piece, and remember
// where the piece began. Pieces are short, so the whole is linear.

#include "query/fold.h"

#include <array>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "query/simplified.h"

namespace shoebox::query {

namespace {

constexpr int kPieceCharactersMax = 32;  // marks on one letter; more of them begin a new piece

/// Characters with the byte of the original where each came from.
struct Characters {
  std::u32string text;
  std::vector<std::size_t> origins;

  void add(char32_t c, std::size_t origin) {
    text.push_back(c);
    origins.push_back(origin);
  }
};

struct Spelling {
  char32_t letter;
  std::u32string_view plain;
};

/// Latin letters that are letters of their own and not a letter with a mark.
constexpr std::array kSpellings = {
    Spelling{U'ø', U"o"}, Spelling{U'ł', U"l"},  Spelling{U'đ', U"d"},  Spelling{U'ð', U"d"},  Spelling{U'ħ', U"h"},
    Spelling{U'ı', U"i"}, Spelling{U'ß', U"ss"}, Spelling{U'æ', U"ae"}, Spelling{U'œ', U"oe"}, Spelling{U'þ', U"th"},
};

char32_t plain_punctuation(char32_t c) {
  if (c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x2032) return U'\'';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return U'-';
  return c;
}

void add_folded(Characters& out, char32_t c, std::size_t origin) {
  const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  if (folded < 0x80) {
    out.add(folded, origin);
    return;
  }
  for (const Spelling& spelling : kSpellings) {
    if (spelling.letter != folded) continue;
    for (const char32_t letter : spelling.plain) out.add(letter, origin);
    return;
  }
  out.add(plain_punctuation(folded), origin);
}

bool is_mark(UChar32 c) {
  return u_charType(c) == U_NON_SPACING_MARK;
}

bool is_latin(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(c, &error) == USCRIPT_LATIN && U_SUCCESS(error);
}

/// The piece in NFKC, Latin letters without their marks.
icu::UnicodeString normalized(const icu::UnicodeString& piece) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(error);
  const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(error);
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return piece;
  const icu::UnicodeString apart = nfd->normalize(nfkc->normalize(piece, error), error);
  icu::UnicodeString bare;
  bool after_latin = false;
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (is_mark(c) && after_latin) continue;
    after_latin = is_latin(c);
    bare.append(c);
  }
  icu::UnicodeString result = nfc->normalize(bare, error);
  return U_FAILURE(error) ? piece : result;
}

void add_piece(Characters& out, const icu::UnicodeString& piece, std::size_t origin) {
  if (piece.isEmpty()) return;
  const icu::UnicodeString plain = piece.length() == 1 && piece[0] < 0x80 ? piece : normalized(piece);
  for (std::int32_t at = 0; at < plain.length(); at = plain.moveIndex32(at, 1)) {
    const UChar32 c = plain.char32At(at);
    if (u_isUWhiteSpace(c) || u_iscntrl(c)) {
      if (out.text.empty() || out.text.back() != U' ') out.add(U' ', origin);
    } else if (!u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      add_folded(out, static_cast<char32_t>(c), origin);
    }
  }
}

Characters folded_characters(std::string_view original) {
  Characters out;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(error);
  icu::UnicodeString piece;
  std::size_t piece_begin = 0;
  const auto length = static_cast<std::int64_t>(original.size());
  for (std::int64_t at = 0; at < length;) {
    const auto begin = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(original.data(), at, length, c);
    const bool boundary = nfkc == nullptr || c < 0x80 || nfkc->hasBoundaryBefore(c);
    if (boundary || piece.length() >= kPieceCharactersMax) {
      add_piece(out, piece, piece_begin);
      piece.remove();
      piece_begin = begin;
    }
    piece.append(c);
  }
  add_piece(out, piece, piece_begin);
  return out;
}

}  // namespace

FoldedText fold(std::string_view original) {
  Characters characters = folded_characters(original);
  simplify(characters.text);
  FoldedText folded;
  folded.text.reserve(original.size());
  folded.origins.reserve(original.size() + 1);
  for (std::size_t i = 0; i < characters.text.size(); ++i) {
    char bytes[U8_MAX_LENGTH];
    int length = 0;
    U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(characters.text[i]));
    folded.text.append(bytes, static_cast<std::size_t>(length));
    folded.origins.insert(folded.origins.end(), static_cast<std::size_t>(length), characters.origins[i]);
  }
  folded.origins.push_back(original.size());
  return folded;
}

}  // namespace shoebox::query
