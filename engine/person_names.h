#pragma once
// The people of a library by what they are called: names, aliases, and where somebody is called by a relation ("爸爸",
// "Dad"), the other usual words for it (我爸, "my dad"). Immutable; thread-safe.

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/finders.h"
#include "store/filter_rows.h"

namespace shoebox::engine {

class PersonNames final : public query::PersonFinder {
 public:
  explicit PersonNames(std::span<const store::PersonName> called);

  std::vector<query::PersonMatch> names_at(std::string_view folded, std::size_t position) const override;

 private:
  void add(std::string_view name, const store::PersonName& person);
  void add_relations(const store::PersonName& person, const std::set<std::string, std::less<>>& borne);

  std::map<std::string, query::PersonMatch, std::less<>> names_;  // by folded name
  std::set<std::size_t, std::greater<>> lengths_;                 // of the folded names
};

}  // namespace shoebox::engine
