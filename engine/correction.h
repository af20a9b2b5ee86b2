#pragma once
// What the user says of photos against what their files say: when, where and in which time zone they were taken. The
// files stay as they are; what was said can be taken back. Free functions, for the thread that has the transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "engine/knowledge.h"
#include "image/metadata.h"
#include "ingest/locate.h"
#include "store/database.h"

namespace shoebox::engine {

struct Correction {
  enum class What : std::uint8_t {
    kTaken,    // was taken then: `text`, "2024-03-09T14:05" or the beginning of such a time
    kShift,    // the camera's clock was wrong by this: `seconds`
    kPlace,    // was taken there: `place`, or what `text` names: "Kyoto", "日本京都", "35.01,135.77"
    kNowhere,  // the place is wrong, and the right one is not known
    kZone,     // the clocks there: `text`, "Asia/Tokyo"
    kAsSaid,   // what the sources say again of `text`: "taken", "place" or "zone"
  };
  // Of which photos: all of these together.
  std::vector<PhotoId> photos = {};
  std::vector<std::string> files = {};  // absolute paths in the library
  std::string camera = {};  // all photos of this camera: "Canon EOS R6", or its model alone; case does not count
  What what = What::kTaken;
  std::string text = {};
  std::int64_t seconds = 0;
  image::GpsPosition place = {};
};

/// The same with the place that its text names. kNotFound for what names none, kInvalidArgument for a whole country.
Result<Correction> with_named_place(Correction correction, const Knowledge& knowledge);

/// What has to be named is named already. -> how many photos it changed: not those that had it already, or that have no
/// clock to move. kInvalidArgument for what is no time, place or zone; kNotFound for a file that is not in the library
/// or a camera without photos.
Result<std::int64_t> correct(store::Transaction& transaction, const Correction& correction,
                             const ingest::PlaceLookup& places);

/// Takes back what was corrected last. -> how many photos that were. kNotFound when there is nothing.
Result<std::int64_t> undo_correction(store::Transaction& transaction, const ingest::PlaceLookup& places);

}  // namespace shoebox::engine
