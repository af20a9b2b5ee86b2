#include "search/keywords.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>

namespace shoebox::search {
namespace {

constexpr std::size_t kWordsMax = 32;
// A caption was written for this photo, a folder's name for hundreds: log odds of a full match, by WordSource.
constexpr std::array<double, store::kWordSources> kFullMatchOdds = {1.5, 1.0, 3.0, 2.5};

constexpr std::array<std::string_view, 36> kStopWords = {
    "a",      "an",      "the",      "of",    "on",     "in",   "at",    "with", "and",  "or",   "to",   "from",
    "by",     "for",     "is",       "are",   "it",     "its",  "my",    "me",   "that", "this", "some", "photo",
    "photos", "picture", "pictures", "image", "images", "shot", "shots", "img",  "near", "into", "over", "under"};

// Characters that bind others: cut there, "海边的狗" is 海边 and 狗.
constexpr std::array<std::string_view, 12> kBinders = {"的", "在", "和", "与", "了", "着",
                                                       "里", "上", "是", "有", "拍", "、"};

std::string cut_at_binders(std::string_view text) {
  std::string cut;
  while (!text.empty()) {
    const auto binder = std::ranges::find_if(kBinders, [&](std::string_view b) { return text.starts_with(b); });
    if (binder != kBinders.end()) {
      cut += ' ';
      text.remove_prefix(binder->size());
      continue;
    }
    cut += text.front();
    text.remove_prefix(1);
  }
  return cut;
}

bool is_stop_word(std::string_view word) {
  std::string small(word);
  std::ranges::transform(small, small.begin(), [](unsigned char c) { return c < 0x80 ? std::tolower(c) : c; });
  return std::ranges::find(kStopWords, small) != kStopWords.end();
}

std::string joined(std::uint32_t bits, const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((bits >> i & 1) == 0) continue;
    if (!text.empty()) text += ' ';
    text += words[i];
  }
  return text;
}

}  // namespace

std::vector<std::string> keywords_of(std::string_view meaning) {
  std::vector<std::string> words = store::asked_words(cut_at_binders(meaning));
  std::erase_if(words, is_stop_word);
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  return words;
}

KeywordEvidence keyword_evidence(const store::WordsFound& found, const std::vector<std::string>& words) {
  KeywordEvidence best;
  if (words.empty()) return best;
  std::uint32_t best_bits = 0;
  for (std::size_t source = 0; source < store::kWordSources; ++source) {
    const double share = std::popcount(found.found[source]) / static_cast<double>(words.size());
    const double odds = kFullMatchOdds[source] * share * share;
    if (odds <= best.odds) continue;
    best.odds = odds;
    best.source = static_cast<store::WordSource>(source);
    best_bits = found.found[source];
  }
  best.words = joined(best_bits, words);
  return best;
}

}  // namespace shoebox::search
