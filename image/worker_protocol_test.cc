#include "image/worker_protocol.h"

#include <random>

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox::image {
namespace {

DecodeRequest request_of_two() {
  DecodeRequest request;
  request.path = "/photos/a.jpg";
  request.renders = {{.width = 224, .height = 224, .fit = Fit::kShortestCrop},
                     {.width = 320, .height = 320, .fit = Fit::kInside, .encoding = Encoding::kWebp, .quality = 75}};
  return request;
}

DecodeReply full_reply() {
  DecodeReply reply;
  reply.format = "jpeg";
  reply.width = 4000;
  reply.height = 3000;
  reply.pixel_hash.hash.bytes.fill(0xAB);
  reply.renders = {{224, 224, std::vector<std::byte>(224 * 224 * 3)}, {320, 240, std::vector<std::byte>(9000)}};
  Metadata& metadata = reply.metadata;
  metadata.taken = TakenTime{"2019-06-06T07:29:51.25", 120, TimePrecision::kSubsecond, "exif:DateTimeOriginal"};
  metadata.gps = GpsPosition{-22.9, 179.5, -3.5};
  metadata.make = "NIKON";
  metadata.model = "D90";
  metadata.lens = "50mm";
  metadata.software = "樱花";
  metadata.exposure_seconds = 0.004;
  metadata.f_number = 5.6;
  metadata.focal_length_mm = 50;
  metadata.iso = 400;
  metadata.rating = -1;
  metadata.title = "title";
  metadata.description = "two\nlines";
  metadata.keywords = {"a", "b"};
  metadata.people = {"王芳"};
  metadata.live_photo_id = "id";
  metadata.burst_id = "burst";
  metadata.traits = trait_bit(Trait::kLive) | trait_bit(Trait::kDocument);
  metadata.favourite = true;
  return reply;
}

bool is_believed(const DecodeReply& reply) {
  return parse_reply(write_reply(reply), request_of_two()).has_value();
}

TEST(WorkerProtocol, RequestsComeBackAsSent) {
  const DecodeRequest sent = request_of_two();
  const auto parsed = parse_request(write_request(42, sent));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->sequence, 42U);
  EXPECT_EQ(parsed->request.renders, sent.renders);
  EXPECT_EQ(parsed->request.metadata, sent.metadata);
  EXPECT_EQ(parsed->request.pixel_hash, sent.pixel_hash);
  EXPECT_EQ(parsed->request.path, "");
}

TEST(WorkerProtocol, ASidecarHasMetadataAndNoPicture) {
  DecodeRequest request;
  request.subject = Subject::kMetadata;
  EXPECT_EQ(parse_request(write_request(1, request))->request.subject, Subject::kMetadata);
  request.subject = Subject::kSidecar;
  EXPECT_EQ(parse_request(write_request(1, request))->request.subject, Subject::kSidecar);
  EXPECT_TRUE(check_request(request));
  DecodeReply reply;
  reply.metadata.title = "樱花";
  const auto parsed = parse_reply(write_reply(reply), request);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->reply.metadata.title, "樱花");
  EXPECT_FALSE(parse_reply(write_reply(reply), DecodeRequest{})) << "nothing is no answer about a picture";
  reply.format = "jpeg";
  EXPECT_FALSE(parse_reply(write_reply(reply), request));
  request.renders = {{.width = 10, .height = 10}};
  EXPECT_FALSE(check_request(request));
}

TEST(WorkerProtocol, AnswersComeBackAsSent) {
  const DecodeReply sent = full_reply();
  const auto parsed = parse_reply(write_reply(sent), request_of_two());
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(parsed->error);
  const DecodeReply& reply = parsed->reply;
  EXPECT_EQ(reply.format, sent.format);
  EXPECT_EQ(reply.width, sent.width);
  EXPECT_EQ(reply.height, sent.height);
  EXPECT_EQ(reply.pixel_hash, sent.pixel_hash);
  EXPECT_EQ(parsed->render_bytes, (std::vector<std::uint64_t>{224 * 224 * 3, 9000}));
  // Written again it is the same, so nothing of the metadata was lost.
  DecodeReply again = reply;
  again.renders = sent.renders;
  EXPECT_EQ(write_reply(again), write_reply(sent));
  EXPECT_EQ(reply.metadata.people, sent.metadata.people);
  EXPECT_EQ(reply.metadata.taken->offset_minutes, 120);
}

TEST(WorkerProtocol, FindingsComeBackAsSent) {
  const auto parsed = parse_reply(write_reply(fail(ErrorCode::kCorrupt, "cut off")), request_of_two());
  ASSERT_TRUE(parsed);
  ASSERT_TRUE(parsed->error);
  EXPECT_EQ(parsed->error->code, ErrorCode::kCorrupt);
  EXPECT_EQ(parsed->error->message, "cut off");
}

