#include "image/process_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/limits.h"
#include "image/codec.h"
#include "image/worker_child.h"
#include "image/worker_pool.h"

namespace shoebox::image {

namespace {

/// The smallest decode that is good enough for every render; 0 for the whole picture.
int short_side_min_of(const std::vector<RenderSpec>& renders) {
  int most = 1;
  for (const RenderSpec& spec : renders) {
    const int wanted = decode_short_side_min(spec);
    if (wanted <= 0) return 0;
    most = std::max(most, wanted);
  }
  return most;
}

std::vector<std::byte> raw_bytes(const Image& picture) {
  const auto bytes = std::as_bytes(std::span(picture.rgb));
  return {bytes.begin(), bytes.end()};
}

Result<Rendered> make_render(const Decoded& picture, const RenderSpec& spec) {
  const Image made = render(picture, spec);
  Rendered rendered{made.width, made.height, {}};
  rendered.bytes = spec.encoding == Encoding::kWebp ? TRY(encode_webp(made, spec.quality)) : raw_bytes(made);
  return rendered;
}

Result<DecodeReply> process_sidecar(std::span<const std::byte> file) {
  if (file.size() > static_cast<std::size_t>(limits::kSidecarBytesMax)) {
    return fail(ErrorCode::kLimitExceeded, "the sidecar is larger than 16 MiB");
  }
  DecodeReply reply;
  reply.metadata = read_sidecar(file);
  return reply;
}

}  // namespace

Result<DecodeReply> process_file(std::span<const std::byte> file, const DecodeRequest& request) {
  if (request.subject == Subject::kSidecar) return process_sidecar(file);
  DecodeReply reply;
  if (request.subject == Subject::kMetadata) {
    reply.metadata = read_metadata(file, sniff_format(file));
    return reply;
  }
  reply.format = sniff_format(file);
  if (reply.format.empty()) return fail(ErrorCode::kUnsupported, "not a picture of a known format");
  const Decoded decoded = TRY(decode_image(file, short_side_min_of(request.renders)));
  reply.width = decoded.full_width;
  reply.height = decoded.full_height;
  if (request.pixel_hash) reply.pixel_hash = TRY(pixel_hash(file, decoded));
  for (const RenderSpec& spec : request.renders) reply.renders.push_back(TRY(make_render(decoded, spec)));
  if (request.metadata) reply.metadata = read_metadata(file, reply.format);
  return reply;
}

int run_decode_worker() {
  return serve_requests(process_file);
}

}  // namespace shoebox::image
