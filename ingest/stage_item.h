#pragma once
// What travels between the stages of the pipeline. Plain values.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "ingest/bounded_queue.h"
#include "ingest/scanner.h"
#include "store/records.h"

namespace shoebox::ingest {

/// A file to be read, and why.
struct Task {
  Candidate candidate;
  std::optional<PhotoId> reembed;  // only a vector is wanted, for this photo
  bool decode_always = false;      // although its bytes may be known
  bool last_try = false;           // do not put it off again
};

enum class ItemState : std::uint8_t {
  kStore,       // `file` is complete
  kReembedded,  // `row` is the new vector
  kSkipped,     // `error` says why
  kIgnored,     // not a picture
  kRetry,       // still being written: again at the end of the run; `error` for when that fails, too
  kVanished,    // deleted since the scan
  kFatal,       // the run cannot go on: `error`
};

/// A task on its way and, at the end, how it went.
struct Item {
  Task task;
  ItemState state = ItemState::kStore;
  Error error;
  store::ScannedFile file;
  std::vector<std::uint16_t> row;
  std::optional<PixelHash> pixels;  // once decoded
  bool claims_content = false;      // others with the same bytes wait for this one
  bool claims_pixels = false;       // … with the same pixels
};

/// A decoded picture that waits for the encoder.
struct EncodeJob {
  Item item;
  std::vector<std::byte> input;  // side x side x 3
};

using EncodeQueue = BoundedQueue<EncodeJob>;
using FinishedQueue = BoundedQueue<Item>;

inline Item ended(Item item, ItemState state, Error error = {}) {
  item.state = state;
  item.error = std::move(error);
  return item;
}

}  // namespace shoebox::ingest
