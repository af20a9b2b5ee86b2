#pragma once
// The worker's side: a process that reads foreign bytes for its pool, one file at a time, under limits of its own.

#include <cstddef>
#include <span>

#include "core/result.h"
#include "image/decoder.h"

namespace shoebox::image {

/// What is done with a file; process_file() in the product.
using FileHandler = Result<DecodeReply> (*)(std::span<const std::byte> file, const DecodeRequest& request);

/// Limits memory, files and core dumps of this process, ends it when its parent goes, greets the pool and answers its
/// requests until the pool closes the socket. -> the process's exit code.
int serve_requests(FileHandler handler);

}  // namespace shoebox::image
