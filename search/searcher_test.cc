#include "search/searcher.h"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "core/limits.h"
#include "index/cascade_index.h"
#include "search/relevance.h"
#include "store/library_fixture.h"

namespace shoebox::search {
namespace {

constexpr int kDimension = 9;  // eight axes, and one for what makes photos differ
using Vector = std::vector<float>;

/// Mostly along one axis: photo and word of the same axis are alike, others are not.
Vector axis(int number, float noise = 0) {
  Vector vector(kDimension, 0.05F);
  vector[static_cast<std::size_t>(number)] = 1;
  vector.back() += noise;
  double square = 0;
  for (const float value : vector) square += value * value;
  for (float& value : vector) value /= static_cast<float>(std::sqrt(square));
  return vector;
}

std::uint16_t half_of(float value) {
  // Only what the tests need: values whose halves are normal numbers, cut instead of rounded.
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (value == 0) return 0;
  return static_cast<std::uint16_t>((bits >> 16 & 0x8000U) |
                                    (((bits >> 23 & 255U) - 112U) << 10 | (bits >> 13 & 1023U)));
}

/// Knows the words "axis 0" to "axis 7".
class FakeTextEncoder final : public model::TextEncoder {
 public:
  int dimension() const override { return dimension_; }
  Result<Vector> encode(std::span<const std::string> texts) override {
    ++calls;
    Vector vectors;
    for (const std::string& text : texts) {
      if (text == "broken") return fail(ErrorCode::kInternal, "the tower fell");
      Vector one = axis(text.empty() ? 0 : text.back() - '0');
      one.resize(static_cast<std::size_t>(dimension_));
      vectors.insert(vectors.end(), one.begin(), one.end());
    }
    return vectors;
  }
  int calls = 0;
  int dimension_ = kDimension;
};

class SearcherTest : public store::LibraryTest {
 protected:
  SearcherTest() {
    add_root("/photos");
    index_ = index::CascadeIndex::open(folder_.path() + "/a.index", SpaceId{"fake"}, kDimension,
                                       index::OpenMode::kReadWrite, {.threads = 1})
                 .value();
  }

  /// `count` photos an axis, each a little different.
  void add_photos(int axes, int count) {
    for (int a = 0; a < axes; ++a) {
      for (int i = 0; i < count; ++i)
        add_photo("axis" + std::to_string(a) + "-" + std::to_string(i) + ".jpg", a, 0.02F * i);
    }
  }

  store::StoredFile add_photo(const std::string& name, int of_axis, float noise) {
    const auto stored = store(decoded("/photos/" + name, name, name));
    std::vector<std::uint16_t> row;
    for (const float value : axis(of_axis, noise)) row.push_back(half_of(value));
    EXPECT_TRUE(index_->append({&stored.slot, 1}, row));
    EXPECT_TRUE(index_->flush(CommitSequence{++flushed_}));
    return stored;
  }

  Searcher searcher(model::TextEncoder* encoder) {
    return Searcher({.database = *database_, .index = *index_, .text_encoder = encoder, .model = "fake"});
  }

  SearchAnswer ask(const SearchRequest& request) {
    auto asked = searcher(&encoder_).search(request);
    EXPECT_TRUE(asked) << (asked ? "" : asked.error().text());
    return asked ? std::move(*asked) : SearchAnswer{};
  }
  ErrorCode error_of(const SearchRequest& request) {
    const auto asked = searcher(&encoder_).search(request);
    EXPECT_FALSE(asked);
    return asked ? ErrorCode::kInternal : asked.error().code;
  }

