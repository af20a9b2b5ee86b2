#pragma once
// What goes into the store and comes out: plain values. Paths are absolute bytes as the system gives them
// (core/path.h); moments are milliseconds since 1970 UTC; vectors are IEEE half floats.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "image/metadata.h"

namespace shoebox::store {

/// Where a fact about a photo comes from. The order is the precedence: a photo's value is taken from the first source
/// that has it (a user's correction stands before all of them). Stored as numbers: never renumber.
enum class FactSource : std::uint8_t { kSidecar = 1, kEmbedded = 2, kTakeout = 3, kName = 4 };

/// What one source says, as read.
struct Facts {
  FactSource source = FactSource::kEmbedded;
  image::Metadata metadata;
  bool taken_is_utc = false;  // metadata.taken is a moment in UTC without a zone, to be shown in the home zone
};

/// A file that belongs to a picture beside it. Stored as numbers: never renumber.
enum class CompanionKind : std::uint8_t { kLiveVideo = 1, kXmpSidecar = 2, kTakeoutJson = 3 };

struct Companion {
  CompanionKind kind = CompanionKind::kXmpSidecar;
  std::string path;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
};

/// What decoding told. Width and height are upright.
struct DecodedFile {
  PixelHash pixel_hash;
  std::string format;  // "jpeg", …
  int width = 0;
  int height = 0;
  image::Metadata embedded;
  int metadata_version = image::kMetadataVersion;
};

/// A photo's vector in one space.
struct EmbeddingRow {
  SpaceId space;
  std::vector<std::uint16_t> row;
};

/// A picture file as the scan and the pipeline saw it.
struct ScannedFile {
  std::string path;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  ContentHash content_hash;
  /// Absent when content_hash is known already (FileRepository::find_by_content): nothing was decoded then.
  std::optional<DecodedFile> decoded;
  /// What the file itself says, when it alone was read again of known content.
  std::optional<image::Metadata> embedded;
  /// Sidecar, Takeout and name; what the file itself says is in `decoded`.
  std::vector<Facts> facts;
  std::vector<Companion> companions;
  /// The file whose path is gone and that this is now: the scan looked for it. Its row takes the new path.
  std::optional<FileId> moved_from;
  /// Empty when the pixels have their vectors already.
  std::vector<EmbeddingRow> embeddings;
};

/// What storing a file came to.
enum class Outcome : std::uint8_t {
  kAdded,        // a new photo
  kCopy,         // one more file of a known photo
  kMoved,        // a known file under a new path
  kUpdated,      // same path, new bytes, known pixels: metadata read again
  kNewVersion,   // same path, new pixels: the photo is the same, its vectors are new
  kUnchanged,    // same path and bytes; at most the time, the facts or the companions are new
  kNeedsDecode,  // nothing stored: the content is not known (any more), decode the file and come again
};

struct StoredFile {
  Outcome outcome = Outcome::kNeedsDecode;
  FileId file;
  PhotoId photo;
  Slot slot;
};

/// A file that could not be used, remembered so that it costs a stat as long as it stays as it is.
struct SkippedFile {
  std::string path;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  ErrorCode code = ErrorCode::kCorrupt;  // kUnsupported: not a picture, counted as ignored
  std::string message;                   // one sentence, cut to 1 KiB
  int decoder_version = 0;               // of the program that tried; a newer one tries again
  std::int64_t tried_at_ms = 0;
};

struct Root {
  RootId id;
  std::string path;
  bool available = true;  // false: the folder could not be read when last looked at (an unplugged drive)
  std::int64_t added_at_ms = 0;
  std::optional<std::int64_t> scanned_at_ms;  // when a scan last went through
};

/// A photo that left the library.
struct RemovedPhoto {
  PhotoId id;
  std::optional<PixelHash> pixels;  // whose thumbnail nobody needs any more; absent when another photo looks the same
};

struct RootCounts {
  std::int64_t files = 0;    // present picture files
  std::int64_t photos = 0;   // photos with a present file here
  std::int64_t missing = 0;  // files that are known but gone
  std::int64_t skipped = 0;
  std::int64_t ignored = 0;     // not pictures
  std::int64_t size_bytes = 0;  // of the present files
};

/// An embedding space as registered.
struct Space {
  SpaceId id;
  int dimension = 0;
  std::string model;  // name of the bundle that fills it; empty for imported vectors
  bool active = false;
  std::int64_t embeddings = 0;  // how many photos have a vector in it
};

}  // namespace shoebox::store
