// What a worker that a hostile file took over may send, and what may reach a worker: parsed or refused, never believed.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/check.h"
#include "image/worker_protocol.h"

using namespace shoebox::image;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  DecodeRequest request;
  request.renders = {{.width = 224, .height = 224, .fit = Fit::kShortestCrop},
                     {.width = 320, .height = 320, .fit = Fit::kInside, .encoding = Encoding::kWebp}};
  const auto reply = parse_reply(bytes, request);
  if (reply && !reply->error) {
    CHECK(reply->render_bytes.size() == 2 && reply->render_bytes[0] == 224 * 224 * 3);
    CHECK(reply->render_bytes[1] <= 320 * 320 * 3 + 4096);
  }
  const auto parsed = parse_request(bytes);
  if (!parsed) return 0;
  CHECK(std::ranges::equal(write_request(parsed->sequence, parsed->request), bytes));
  // Which subject may have renders is for the side that asks to check; the renders themselves must be allowed.
  request = parsed->request;
  request.subject = Subject::kPicture;
  CHECK(check_request(request));
  return 0;
}
