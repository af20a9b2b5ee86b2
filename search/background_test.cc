#include "search/background.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "index/cascade_index.h"
#include "store/library_fixture.h"

namespace shoebox::search {
namespace {

constexpr int kDimension = 4;

/// Every text means the same.
class FakeTextEncoder final : public model::TextEncoder {
 public:
  int dimension() const override { return kDimension; }
  Result<std::vector<float>> encode(std::span<const std::string> texts) override {
    std::vector<float> vectors;
    for (std::size_t i = 0; i < texts.size(); ++i) vectors.insert(vectors.end(), {1, 0, 0, 0});
    return vectors;
  }
};

class BackgroundTest : public store::LibraryTest {
 protected:
  BackgroundTest()
      : index_(index::CascadeIndex::open(folder_.path() + "/a.index", SpaceId{"fake"}, kDimension,
                                         index::OpenMode::kReadWrite, {.threads = 1})
                   .value()) {}

  void add_photos(std::uint32_t count) {
    constexpr std::uint16_t kOne = 0x3c00;  // as a half float
    for (std::uint32_t i = 0; i < count; ++i) {
      const Slot slot{static_cast<std::uint32_t>(index_->size())};
      const std::vector<std::uint16_t> row = {kOne, 0, 0, 0};
      ASSERT_TRUE(index_->append({&slot, 1}, row));
    }
  }
  Background measured_on(std::uint32_t photos) {
    index::Bitmap sample;
    for (std::uint32_t i = 0; i < photos; ++i) sample.insert(Slot{i});
    FakeTextEncoder encoder;
    return measure_background(encoder, *index_, sample).value().value();
  }

  std::unique_ptr<index::CascadeIndex> index_;
};

TEST_F(BackgroundTest, SmallLibraryIsMeasuredAgainWhenItHasDoubled) {
  add_photos(10);
  const Background background = measured_on(10);
  EXPECT_NEAR(background.mean, 1, 1e-3);
  EXPECT_FALSE(is_outgrown(background, 20));
  EXPECT_TRUE(is_outgrown(background, 21));
}

TEST_F(BackgroundTest, SampleOfALargeLibraryIsMeasuredOnce) {
  add_photos(kBackgroundPhotos + 10);
  const Background background = measured_on(kBackgroundPhotos);
  EXPECT_FALSE(is_outgrown(background, index_->size()));
  EXPECT_FALSE(is_outgrown(background, 1'000'000));
}

TEST_F(BackgroundTest, PhotosOfTheSampleThatHaveNoVectorMakeItNoSmaller) {
  add_photos(100);
  EXPECT_FALSE(is_outgrown(measured_on(10), 100));
}

TEST_F(BackgroundTest, ReadsBackWhatItWrote) {
  add_photos(3);
  const Background background = measured_on(3);
  const std::string path = folder_.path() + "/background.json";
  ASSERT_TRUE(save_background(path, SpaceId{"fake"}, background));
  const auto loaded = load_background(path, SpaceId{"fake"});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->photos, 3U);
  EXPECT_EQ(loaded->mean, background.mean);
  EXPECT_FALSE(load_background(path, SpaceId{"another"}));
}

}  // namespace
}  // namespace shoebox::search