  FakeTextEncoder encoder_;
  std::unique_ptr<index::VectorIndex> index_;
  std::int64_t flushed_ = 0;
};

TEST_F(SearcherTest, FindsTheAskedPhotosFirstAndSaysWhy) {
  add_photos(8, 5);
  const SearchAnswer answer = ask({.text = " axis 3　"});
  EXPECT_EQ(answer.meaning, "axis 3");
  EXPECT_EQ(answer.model, "fake");
  EXPECT_EQ(answer.total, 40U);
  EXPECT_EQ(answer.line, kRelevanceLine);
  ASSERT_EQ(answer.results.size(), 12U);
  for (int i = 0; i < 12; ++i) {
    const SearchResult& result = answer.results[static_cast<std::size_t>(i)];
    EXPECT_EQ(result.path.starts_with("/photos/axis3-"), i < 5) << i << " " << result.path;
    EXPECT_EQ(result.relevance >= answer.line, i < 5) << i << " " << result.relevance;
    ASSERT_EQ(result.why.size(), 1U);
    EXPECT_TRUE(result.why[0].text.starts_with(i < 5 ? "looks like axis 3 (" : "may look like axis 3 ("))
        << result.why[0].text;
    if (i > 0) {
      EXPECT_LE(result.score, answer.results[static_cast<std::size_t>(i) - 1].score);
    }
  }
  EXPECT_EQ(answer.results[0].path, "/photos/axis3-0.jpg");
  EXPECT_NEAR(answer.results[0].score, 1, 1e-2);
  EXPECT_GT(answer.took_ms.total, 0);
}

TEST_F(SearcherTest, CountIsAsAskedAndZeroMeansAll) {
  add_photos(8, 3);
  for (const auto& [k, expected] : {std::pair{1U, 1U}, {7U, 7U}, {24U, 24U}, {1000U, 24U}, {0U, 24U}}) {
    EXPECT_EQ(ask({.text = "axis 1", .k = k}).results.size(), expected) << k;
  }
  EXPECT_EQ(ask({.text = "axis 1", .k = 0, .above_line = true}).results.size(), 3U);
}

TEST_F(SearcherTest, EmptyLibraryHasNoResults) {
  const SearchAnswer answer = ask({.text = "axis 0", .k = 0});
  EXPECT_TRUE(answer.results.empty());
  EXPECT_EQ(answer.total, 0U);
}

TEST_F(SearcherTest, PhotosWithoutAReadableFileAreLeftOutAndComeBack) {
  add_photos(2, 2);
  const auto gone = add_photo("gone.jpg", 0, 0);
  Searcher searcher = this->searcher(&encoder_);
  EXPECT_EQ(searcher.search({.text = "axis 0"})->results.size(), 5U);
  write([&](store::Transaction& t) {
    EXPECT_TRUE(files_->mark_missing(t, {&gone.file, 1}));
    return 0;
  });
  const auto without = searcher.search({.text = "axis 0"});
  EXPECT_EQ(without->results.size(), 4U);
  EXPECT_EQ(without->total, 4U);
  for (const SearchResult& result : without->results) EXPECT_NE(result.path, "/photos/gone.jpg");
  write([&](store::Transaction& t) {
    EXPECT_TRUE(files_->mark_present(t, {&gone.file, 1}));
    return 0;
  });
  EXPECT_EQ(searcher.search({.text = "axis 0"})->results.size(), 5U);
}

TEST_F(SearcherTest, CopiesAreOnePhotoWithSeveralPaths) {
  add_photos(2, 2);
  store(decoded("/photos/copy.jpg", "axis1-0.jpg", "axis1-0.jpg"));
  const SearchAnswer answer = ask({.text = "axis 1", .k = 1});
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_EQ(answer.results[0].paths.size(), 2U);
}

TEST_F(SearcherTest, PictureAloneAndWithWordsAsksForBoth) {
  add_photos(4, 2);
  EXPECT_EQ(ask({.image = axis(2)}).results[0].path, "/photos/axis2-0.jpg");
  EXPECT_TRUE(ask({.image = axis(2)}).results[0].why[0].text.starts_with("looks like the picture"));
  EXPECT_EQ(encoder_.calls, 0) << "a picture needs no text tower";
  EXPECT_TRUE(searcher(nullptr).search({.image = axis(2)}));
  SearchRequest both{.text = "axis 1", .image = axis(2)};
  both.text_weight = 0.9;
  both.image_weight = 0.1;
  EXPECT_EQ(ask(both).results[0].path.substr(0, 13), "/photos/axis1");
  both.text_weight = 0.1;
  both.image_weight = 0.9;
  const SearchAnswer answer = ask(both);
  EXPECT_EQ(answer.results[0].path.substr(0, 13), "/photos/axis2");
  EXPECT_LT(answer.results[0].score, 1);
}

TEST_F(SearcherTest, VectorIsAQuestionOfItsOwn) {
  add_photos(3, 2);
  Vector longer = axis(2);
  for (float& value : longer) value *= 7;
  const SearchAnswer answer = ask({.vector = longer});
  EXPECT_EQ(answer.results[0].path, "/photos/axis2-0.jpg");
  EXPECT_NEAR(answer.results[0].score, 1, 1e-2) << "the score is a cosine";
  EXPECT_EQ(error_of({.text = "axis 1", .vector = axis(2)}), ErrorCode::kInvalidArgument);
}

TEST_F(SearcherTest, QuestionsTogetherAreAnsweredAsAlone) {
  add_photos(8, 4);
  const std::vector<SearchRequest> requests = {{.text = "axis 5", .k = 3},
                                               {.image = axis(1), .k = 30},
                                               {.text = "axis 0", .image = axis(3)},
                                               {.text = "轴 2", .k = 0}};
  const auto together = searcher(&encoder_).search_all(requests);
  ASSERT_TRUE(together);
  ASSERT_EQ(together->size(), requests.size());
  EXPECT_EQ(encoder_.calls, 1);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const SearchAnswer alone = ask(requests[i]);
    ASSERT_EQ(alone.results.size(), (*together)[i].results.size());
    for (std::size_t r = 0; r < alone.results.size(); ++r) {
      EXPECT_EQ(alone.results[r].photo_id, (*together)[i].results[r].photo_id);
      EXPECT_EQ(alone.results[r].relevance, (*together)[i].results[r].relevance);
    }
  }
  EXPECT_TRUE(searcher(&encoder_).search_all({})->empty());
}

TEST_F(SearcherTest, BadQuestionsAreErrors) {
  add_photos(2, 2);
  EXPECT_EQ(error_of({}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.text = " \t　"}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.text = std::string(limits::kQueryBytesMax + 1, 'x')}), ErrorCode::kLimitExceeded);
  EXPECT_EQ(error_of({.text = "axis 1", .image = axis(1), .text_weight = -1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.image = Vector(kDimension, NAN)}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.image = Vector(kDimension + 1, 0.5F)}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.vector = Vector(kDimension, 0)}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of({.text = "broken"}), ErrorCode::kInternal);
  const auto no_tower = searcher(nullptr).search({.text = "axis 1"});
  ASSERT_FALSE(no_tower);
  EXPECT_EQ(no_tower.error().code, ErrorCode::kUnsupported);
  encoder_.dimension_ = kDimension - 1;
  EXPECT_EQ(error_of({.text = "axis 1"}), ErrorCode::kCorrupt);
}

