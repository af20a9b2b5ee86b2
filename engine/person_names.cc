#include "engine/person_names.h"

#include <algorithm>

#include "query/fold.h"

namespace shoebox::engine {
namespace {

/// Words for one relation, seen from the owner of the library; folded.
using Relation = std::span<const std::string_view>;
constexpr std::string_view kFather[] = {"爸爸", "我爸", "我爸爸", "老爸",   "我父亲",
                                        "父亲", "dad",  "daddy",  "my dad", "my father"};
constexpr std::string_view kMother[] = {"妈妈", "我妈", "我妈妈", "老妈",   "我母亲",   "母亲",
                                        "mom",  "mum",  "my mom", "my mum", "my mother"};
constexpr std::string_view kFathersFather[] = {"爷爷", "我爷爷"};
constexpr std::string_view kFathersMother[] = {"奶奶", "我奶奶"};
constexpr std::string_view kMothersFather[] = {"外公", "我外公", "姥爷", "我姥爷"};
constexpr std::string_view kMothersMother[] = {"外婆", "我外婆", "姥姥", "我姥姥"};
constexpr std::string_view kGrandfather[] = {"grandpa", "my grandpa", "granddad", "my grandfather"};
constexpr std::string_view kGrandmother[] = {"grandma", "my grandma", "granny", "my grandmother"};
constexpr std::string_view kWife[] = {"老婆", "我老婆", "我妻子", "我太太", "wife", "my wife"};
constexpr std::string_view kHusband[] = {"老公", "我老公", "我丈夫", "我先生", "husband", "my husband"};
constexpr std::string_view kSon[] = {"儿子", "我儿子", "我家儿子", "my son"};
constexpr std::string_view kDaughter[] = {"女儿", "我女儿", "我家女儿", "my daughter"};
constexpr std::string_view kElderBrother[] = {"哥哥", "我哥", "我哥哥"};
constexpr std::string_view kYoungerBrother[] = {"弟弟", "我弟", "我弟弟"};
constexpr std::string_view kElderSister[] = {"姐姐", "我姐", "我姐姐"};
constexpr std::string_view kYoungerSister[] = {"妹妹", "我妹", "我妹妹"};
constexpr std::string_view kMyself[] = {"我", "我自己", "me", "myself"};
/// Words that do not tell which of two: of whoever is called by either.
constexpr std::string_view kBrother[] = {"my brother", "我兄弟"};
constexpr std::string_view kSister[] = {"my sister", "我姐妹"};
struct Wider {
  Relation words;
  Relation one;
  Relation other;
};
constexpr Wider kWider[] = {{kGrandfather, kFathersFather, kMothersFather},
                            {kGrandmother, kFathersMother, kMothersMother},
                            {kBrother, kElderBrother, kYoungerBrother},
                            {kSister, kElderSister, kYoungerSister}};
constexpr Relation kRelations[] = {kFather,        kMother,      kFathersFather, kFathersMother,  kMothersFather,
                                   kMothersMother, kGrandfather, kGrandmother,   kWife,           kHusband,
                                   kSon,           kDaughter,    kElderBrother,  kYoungerBrother, kElderSister,
                                   kYoungerSister, kMyself};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// A name in letters is a word of its own: Tom is not in "tomato" nor in "custom".
bool is_whole(std::string_view text, std::size_t begin, std::size_t length) {
  const std::size_t end = begin + length;
  if (is_letter(text[begin]) && begin > 0 && is_letter(text[begin - 1])) return false;
  return !(is_letter(text[end - 1]) && end < text.size() && is_letter(text[end]));
}

}  // namespace

PersonNames::PersonNames(std::span<const store::PersonName> called) {
  for (const store::PersonName& person : called) add(person.name, person);
  std::set<std::string, std::less<>> borne;
  for (const auto& [name, match] : names_) borne.insert(name);
  for (const store::PersonName& person : called) add_relations(person, borne);
  for (const auto& [name, match] : names_) lengths_.insert(name.size());
}

void PersonNames::add(std::string_view name, const store::PersonName& person) {
  const std::string folded = query::fold(name).text;
  if (folded.empty()) return;
  query::PersonMatch& match = names_[folded];
  const bool is_known = std::ranges::find(match.persons, person.person) != match.persons.end();
  if (is_known) return;
  match.length = folded.size();
  match.birthday = match.persons.empty() ? person.birthday : std::nullopt;
  if (match.persons.empty()) match.label = person.name;
  match.persons.push_back(person.person);
}

void PersonNames::add_relations(const store::PersonName& person, const std::set<std::string, std::less<>>& borne) {
  const std::string folded = query::fold(person.name).text;
  const auto is_one_of = [&](Relation relation) { return std::ranges::find(relation, folded) != relation.end(); };
  const auto add_words = [&](Relation relation) {
    for (const std::string_view word : relation) {
      if (!borne.contains(word)) add(word, person);  // a word that somebody bears as a name stays that one's
    }
  };
  for (const Relation relation : kRelations) {
    if (is_one_of(relation)) add_words(relation);
  }
  for (const Wider& wider : kWider) {
    if (is_one_of(wider.one) || is_one_of(wider.other)) add_words(wider.words);
  }
}

std::vector<query::PersonMatch> PersonNames::names_at(std::string_view folded, std::size_t position) const {
  std::vector<query::PersonMatch> matches;
  for (const std::size_t length : lengths_) {
    if (position + length > folded.size()) continue;
    const auto found = names_.find(folded.substr(position, length));
    if (found != names_.end() && is_whole(folded, position, length)) matches.push_back(found->second);
  }
  return matches;
}

}  // namespace shoebox::engine
