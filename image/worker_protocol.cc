#include "image/worker_protocol.h"

#include <algorithm>
#include <cmath>

#include "core/limits.h"
#include "core/path.h"
#include "image/worker_metadata.h"
#include "image/worker_wire.h"

namespace shoebox::image {

namespace {

constexpr std::uint32_t kRequestMagic = 0x51525853;  // "SXRQ"
constexpr std::uint32_t kFormatBytesMax = 16;

bool is_render_allowed(const RenderSpec& spec) {
  const bool sides = spec.width >= 1 && spec.height >= 1 && spec.width <= limits::kRenderSideMax &&
                     spec.height <= limits::kRenderSideMax;
  return sides && spec.fit <= Fit::kInside && spec.filter <= Filter::kLanczos && spec.encoding <= Encoding::kWebp &&
         spec.quality >= 0 && spec.quality <= 100;
}

void write_render_spec(WireWriter& out, const RenderSpec& spec) {
  out.number(spec.width);
  out.number(spec.height);
  out.number(spec.fit);
  out.number(spec.filter);
  out.number(spec.encoding);
  out.number(spec.quality);
}

RenderSpec read_render_spec(WireReader& in) {
  RenderSpec spec;
  spec.width = in.number<std::int32_t>();
  spec.height = in.number<std::int32_t>();
  spec.fit = static_cast<Fit>(in.number<std::uint8_t>());
  spec.filter = static_cast<Filter>(in.number<std::uint8_t>());
  spec.encoding = static_cast<Encoding>(in.number<std::uint8_t>());
  spec.quality = in.number<std::int32_t>();
  if (!is_render_allowed(spec)) in.fault();
  return spec;
}

/// Whether a render of this size can be what was asked for.
bool is_render_honest(const Rendered& render, std::uint64_t bytes, const RenderSpec& spec) {
  if (render.width < 1 || render.height < 1 || render.width > spec.width || render.height > spec.height) return false;
  const bool exact = spec.fit != Fit::kInside;
  if (exact && (render.width != spec.width || render.height != spec.height)) return false;
  const std::uint64_t raw_bytes =
      std::uint64_t{3} * static_cast<unsigned>(render.width) * static_cast<unsigned>(render.height);
  // A lossy WebP of noise stays below the raw pixels; the constant is for headers of tiny ones.
  return spec.encoding == Encoding::kRgb ? bytes == raw_bytes : bytes >= 1 && bytes <= raw_bytes + 4096;
}

/// Where only metadata are asked for, all of this is empty.
void read_picture(WireReader& in, Subject subject, DecodeReply& reply) {
  reply.format = in.text(kFormatBytesMax);
  const bool plain =
      std::ranges::all_of(reply.format, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  reply.width = in.number<std::int32_t>();
  reply.height = in.number<std::int32_t>();
  const bool is_picture = !reply.format.empty() && reply.width >= 1 && reply.height >= 1;
  const bool is_nothing = reply.format.empty() && reply.width == 0 && reply.height == 0;
  if (!plain || !(subject == Subject::kPicture ? is_picture : is_nothing)) in.fault();
  if (std::int64_t{reply.width} * reply.height > limits::kPixelsMax) in.fault();
  for (std::uint8_t& byte : reply.pixel_hash.hash.bytes) byte = in.number<std::uint8_t>();
}

Error read_error(WireReader& in) {
  Error error;
  error.code = static_cast<ErrorCode>(in.bounded(in.number<std::uint8_t>(), static_cast<int>(ErrorCode::kInternal)));
  error.message = printable(in.text(limits::kMetadataTextBytesMax));
  return error;
}

void read_renders(WireReader& in, const DecodeRequest& request, ParsedReply& parsed) {
  if (in.number<std::uint32_t>() != request.renders.size()) in.fault();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; in.ok() && i < request.renders.size(); ++i) {
    Rendered render;
    render.width = in.number<std::int32_t>();
    render.height = in.number<std::int32_t>();
    const auto bytes = in.number<std::uint64_t>();
    if (!is_render_honest(render, bytes, request.renders[i])) in.fault();
    sum += bytes;
    parsed.reply.renders.push_back(std::move(render));
    parsed.render_bytes.push_back(bytes);
  }
  if (sum > static_cast<std::uint64_t>(limits::kWorkerRepliesBytesMax)) in.fault();
}

}  // namespace

Result<void> check_request(const DecodeRequest& request) {
  if (request.renders.size() > limits::kRendersMax)
    return fail(ErrorCode::kInvalidArgument, "more renders of one photo than a request may ask for");
  if (request.subject != Subject::kPicture && !request.renders.empty())
    return fail(ErrorCode::kInvalidArgument, "metadata have no picture to render");
  if (!std::ranges::all_of(request.renders, is_render_allowed))
    return fail(ErrorCode::kInvalidArgument, "a render is wanted in a size or quality that is not possible");
  return {};
}

std::vector<std::byte> write_request(std::uint32_t sequence, const DecodeRequest& request) {
  WireWriter out;
  out.number(kRequestMagic);
  out.number(sequence);
  out.number(static_cast<std::uint8_t>(request.metadata));
  out.number(static_cast<std::uint8_t>(request.pixel_hash));
  out.number(static_cast<std::uint8_t>(request.subject));
  out.number(static_cast<std::uint32_t>(request.renders.size()));
  for (const RenderSpec& spec : request.renders) write_render_spec(out, spec);
  return out.take();
}

Result<ParsedRequest> parse_request(std::span<const std::byte> message) {
  WireReader in(message);
  if (in.number<std::uint32_t>() != kRequestMagic) in.fault();
  ParsedRequest parsed;
  parsed.sequence = in.number<std::uint32_t>();
  parsed.request.metadata = in.bounded(in.number<std::uint8_t>(), 1) != 0;
  parsed.request.pixel_hash = in.bounded(in.number<std::uint8_t>(), 1) != 0;
  parsed.request.subject =
      static_cast<Subject>(in.bounded(in.number<std::uint8_t>(), static_cast<std::uint32_t>(Subject::kMetadata)));
  const std::uint32_t count = in.bounded(in.number<std::uint32_t>(), limits::kRendersMax);
  for (std::uint32_t i = 0; in.ok() && i < count; ++i) parsed.request.renders.push_back(read_render_spec(in));
  if (!in.at_end()) return fail(ErrorCode::kCorrupt, "not a decode request");
  return parsed;
}

std::vector<std::byte> write_reply(const Result<DecodeReply>& reply) {
  WireWriter out;
  out.number(static_cast<std::uint8_t>(reply.has_value()));
  if (!reply) {
    out.number(static_cast<std::uint8_t>(reply.error().code));
    out.text(std::string_view(reply.error().message).substr(0, limits::kMetadataTextBytesMax));
    return out.take();
  }
  out.text(reply->format);
  out.number(reply->width);
  out.number(reply->height);
  for (const std::uint8_t byte : reply->pixel_hash.hash.bytes) out.number(byte);
  write_metadata(out, reply->metadata);
  out.number(static_cast<std::uint32_t>(reply->renders.size()));
  for (const Rendered& render : reply->renders) {
    out.number(render.width);
    out.number(render.height);
    out.number(static_cast<std::uint64_t>(render.bytes.size()));
  }
  return out.take();
}

Result<ParsedReply> parse_reply(std::span<const std::byte> message, const DecodeRequest& request) {
  WireReader in(message);
  ParsedReply parsed;
  if (in.bounded(in.number<std::uint8_t>(), 1) == 0) {
    parsed.error = read_error(in);
  } else {
    read_picture(in, request.subject, parsed.reply);
    parsed.reply.metadata = parse_metadata(in);
    read_renders(in, request, parsed);
  }
  if (!in.at_end()) return fail(ErrorCode::kCorrupt, "not an answer to a decode request");
  return parsed;
}

}  // namespace shoebox::image
