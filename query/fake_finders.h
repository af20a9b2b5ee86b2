#pragma once
// Places and persons for tests: a short list instead of the world.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "query/finders.h"
#include "query/fold.h"

namespace shoebox::query {

class FakePersonFinder final : public PersonFinder {
 public:
  void add(std::string_view name, std::int64_t person, std::optional<std::int32_t> birthday = std::nullopt) {
    names_.push_back({fold(name).text, std::string(name), person, birthday});
    std::sort(names_.begin(), names_.end(),
              [](const Named& a, const Named& b) { return a.folded.size() > b.folded.size(); });
  }

  std::vector<PersonMatch> names_at(std::string_view folded, std::size_t position) const override {
    std::vector<PersonMatch> matches;
    for (const Named& name : names_) {
      if (!folded.substr(position).starts_with(name.folded)) continue;
      matches.push_back({name.folded.size(), {name.person}, name.label, name.birthday});
    }
    return matches;
  }

 private:
  struct Named {
    std::string folded;
    std::string label;
    std::int64_t person = 0;
    std::optional<std::int32_t> birthday;
  };
  std::vector<Named> names_;
};

struct FakePlace {
  std::string_view names;  // separated by |
  Area area;
  std::uint32_t inside = 0;  // the area that it lies in
  bool common_word = false;
};

class FakePlaceFinder final : public PlaceFinder {
 public:
  explicit FakePlaceFinder(std::vector<FakePlace> places) {
    for (const FakePlace& place : places) {
      std::string_view rest = place.names;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        names_.push_back({fold(rest.substr(0, end)).text, place});
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    std::stable_sort(names_.begin(), names_.end(),
                     [](const Named& a, const Named& b) { return a.folded.size() > b.folded.size(); });
  }

  std::vector<PlaceMatch> names_at(std::string_view folded, std::size_t position) const override {
    std::vector<PlaceMatch> matches;
    std::string_view last;
    for (const Named& name : names_) {
      if (!folded.substr(position).starts_with(name.folded)) continue;
      const std::size_t end = position + name.folded.size();
      const bool letters = name.folded.back() < 0x7f && name.folded.back() > ' ';
      if (letters && end < folded.size() && folded[end] >= 'a' && folded[end] <= 'z') continue;
      if (!matches.empty() && last == name.folded) {
        matches.back().areas.push_back(name.place.area);
        continue;
      }
      last = name.folded;
      PlaceMatch match;
      match.length = name.folded.size();
      match.areas = {name.place.area};
      match.label_en = match.label_zh = std::string(name.place.names.substr(0, name.place.names.find('|')));
      match.common_word = name.place.common_word;
      match.weight = 6;
      matches.push_back(std::move(match));
    }
    return matches;
  }

  std::optional<std::string> suggestion(std::string_view folded_word) const override {
    if (folded_word == "kyotto") return "Kyoto";
    return std::nullopt;
  }

  bool contains(const Area& outer, const Area& inner) const override {
    std::uint32_t at = inner.id;
    while (at != 0) {
      const auto found =
          std::find_if(names_.begin(), names_.end(), [&](const Named& name) { return name.place.area.id == at; });
      at = found == names_.end() ? 0 : found->place.inside;
      if (at == outer.id) return true;
    }
    return false;
  }

 private:
  struct Named {
    std::string folded;
    FakePlace place;
  };
  std::vector<Named> names_;
};

}  // namespace shoebox::query
