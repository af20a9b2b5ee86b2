#include "query/query.h"

namespace shoebox::query {

std::string_view name_of(ChipKind kind) {
  switch (kind) {
    case ChipKind::kTime:
      return "time";
    case ChipKind::kPlace:
      return "place";
    case ChipKind::kPerson:
      return "person";
    case ChipKind::kPersonCount:
      return "people_count";
    case ChipKind::kCamera:
      return "camera";
    case ChipKind::kLens:
      return "lens";
    case ChipKind::kMedia:
      return "kind";
    case ChipKind::kOrientation:
      return "orientation";
    case ChipKind::kRating:
      return "rating";
    case ChipKind::kFavourite:
      return "favourite";
    case ChipKind::kFile:
      return "file";
    case ChipKind::kText:
      return "text";
    case ChipKind::kTrip:
      return "trip";
  }
  return "text";
}

}  // namespace shoebox::query
