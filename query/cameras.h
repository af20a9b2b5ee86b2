#pragma once
// What cameras are called: makers and their nicknames in Chinese and English, the names that models are sold under
// beside the codes that stand in EXIF (ILCE-7M4 = A7 IV, LNA-AL00 = HUAWEI P60, L2D-20c = Mavic 3), and whether a
// camera is a phone, a drone or an action camera. Pure; thread-safe.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace shoebox::query {

struct Maker {
  std::string_view name;                        // canonical, as CameraFilter::make has it
  std::string_view exif;                        // what a make in EXIF contains, lower case
  CameraKind kind = CameraKind::kAny;           // what it makes when nothing else is known
  std::span<const std::string_view> names;      // in folded text
  std::span<const std::string_view> nicknames;  // those that are also other things (苹果): a maker only in company
};
std::span<const Maker> makers();

/// All that a photo's camera answers to.
struct CameraNames {
  std::vector<std::string> makes;   // canonical
  std::vector<std::string> models;  // model keys: "eosr6", "r6"; and of the line it belongs to: "eos"
  CameraKind kind = CameraKind::kAny;
};

/// From EXIF's make and model, either of which may be empty.
CameraNames camera_names(std::string_view make, std::string_view model);

bool matches(const CameraFilter& filter, const CameraNames& names);

/// A model as names are compared in: lower case letters and digits; Mark II, Mk2 and a Roman number as m2.
std::string model_key(std::string_view folded_words);

/// A lens as words are looked for in it: letters and digits only, "ef50mmf18stm".
std::string lens_key(std::string_view lens);
/// Whether the words stand in a lens's name: 50mm is not found in 150mm nor in 24-50mm. Both as lens_key() gives them.
bool matches(const LensFilter& filter, std::string_view lens);

}  // namespace shoebox::query
