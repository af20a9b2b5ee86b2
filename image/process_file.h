#pragma once
// The work itself, the same in a worker and in this process: bytes of one file in, everything that was asked for out.

#include <cstddef>
#include <span>

#include "core/result.h"
#include "image/decoder.h"

namespace shoebox::image {

/// Decodes once, at the smallest scale that serves all renders. The path of the request is not looked at. Errors as of
/// ImageDecoder::decode; may throw std::bad_alloc. Thread-safe.
Result<DecodeReply> process_file(std::span<const std::byte> file, const DecodeRequest& request);

}  // namespace shoebox::image
