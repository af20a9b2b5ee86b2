#pragma once
// The pipeline with fakes at its seams and a real database in a folder of its own.
//
// A "picture" is text: "PIXELS|METADATA". Decoding "bad…" fails as damaged, "none…" as no picture at all.

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/hash.h"
#include "image/decoder.h"
#include "index/vector_index.h"
#include "ingest/catch_up.h"
#include "ingest/fake_file_system.h"
#include "ingest/pipeline.h"
#include "model/encoder.h"
#include "store/embedding_repository.h"
#include "store/file_repository.h"
#include "store/photo_repository.h"
#include "store/root_repository.h"

namespace shoebox::ingest {

class FakeClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
  }
  std::atomic<std::int64_t> seconds = 1'900'000'000;
};

class FakeDecoder final : public image::ImageDecoder {
 public:
  explicit FakeDecoder(const FakeFileSystem& files) : files_(files) {}

  Result<image::DecodeReply> decode(const image::DecodeRequest& request) override {
    const int number = ++calls;
    {
      const std::lock_guard lock(mutex_);
      order.push_back(request.path);
      if (request.subject != image::Subject::kMetadata) ++pictures;
    }
    if (on_decode) on_decode(number);
    if (cancelled) return fail(ErrorCode::kCancelled, "the decoder is stopped");
    const std::string content = TRY(files_.content(request.path));
    if (content.starts_with("bad")) return fail(ErrorCode::kCorrupt, "the picture is damaged");
    if (content.starts_with("none")) return fail(ErrorCode::kUnsupported, "not a picture that we know");
    const std::string pixels = content.substr(0, content.find('|'));
    image::DecodeReply reply;
    if (request.subject == image::Subject::kMetadata) {
      reply.metadata.title = content.substr(std::min(content.find('|'), content.size()));
      return reply;
    }
    reply.format = "fake";
    reply.width = 4;
    reply.height = 3;
    reply.pixel_hash.hash = hash_bytes(std::as_bytes(std::span(pixels)));
    if (request.metadata) reply.metadata.title = content.substr(std::min(content.find('|'), content.size()));
    for (const image::RenderSpec& spec : request.renders) reply.renders.push_back(render(spec, reply.pixel_hash));
    return reply;
  }

  std::atomic<int> calls = 0;
  std::atomic<int> pictures = 0;  // of `calls`: not for metadata alone
  std::atomic<bool> cancelled = false;
  std::vector<std::string> order;
  std::function<void(int)> on_decode;

 private:
  static image::Rendered render(const image::RenderSpec& spec, const PixelHash& pixels) {
    if (spec.encoding == image::Encoding::kWebp) {
      const std::string webp("RIFF\x04\0\0\0WEBP", 12);
      const auto bytes = std::as_bytes(std::span(webp));
      return {4, 3, {bytes.begin(), bytes.end()}};
    }
    std::vector<std::byte> rgb(static_cast<std::size_t>(spec.width) * spec.height * 3);
    for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = static_cast<std::byte>(pixels.hash.bytes[i % 16]);
    return {spec.width, spec.height, std::move(rgb)};
  }

  const FakeFileSystem& files_;
  std::mutex mutex_;
};

class FakeEncoder final : public model::ImageEncoder {
 public:
  static constexpr int kSide = 2;
  FakeEncoder() { input_.side = kSide; }

  const model::ImageInputSpec& input() const override { return input_; }
  int dimension() const override { return 4; }
  Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t n) override {
    if (broken) return fail(ErrorCode::kInternal, "the model is broken");
    EXPECT_EQ(pixels.size(), n * kSide * kSide * 3);
    pictures += static_cast<int>(n);
    std::vector<float> vectors;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t d = 0; d < 4; ++d) vectors.push_back(static_cast<float>(pixels[i * 12 + d]) / 255 + shift);
    }
    return vectors;
  }

  std::atomic<int> pictures = 0;
  std::atomic<bool> broken = false;
  float shift = 0;

 private:
  model::ImageInputSpec input_;
};

class MemoryIndex final : public index::VectorIndex {
 public:
  int dimension() const override { return 4; }
  std::size_t size() const override { return rows.size(); }
  CommitSequence last_commit() const override { return commit; }
  Result<std::vector<std::vector<index::Hit>>> search(std::span<const float>, std::size_t,
                                                      const index::Bitmap*) const override {
    return fail(ErrorCode::kUnsupported, "not searched here");
  }
  Result<void> append(std::span<const Slot> slots, std::span<const std::uint16_t> values) override {
    EXPECT_EQ(values.size(), slots.size() * 4);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      rows[slots[i]] = std::vector<std::uint16_t>(values.begin() + i * 4, values.begin() + (i + 1) * 4);
    }
    return {};
  }
  Result<void> remove(std::span<const Slot> slots) override {
    for (const Slot slot : slots) rows.erase(slot);
    return {};
  }
  Result<void> flush(CommitSequence to) override {
    commit = to;
    return {};
  }
  Result<std::vector<float>> vector(Slot) const override { return fail(ErrorCode::kNotFound, "not here"); }

  std::map<Slot, std::vector<std::uint16_t>> rows;
  CommitSequence commit;
};

class PipelineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "shoebox-pipeline-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    home = name;
    options.thumbs_folder = home + "/thumbs";
    std::filesystem::create_directory(options.thumbs_folder);
    options.space = {"fake/1/4"};
    options.model = "fake";
    options.jobs = 2;
    options.settle_ms = 20;
    options.folders = {"/r"};
    files.add_folder("/r");
  }
  void TearDown() override { std::filesystem::remove_all(home); }

  /// One run, and what it opened, decoded and encoded.
  Result<IndexSummary> try_run() {
    const auto opened = open_database();
    const IndexParts parts{files, clock, decoder, encoder, *opened, index, progress, read_sidecar, places};
    files.opened = 0;
    decoder.calls = 0;
    decoder.order.clear();
    encoder.pictures = 0;
    return run_index(parts, options, stop.get_token());
  }
  IndexSummary run() {
    auto summary = try_run();
    EXPECT_TRUE(summary.has_value()) << (summary ? "" : summary.error().text());
    if (!summary) return {};
    const auto& s = *summary;
    if (!s.interrupted && files.unreadable.empty()) {
      EXPECT_EQ(s.seen,
                s.added + s.unchanged + s.moved + s.updated + s.ignored + static_cast<std::int64_t>(s.skipped.size()));
    }
    return *summary;
  }

  std::unique_ptr<store::Database> open_database() {
    auto opened = store::Database::open(home + "/shoebox.db", store::Access::kReadWrite);
    EXPECT_TRUE(opened.has_value());
    return std::move(*opened);
  }
  std::optional<store::FileView> find(const std::string& path) {
    const auto opened = open_database();
    return store::FileRepository(*opened).find_by_path(path).value();
  }
  std::optional<store::PhotoView> photo_at(const std::string& path) {
    const auto opened = open_database();
    const auto file = store::FileRepository(*opened).find_by_path(path).value();
    return file ? store::PhotoRepository(*opened).find(file->photo).value() : std::nullopt;
  }
  std::size_t present_photos() {
    const auto opened = open_database();
    return store::PhotoRepository(*opened).present_slots()->size();
  }

  std::string home;
  FakeFileSystem files;
  FakeClock clock;
  FakeDecoder decoder{files};
  FakeEncoder encoder;
  MemoryIndex index;
  SilentProgress progress;
  SidecarReader read_sidecar;
  PlaceLookup places;
  IndexOptions options;
  std::stop_source stop;
};

}  // namespace shoebox::ingest
