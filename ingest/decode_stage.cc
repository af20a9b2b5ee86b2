#include "ingest/decode_stage.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "image/codec.h"
#include "ingest/sidecar.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kSniffBytes = 4096;
constexpr std::size_t kModelRender = 0;
constexpr std::size_t kThumbnailRender = 1;

int thread_count(int jobs) {
  const int wanted = jobs > 0 ? jobs : static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(wanted, 1, limits::kJobsMax);
}

store::DecodedFile to_decoded_file(image::DecodeReply& reply) {
  return {.pixel_hash = reply.pixel_hash,
          .format = std::move(reply.format),
          .width = reply.width,
          .height = reply.height,
          .embedded = std::move(reply.metadata)};
}

}  // namespace

image::RenderSpec model_render(const model::ImageInputSpec& input) {
  const bool squash = input.resize_mode == model::ResizeMode::kSquash;
  const bool bilinear = input.interpolation == model::Interpolation::kBilinear;
  return {.width = input.side,
          .height = input.side,
          .fit = squash ? image::Fit::kSquash : image::Fit::kShortestCrop,
          .filter = bilinear ? image::Filter::kBilinear : image::Filter::kBicubic};
}

DecodeStage::DecodeStage(const IndexParts& parts, const IndexOptions& options, Catalog& catalog, std::span<Task> tasks,
                         EncodeQueue& encode, FinishedQueue& finished, std::stop_token stop)
    : parts_(parts),
      options_(options),
      thumbnails_(options.thumbs_folder),
      catalog_(catalog),
      tasks_(tasks),
      encode_(encode),
      finished_(finished),
      stop_(std::move(stop)) {
  const int count = thread_count(options.jobs);
  running_ = count;
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

DecodeStage::~DecodeStage() = default;

void DecodeStage::run() {
  while (!stop_.stop_requested()) {
    const std::size_t index = next_++;
    if (index >= tasks_.size()) break;
    process(std::move(tasks_[index]));
  }
  if (--running_ == 0) encode_.close();
}

void DecodeStage::process(Task task) {
  Item item;
  item.task = std::move(task);
  item.file.path = item.task.candidate.path;
  item.file.size_bytes = item.task.candidate.size_bytes;
  item.file.mtime_ns = item.task.candidate.mtime_ns;
  item.file.companions = item.task.candidate.companions;
  if (item.task.reembed) {
    process_reembed(std::move(item));
  } else if (is_unsettled(item)) {
    fail_item(item, {ErrorCode::kBusy, "the file is still being written; run again later", {}});
  } else if (identify(item) && claim_content(item)) {
    decode(std::move(item));
  }
}

/// A copy under way looks like a damaged photo, and later like a changed one.
bool DecodeStage::is_unsettled(const Item& item) const {
  const auto stat = parts_.files.stat(item.file.path);
  if (!stat) return false;
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(parts_.clock.now().time_since_epoch()).count();
  const std::int64_t age_ns = now - stat->modified_ns;
  return age_ns >= 0 && age_ns < std::int64_t{options_.settle_ms} * 1'000'000;
}

/// Hashes. -> false when the item has ended.
bool DecodeStage::identify(Item& item) {
  if (item.file.size_bytes > limits::kFileBytesMax) {
    return fail_item(item, {ErrorCode::kLimitExceeded, "the file is larger than 2 GiB, the most that is read", {}});
  }
  if (item.task.candidate.unnamed) {
    const auto head = parts_.files.read_head(item.file.path, kSniffBytes);
    if (!head) return fail_item(item, head.error());
    if (image::sniff_format(std::as_bytes(std::span(*head))).empty()) {
      end(std::move(item), ItemState::kIgnored, {ErrorCode::kUnsupported, "not a picture", {}});
      return false;
    }
  }
  if (item.file.size_bytes == 0) return fail_item(item, {ErrorCode::kCorrupt, "the file is empty", {}});
  const auto hashed = parts_.files.hash(item.file.path);
  if (!hashed) return fail_item(item, hashed.error());
  item.file.content_hash = hashed->hash;
  item.file.size_bytes = hashed->stat.size_bytes;
  item.file.mtime_ns = hashed->stat.modified_ns;
  return true;
}

/// -> whether the item is to be decoded; else it has ended or waits in the catalog.
bool DecodeStage::claim_content(Item& item) {
  item.file.facts = outer_facts(parts_.read_sidecar, item.file.path, item.file.companions, parts_.clock.now());
  if (item.task.decode_always) return true;
  const auto claim = catalog_.claim_content(item);
  if (!claim) {
    end(std::move(item), ItemState::kFatal, claim.error());
    return false;
  }
  if (*claim == Catalog::Claim::kKnown) {
    if (item.task.candidate.reread && !read_again(item)) return true;
    end(std::move(item), ItemState::kStore);
  }
  return *claim == Catalog::Claim::kMine;
}

/// The metadata alone, of a file whose picture is known. -> false when that cannot be done: decoding it says why.
bool DecodeStage::read_again(Item& item) {
  image::DecodeRequest request;
  request.path = item.file.path;
  request.subject = image::Subject::kMetadata;
  request.pixel_hash = false;
  auto reply = parts_.decoder.decode(request);
  if (!reply || has_changed(item)) return false;
  item.file.embedded = std::move(reply->metadata);
  return true;
}

void DecodeStage::decode(Item item) {
  image::DecodeRequest request;
  request.path = item.file.path;
  request.renders.push_back(model_render(parts_.encoder.input()));
  if (thumbnails_.enabled()) request.renders.push_back(ThumbnailFolder::spec(options_.thumbnail_side));
  auto reply = parts_.decoder.decode(request);
  if (has_changed(item)) {
    fail_item(item, {ErrorCode::kBusy, "the file changed while it was read", {}});
    return;
  }
  if (!reply) {
    fail_item(item, reply.error());
    return;
  }
  CHECK(reply->renders.size() == request.renders.size());
  item.pixels = reply->pixel_hash;
  if (!write_thumbnail(item, *reply)) return;
  std::vector<std::byte> input = std::move(reply->renders[kModelRender].bytes);
  item.file.decoded = to_decoded_file(*reply);
  hand_on(std::move(item), std::move(input));
}

bool DecodeStage::write_thumbnail(Item& item, const image::DecodeReply& reply) {
  if (!thumbnails_.enabled()) return true;
  const auto written = thumbnails_.write(reply.pixel_hash, reply.renders[kThumbnailRender].bytes);
  if (!written) end(std::move(item), ItemState::kFatal, written.error());
  return written.has_value();
}

void DecodeStage::process_reembed(Item item) {
  image::DecodeRequest request;
  request.path = item.file.path;
  request.renders.push_back(model_render(parts_.encoder.input()));
  request.metadata = false;
  request.pixel_hash = false;
  auto reply = parts_.decoder.decode(request);
  if (!reply) {
    fail_item(item, reply.error());
    return;
  }
  encode_.push({std::move(item), std::move(reply->renders[kModelRender].bytes)});
}

void DecodeStage::hand_on(Item item, std::vector<std::byte> input) {
  const auto claim = catalog_.claim_pixels(item);
  if (!claim) {
    end(std::move(item), ItemState::kFatal, claim.error());
  } else if (*claim == Catalog::Claim::kKnown) {
    end(std::move(item), ItemState::kStore);
  } else if (*claim == Catalog::Claim::kMine) {
    encode_.push({std::move(item), std::move(input)});
  }
}

/// Whether the file is no longer what was hashed. What was decoded may then be a mixture of two files.
bool DecodeStage::has_changed(const Item& item) const {
  const auto stat = parts_.files.stat(item.file.path);
  return stat && (stat->size_bytes != item.file.size_bytes || stat->modified_ns != item.file.mtime_ns);
}

/// Ends the item as its error asks. -> false, for callers that return whether to go on.
bool DecodeStage::fail_item(Item& item, const Error& error) {
  if (error.code == ErrorCode::kBusy && !item.task.last_try) {
    end(std::move(item), ItemState::kRetry, error);
  } else if (error.code == ErrorCode::kCancelled) {
    // The decoder was told to stop with us: the file stays for the next run.
    if (!stop_.stop_requested()) end(std::move(item), ItemState::kFatal, error);
  } else if (error.code == ErrorCode::kNotFound) {
    end(std::move(item), ItemState::kVanished, error);
  } else if (error.code == ErrorCode::kUnsupported && item.task.candidate.unnamed) {
    end(std::move(item), ItemState::kIgnored, error);
  } else {
    end(std::move(item), ItemState::kSkipped, error);
  }
  return false;
}

void DecodeStage::end(Item item, ItemState state, Error error) {
  finished_.push(ended(std::move(item), state, std::move(error)));
}

}  // namespace shoebox::ingest
