#pragma once
// What the user said of a photo, as it stands before the sources. Private to this room; CorrectionRepository is the way
// in.

#include <cstdint>
#include <optional>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"
#include "store/records.h"

namespace shoebox::store {

struct Corrections {
  std::optional<image::TakenTime> taken;
  std::int64_t shift_seconds = 0;  // of the sources' time
  bool has_place = false;          // then `place` holds, also when it is none
  std::optional<image::GpsPosition> place;
  std::string zone;  // IANA name
  std::optional<bool> favourite;
};

/// The value of a correction as text, and back; nullopt for what was not written by these.
std::string taken_to_text(const image::TakenTime& taken);
std::optional<image::TakenTime> taken_from_text(std::string_view text);
std::string place_to_text(const std::optional<image::GpsPosition>& place);

Result<Corrections> find_corrections(Connection& connection, PhotoId photo);

/// Puts them before what the sources say.
void correct(const Corrections& corrections, Facts& merged);

}  // namespace shoebox::store
