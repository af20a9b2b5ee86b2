#pragma once
// One run of `shoebox index`: scan, hash, decode, encode, store, in stages with bounded queues between them, so that
// all cores are busy and memory does not grow with the library. What is committed stays, however the run ends; a commit
// comes at least once a second.
//
// Threads: run_index() is called by one thread at a time for a home and blocks; it owns its stages' threads and joins
// them. The database and the progress reporter are used by no two of them at once.

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/progress.h"
#include "core/result.h"
#include "image/decoder.h"
#include "image/metadata.h"
#include "index/vector_index.h"
#include "ingest/file_system.h"
#include "ingest/locate.h"
#include "model/encoder.h"
#include "store/database.h"

namespace shoebox::ingest {

/// Grows when decoders learn something: files that an older one could not use are tried again.
constexpr int kDecoderVersion = 1;

/// Reads a sidecar, XMP or Takeout's JSON. Called from several threads at once.
using SidecarReader = std::function<Result<image::Metadata>(const std::string& path)>;

/// What a run works with, all borrowed.
struct IndexParts {
  const FileSystem& files;
  const Clock& clock;
  image::ImageDecoder& decoder;
  model::ImageEncoder& encoder;
  store::Database& database;  // writable
  index::VectorIndex& index;  // writable, of `IndexOptions::space`
  ProgressReporter& progress;
  SidecarReader read_sidecar;  // empty: sidecars are noted, not read
  PlaceLookup places = {};     // empty: photos are not put on the map
};

struct IndexOptions {
  std::vector<std::string> folders;  // absolute, made roots when they lie in none; empty: every root
  std::vector<std::string> exclude;  // the user's patterns, for every root
  std::string home_folder;           // never indexed
  std::string thumbs_folder;         // "": no thumbnails are made
  SpaceId space;                     // where the encoder's vectors go; registered here
  std::string model;                 // its bundle's name
  int jobs = 0;                      // files decoded at once; 0: as many as cores
  int encode_batch = 4;              // pictures a call of the encoder, at most
  int encode_threads = 1;            // calls of the encoder at once
  int settle_ms = 2000;              // a file changed less than this ago may still be being written
  int commit_ms = 500;               // with what is under way, a kill costs about a second
  int thumbnail_side = 512;          // pixels, the long one
};

struct SkippedReport {
  std::string path;
  std::string error;  // one sentence
};

/// Counts are files. seen = added + unchanged + moved + updated + ignored + the files among skipped, unless
/// interrupted.
struct IndexSummary {
  std::int64_t seen = 0;
  std::int64_t added = 0;      // copies of known photos included
  std::int64_t unchanged = 0;  // same bytes
  std::int64_t moved = 0;
  std::int64_t updated = 0;   // new pixels, new metadata or a new sidecar
  std::int64_t ignored = 0;   // not pictures
  std::int64_t missing = 0;   // known, and gone now
  std::int64_t embedded = 0;  // vectors made by the encoder
  std::vector<SkippedReport> skipped;
  std::vector<std::string> offline;  // roots that are absent or empty now: what is known of them is kept
  double seconds = 0;
  double photos_per_second = 0;  // read and stored
  bool interrupted = false;      // stopped by the user: what was done is kept, the next run goes on
};

/// kNotFound: a folder of `folders` is not there (nothing is done then). kIo and other codes: the run could not go on;
/// what was committed is kept.
Result<IndexSummary> run_index(const IndexParts& parts, const IndexOptions& options, const std::stop_token& stop);

}  // namespace shoebox::ingest