TEST_F(SearcherTest, AnyUnicodeIsAQuestion) {
  add_photos(2, 2);
  for (const std::string text : {"🐕0", "ｆｕｌｌ1", "\xff\xfe 1", "نص 0", "a\nb\n1"}) {
    EXPECT_EQ(ask({.text = text}).results.size(), 4U) << text;
  }
}

TEST_F(SearcherTest, CalibrationOfTheModelCountsForWordsOnly) {
  add_photos(1, 3);  // all alike: nothing stands out of the library
  const SearchParts parts{.database = *database_,
                          .index = *index_,
                          .text_encoder = &encoder_,
                          .calibration = {.midpoint = 0.4, .slope = 30, .known = true},
                          .model = "fake"};
  const auto words = Searcher(parts).search({.text = "axis 0", .explain = true});
  EXPECT_TRUE(words->basis->calibrated);
  EXPECT_GT(words->results[0].relevance, 0.9);
  EXPECT_LT(Searcher(parts).search({.text = "axis 4"})->results[0].relevance, 0.1);
  const auto picture = Searcher(parts).search({.image = axis(0), .explain = true});
  EXPECT_FALSE(picture->basis->calibrated);
  EXPECT_LT(picture->results[0].relevance, kRelevanceLine);
  EXPECT_FALSE(Searcher(parts).search({.text = "axis 0"})->basis);
}

}  // namespace
}  // namespace shoebox::search
