// Metadata of any file, and sidecars: whatever the bytes, the answer keeps the promises of image/metadata.h, which is
// what the pool's own check of a worker's answer says.

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/check.h"
#include "image/codec.h"
#include "image/metadata.h"
#include "image/worker_metadata.h"
#include "image/worker_wire.h"

using namespace shoebox::image;

namespace {

void check_promises(const Metadata& metadata) {
  WireWriter out;
  write_metadata(out, metadata);
  const auto bytes = out.take();
  WireReader in(bytes);
  parse_metadata(in);
  CHECK(in.at_end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  check_promises(read_metadata(bytes, sniff_format(bytes)));
  check_promises(read_sidecar(bytes));
  return 0;
}