TEST(WorkerProtocol, TruncatedOrLongerMessagesAreRefused) {
  std::vector<std::byte> message = write_reply(full_reply());
  for (std::size_t size = 0; size < message.size(); ++size)
    EXPECT_FALSE(parse_reply(std::span(message).first(size), request_of_two())) << size;
  message.push_back(std::byte{0});
  EXPECT_FALSE(parse_reply(message, request_of_two()));
  std::vector<std::byte> asked = write_request(1, request_of_two());
  for (std::size_t size = 0; size < asked.size(); ++size) EXPECT_FALSE(parse_request(std::span(asked).first(size)));
  asked.push_back(std::byte{0});
  EXPECT_FALSE(parse_request(asked));
}

TEST(WorkerProtocol, FlippedBytesNeverGiveAnImpossibleAnswer) {
  const std::vector<std::byte> message = write_reply(full_reply());
  for (std::size_t i = 0; i < message.size() * 8; ++i) {
    std::vector<std::byte> damaged = message;
    damaged[i / 8] ^= std::byte{1} << (i % 8);
    const auto parsed = parse_reply(damaged, request_of_two());
    if (!parsed || parsed->error) continue;
    ASSERT_EQ(parsed->render_bytes.size(), 2U);
    EXPECT_EQ(parsed->render_bytes[0], 224U * 224 * 3);
    EXPECT_LE(parsed->render_bytes[1], 320U * 320 * 3 + 4096);
    EXPECT_LE(std::int64_t{parsed->reply.width} * parsed->reply.height, limits::kPixelsMax);
  }
}

TEST(WorkerProtocol, RendersMustBeThoseAskedFor) {
  EXPECT_TRUE(is_believed(full_reply()));
  for (const auto& change : std::vector<void (*)(DecodeReply&)>{
           [](DecodeReply& reply) { reply.renders.pop_back(); },
           [](DecodeReply& reply) { reply.renders.push_back(reply.renders[0]); },
           [](DecodeReply& reply) { reply.renders[0].width = 223; },
           [](DecodeReply& reply) { reply.renders[0].bytes.pop_back(); },
           [](DecodeReply& reply) { reply.renders[1].width = 321; },
           [](DecodeReply& reply) { reply.renders[1].height = -1; },
           [](DecodeReply& reply) { reply.renders[1].height = 0; },
           [](DecodeReply& reply) { reply.renders[1].bytes.clear(); },
           [](DecodeReply& reply) { reply.renders[1].bytes.resize(1 << 20); },
       }) {
    DecodeReply reply = full_reply();
    change(reply);
    EXPECT_FALSE(is_believed(reply));
  }
}

TEST(WorkerProtocol, PicturesAndMetadataMustBePossible) {
  for (const auto& change : std::vector<void (*)(DecodeReply&)>{
           [](DecodeReply& reply) { reply.width = 0; },
           [](DecodeReply& reply) { reply.height = -3; },
           [](DecodeReply& reply) { reply.width = reply.height = 1 << 17; },
           [](DecodeReply& reply) { reply.format = ""; },
           [](DecodeReply& reply) { reply.format = "<script>"; },
           [](DecodeReply& reply) { reply.format = std::string(100, 'a'); },
           [](DecodeReply& reply) { reply.metadata.make = "\xFF"; },
           [](DecodeReply& reply) { reply.metadata.title = " blank"; },
           [](DecodeReply& reply) { reply.metadata.title = std::string(limits::kMetadataTextBytesMax + 1, 'a'); },
           [](DecodeReply& reply) { reply.metadata.keywords.resize(limits::kMetadataListMax + 1); },
           [](DecodeReply& reply) { reply.metadata.taken->local = "2019-13-01T00:00:00.25"; },
           [](DecodeReply& reply) { reply.metadata.taken->precision = static_cast<TimePrecision>(99); },
           [](DecodeReply& reply) { reply.metadata.taken->offset_minutes = 5000; },
           [](DecodeReply& reply) { reply.metadata.gps->latitude = 90.1; },
           [](DecodeReply& reply) { reply.metadata.gps->longitude = std::numeric_limits<double>::quiet_NaN(); },
           [](DecodeReply& reply) { reply.metadata.gps = GpsPosition{}; },
           [](DecodeReply& reply) { reply.metadata.gps->altitude_metres = 1e9; },
           [](DecodeReply& reply) { reply.metadata.exposure_seconds = -1; },
           [](DecodeReply& reply) { reply.metadata.f_number = std::numeric_limits<double>::infinity(); },
           [](DecodeReply& reply) { reply.metadata.iso = 0; },
           [](DecodeReply& reply) { reply.metadata.rating = 6; },
       }) {
    DecodeReply reply = full_reply();
    change(reply);
    EXPECT_FALSE(is_believed(reply));
  }
}

TEST(WorkerProtocol, NoiseIsRefused) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::byte> noise(random() % 300);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
    if (!noise.empty()) noise[0] = std::byte{1};
    EXPECT_FALSE(parse_reply(noise, request_of_two()));
    EXPECT_FALSE(parse_request(noise));
  }
}

}  // namespace
}  // namespace shoebox::image
