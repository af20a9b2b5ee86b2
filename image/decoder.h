#pragma once
// The seam to foreign bytes: one request about one file gives its identity, its metadata and several renders of the
// same decode. WorkerPool (image/worker_pool.h) answers it in child processes; InProcessDecoder is for tests and
// fuzzers.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "image/image.h"
#include "image/metadata.h"
#include "image/render.h"

namespace shoebox::image {

enum class Subject : std::uint8_t {
  kPicture,
  kSidecar,   // an XMP or JSON file beside a picture: only its metadata come back
  kMetadata,  // a picture that is known already: only its metadata come back, and nothing is decoded
};

struct DecodeRequest {
  std::string path;
  std::vector<RenderSpec> renders;
  bool metadata = true;    // read it
  bool pixel_hash = true;  // compute it
  Subject subject = Subject::kPicture;
};

/// One render: raw RGB or encoded bytes, as its RenderSpec says.
struct Rendered {
  int width = 0;
  int height = 0;
  std::vector<std::byte> bytes;
};

struct DecodeReply {
  std::string format;  // "jpeg", "heic", "raw", … by content; but of kPicture nothing else than `metadata` is set
  int width = 0;       // of the whole picture, upright
  int height = 0;
  PixelHash pixel_hash;
  Metadata metadata;
  std::vector<Rendered> renders;  // in the order of the request
};

/// Thread-safe: several threads may ask at once, each waits for its own answer.
class ImageDecoder {
 public:
  virtual ~ImageDecoder() = default;
  /// kUnsupported: not a picture that we know. kCorrupt: damaged. kLimitExceeded: too large or too slow. kIo:
  /// unreadable. A codec that crashed is kCorrupt for this file; the next request finds a fresh worker.
  virtual Result<DecodeReply> decode(const DecodeRequest& request) = 0;
};

}  // namespace shoebox::image
