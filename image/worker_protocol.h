#pragma once
// The messages between WorkerPool and a decode worker. The worker reads foreign bytes, so the pool takes its word for
// nothing: parse_reply() accepts only what could be an honest answer to the request. Pure functions.
//
// One exchange: the pool sends write_request() as one packet, with the open file beside it. The worker writes
// [write_reply()][render][render]... from the start of the shared memory and sends one ReplyPacket.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "image/decoder.h"

namespace shoebox::image {

/// Grows with every change of the messages; only this very program should ever answer, and this proves it.
constexpr std::uint32_t kWorkerProtocolVersion = 2;

/// The worker's descriptors, by agreement.
constexpr int kWorkerSocket = 3;
constexpr int kWorkerMemory = 4;

/// A worker that ran out of memory where it could not say so ends with this code.
constexpr int kWorkerExitOutOfMemory = 77;

constexpr std::size_t kWorkerRequestBytesMax = 4096;
constexpr std::size_t kWorkerReplyTextBytesMax = std::size_t{2} << 20;

/// What the socket carries back. The greeting of a new worker is one with sequence 0 and the protocol's version.
struct ReplyPacket {
  std::uint32_t magic = 0;
  std::uint32_t sequence = 0;
  std::uint64_t reply_bytes = 0;
};
constexpr std::uint32_t kReplyMagic = 0x59525853;  // "SXRY"

/// kInvalidArgument when the request asks for more, or for stranger things, than core/limits.h allows.
Result<void> check_request(const DecodeRequest& request);

/// The path stays at home: a worker needs only the open file.
std::vector<std::byte> write_request(std::uint32_t sequence, const DecodeRequest& request);

struct ParsedRequest {
  std::uint32_t sequence = 0;
  DecodeRequest request;
};
/// kCorrupt when it is not one that write_request() wrote.
Result<ParsedRequest> parse_request(std::span<const std::byte> message);

/// The answer without the bytes of its renders, only their sizes.
std::vector<std::byte> write_reply(const Result<DecodeReply>& reply);

struct ParsedReply {
  std::optional<Error> error;  // the worker's finding about the file; the rest is then empty
  DecodeReply reply;           // its renders have their sizes in pixels, and no bytes yet
  std::vector<std::uint64_t> render_bytes;
};
/// kCorrupt when it cannot be an honest answer to `request`.
Result<ParsedReply> parse_reply(std::span<const std::byte> message, const DecodeRequest& request);

}  // namespace shoebox::image
