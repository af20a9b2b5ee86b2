#include <new>

#include "image/photo_file.h"
#include "image/process_file.h"
#include "image/worker_pool.h"
#include "image/worker_protocol.h"

namespace shoebox::image {

namespace {

Result<DecodeReply> decode_here(const DecodeRequest& request) try {
  TRY(check_request(request));
  const PhotoFile file = TRY(PhotoFile::open(request.path));
  const MappedFile mapped = TRY(MappedFile::create(file.descriptor()));
  DecodeReply reply = TRY(process_file(mapped.bytes(), request));
  TRY(file.check_unchanged());
  return reply;
} catch (const std::bad_alloc&) {
  return fail(ErrorCode::kLimitExceeded, "decoding it takes more memory than there is");
}

}  // namespace

Result<DecodeReply> InProcessDecoder::decode(const DecodeRequest& request) {
  Result<DecodeReply> reply = decode_here(request);
  if (!reply) return std::unexpected(reply.error().within(request.path));
  return reply;
}

}  // namespace shoebox::image
