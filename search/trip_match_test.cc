#include "search/trip_match.h"

#include "core/wall_clock.h"
#include "store/group_repository.h"
#include "store/library_fixture.h"

namespace shoebox::search {
namespace {

std::string name_place(const geo::Location& location, Language language) {
  if (location.city != 7) return "";
  return language == Language::kEnglish ? "Kyoto, Japan" : "日本京都";
}

class TripMatch : public store::LibraryTest {
 protected:
  TripMatch() {
    add_root("/photos");
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) {
      const auto stored = store(decoded("/photos/" + std::string(name), name, name));
      photos_.push_back(stored.photo);
      slots_.push_back(stored.slot);
    }
    const std::int32_t april = *wall_clock_day("2023-04-01");
    const std::int32_t may = *wall_clock_day("2024-05-01");
    write([&](store::Transaction& t) {
      const std::vector<store::Trip> trips = {{april, april + 5, {1, 2, 7}, 35, 135, {photos_[0]}},
                                              {may, may, {1, 2, 8}, 35, 135, {photos_[1]}}};
      store::must(store::GroupRepository(*database_).set_trips(t, trips));
      return 0;
    });
  }

  /// Which of a, b and c.
  std::string found(std::string_view name, const PlaceNaming& naming = name_place) {
    const index::Bitmap slots = store::must(match_trip(*database_, naming, name));
    std::string letters;
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (slots.contains(slots_[i])) letters += static_cast<char>('a' + i);
    return letters;
  }

  std::vector<PhotoId> photos_;
  std::vector<Slot> slots_;
};

TEST_F(TripMatch, TripsAreFoundByPlaceAndDateInBothLanguages) {
  EXPECT_EQ(found("kyoto"), "a");
  EXPECT_EQ(found("京都"), "a");
  EXPECT_EQ(found("KYOTO 2023-04"), "a");
  EXPECT_EQ(found("2024"), "b");
  EXPECT_EQ(found("202"), "ab");
}

TEST_F(TripMatch, EveryWordMustHold) {
  EXPECT_EQ(found("kyoto 2024"), "");
  EXPECT_EQ(found("osaka"), "");
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("  "), "");
}

TEST_F(TripMatch, WithoutNamesOfPlacesDatesAreLeft) {
  EXPECT_EQ(found("kyoto", {}), "");
  EXPECT_EQ(found("2023-04-01", {}), "a");
}

}  // namespace
}  // namespace shoebox::search
