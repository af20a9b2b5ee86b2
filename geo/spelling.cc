// The well-known names are few (a few thousand), and those with the word's first letter and about its length are some
// dozens: they are compared one by one, with the dynamic programme of Damerau and Levenshtein. Cost: some 10 µs a word.

#include "geo/spelling.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "geo/name_index.h"

namespace shoebox::geo {

namespace {

constexpr std::size_t kLettersMin = 5;
constexpr std::size_t kLettersForTwoSlips = 8;
constexpr std::size_t kLettersMax = 30;
constexpr std::uint32_t kKnownPopulation = 15'000;

std::uint32_t hash_of(std::string_view word) {  // FNV-1a, as tools/gazetteer writes it
  std::uint32_t hash = 2166136261U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

/// A village that bears the word as its name makes it no better known.
bool is_known_name(const Tables& tables, std::string_view word) {
  const NameRecord* const name = find_name(tables, word);
  if (name == nullptr) return false;
  const auto bearers = tables.areas_of(*name);
  if (bearers.empty()) return true;
  const Bearer first(bearers.front());
  const PlaceRecord* const place = first.kind == BearerKind::kPlace ? tables.place_at(first.index) : nullptr;
  return place == nullptr || place->population >= kKnownPopulation;
}

}  // namespace

int slips_between(std::string_view a, std::string_view b, int limit) {
  const auto n = static_cast<int>(b.size());
  if (a.size() > kLettersMax || b.size() > kLettersMax) return limit + 1;
  if (std::abs(static_cast<int>(a.size()) - n) > limit) return limit + 1;
  std::array<std::array<int, kLettersMax + 1>, kLettersMax + 1> cost{};
  for (int j = 0; j <= n; ++j) cost[0][static_cast<std::size_t>(j)] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    cost[i][0] = static_cast<int>(i);
    int least = cost[i][0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int best =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) best = std::min(best, cost[i - 2][j - 2] + 1);
      cost[i][j] = best;
      least = std::min(least, best);
    }
    if (least > limit + 1) return limit + 1;
  }
  return std::min(cost[a.size()][b.size()], limit + 1);
}

const NameRecord* likely_name(const Tables& tables, std::string_view folded_word) {
  const bool letters = std::ranges::all_of(folded_word, [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  if (!letters || folded_word.size() < kLettersMin || folded_word.size() > kLettersMax) return nullptr;
  if (folded_word.front() == ' ' || std::ranges::count(folded_word, ' ') > 1) return nullptr;
  if (is_known_name(tables, folded_word)) return nullptr;
  if (std::ranges::binary_search(tables.words, hash_of(folded_word))) return nullptr;
  const int limit = folded_word.size() >= kLettersForTwoSlips ? 2 : 1;
  const auto first_letter = [&](std::uint32_t index) -> int {
    const std::string_view text = index < tables.names.size() ? tables.text_of(tables.names[index]) : "";
    return text.empty() ? 0 : static_cast<unsigned char>(text.front());
  };
  const NameRecord* best = nullptr;
  int best_slips = limit + 1;
  for (const std::uint32_t index : std::ranges::equal_range(tables.spellings, folded_word.front(), {}, first_letter)) {
    if (index >= tables.names.size()) continue;
    const int slips = slips_between(folded_word, tables.text_of(tables.names[index]), limit);
    if (slips < best_slips) {  // of equally near ones the first is the better known
      best = &tables.names[index];
      best_slips = slips;
    }
  }
  return best;
}

}  // namespace shoebox::geo
