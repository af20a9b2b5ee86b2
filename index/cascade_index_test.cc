#include "index/cascade_index.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "index/index_test_files.h"
#include "index/top_k.h"
#include "simd/targets.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 24;
const SpaceId kSpace{"test/index"};

std::unique_ptr<VectorIndex> open_for(OpenMode mode, const TestFolder& folder, int dimension = kDimension,
                                      const IndexOptions& options = {.threads = 2}) {
  auto opened = CascadeIndex::open(folder.file(), kSpace, dimension, mode, options);
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().text());
  return opened ? std::move(*opened) : nullptr;
}

/// What the index should hold: the seed of each slot's row.
using Model = std::map<std::uint32_t, std::uint32_t>;

std::vector<Hit> brute_force(const Model& model, int dimension, const std::vector<float>& query, std::size_t k,
                             const Bitmap* allowed) {
  std::vector<Hit> hits;
  for (const auto& [slot, seed] : model) {
    if (allowed != nullptr && !allowed->contains(Slot{slot})) continue;
    float score = 0;
    simd::dot_f16(half_row(dimension, seed).data(), 1, query.size(), query.data(), 1, &score);
    hits.push_back({Slot{slot}, score});
  }
  std::sort(hits.begin(), hits.end(), is_better);
  if (hits.size() > k) hits.resize(k);
  return hits;
}

void check(const VectorIndex& index, const Model& model, std::size_t k, const Bitmap* allowed = nullptr) {
  std::vector<float> queries;
  for (std::uint32_t q = 0; q < 3; ++q) {
    const auto query = unit_vector(index.dimension(), 9000 + q);
    queries.insert(queries.end(), query.begin(), query.end());
  }
  const auto found = index.search(queries, k, allowed);
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ(index.size(), model.size());
  for (std::uint32_t q = 0; q < 3; ++q) {
    EXPECT_EQ((*found)[q], brute_force(model, index.dimension(), unit_vector(index.dimension(), 9000 + q), k, allowed));
  }
}

TEST(CascadeIndex, EmptyIndexFindsNothing) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  check(*index, {}, 12);
  EXPECT_EQ(index->last_commit().value, 0);
  EXPECT_EQ(index->vector(Slot{0}).error().code, ErrorCode::kNotFound);
}

TEST(CascadeIndex, FindsWhatBruteForceFindsForEveryK) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  Model model;
  for (std::uint32_t slot = 0; slot < 2100; ++slot) model[slot] = slot;
  ASSERT_TRUE(append_slots(*index, slot_range(0, 2100)));
  for (const std::size_t k : {1U, 12U, 1000U, 2100U, 5000U}) check(*index, model, k);
}

TEST(CascadeIndex, SlotsMayComeInAnyOrderAndSparse) {
  const TestFolder folder;
  Model model;
  {
    const auto index = open_for(OpenMode::kReadWrite, folder);
    for (const std::uint32_t slot : {900U, 3U, 4'000'000'000U, 70'000U, 0U}) {
      ASSERT_TRUE(append_slots(*index, {slot}));
      model[slot] = slot;
    }
    check(*index, model, 12);
    ASSERT_TRUE(index->flush(CommitSequence{1}));
  }
  check(*open_for(OpenMode::kReadOnly, folder), model, 12);
}

TEST(CascadeIndex, NewRowOfASlotReplacesTheOldOneAndRemovedSlotsAreGone) {
  const TestFolder folder;
  Model model;
  {
    const auto index = open_for(OpenMode::kReadWrite, folder);
    ASSERT_TRUE(append_slots(*index, slot_range(0, 1500)));
    ASSERT_TRUE(append_slots(*index, slot_range(100, 200), 5000));
    const std::vector<Slot> gone = {Slot{0}, Slot{150}, Slot{150}, Slot{1499}, Slot{77777}};
    ASSERT_TRUE(index->remove(gone));
    ASSERT_TRUE(append_slots(*index, {1499}, 6000));
    for (std::uint32_t slot = 0; slot < 1500; ++slot) model[slot] = slot >= 100 && slot < 200 ? slot + 5000 : slot;
    model.erase(0);
    model.erase(150);
    model[1499] = 7499;
    check(*index, model, 30);
    ASSERT_TRUE(index->flush(CommitSequence{5}));
  }
  const auto reopened = open_for(OpenMode::kReadWrite, folder);
  EXPECT_EQ(reopened->last_commit().value, 5);
  check(*reopened, model, 30);
  EXPECT_EQ(reopened->vector(Slot{150}).error().code, ErrorCode::kNotFound);
  std::vector<float> expected(kDimension);
  simd::f16_to_f32(half_row(kDimension, 7499).data(), kDimension, expected.data());
  EXPECT_EQ(reopened->vector(Slot{1499}).value(), expected);
}

TEST(CascadeIndex, FilterIsExactFromNothingToEverything) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  Model model;
  ASSERT_TRUE(append_slots(*index, slot_range(0, 3000)));
  for (std::uint32_t slot = 0; slot < 3000; ++slot) model[slot] = slot;
  ASSERT_TRUE(index->remove(std::vector<Slot>{Slot{30}}));
  model.erase(30);
  for (const std::uint32_t step : {1U, 2U, 3U, 5U, 10U, 30U, 200U, 2999U}) {
    Bitmap allowed(3000);
    for (std::uint32_t slot = 0; slot < 3000; slot += step) allowed.insert(Slot{slot});
    allowed.insert(Slot{50'000});
    check(*index, model, 12, &allowed);
  }
  const Bitmap nothing;
  check(*index, model, 12, &nothing);
}

TEST(CascadeIndex, EqualRowsAreOrderedBySlot) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  Model model;
  for (std::uint32_t i = 0; i < 1300; ++i) {
    const std::uint32_t slot = (i * 7919) % 1300;
    ASSERT_TRUE(append_slots(*index, {slot}, 4242 - slot));
    model[slot] = 4242;
  }
  check(*index, model, 5);
  Bitmap few;
  for (const std::uint32_t slot : {1200U, 7U, 512U}) few.insert(Slot{slot});
  check(*index, model, 2, &few);
}

TEST(CascadeIndex, ManyQueriesAtOnceEqualOneByOne) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder, 65);
  ASSERT_TRUE(append_slots(*index, slot_range(0, 700)));
  std::vector<float> queries;
  for (std::uint32_t q = 0; q < 300; ++q) {
    const auto query = unit_vector(65, q);
    queries.insert(queries.end(), query.begin(), query.end());
  }
  const auto together = index->search(queries, 7, nullptr).value();
  ASSERT_EQ(together.size(), 300U);
  for (std::uint32_t q = 0; q < 300; ++q) {
    ASSERT_EQ(together[q], index->search(unit_vector(65, q), 7, nullptr).value().front()) << q;
    EXPECT_EQ(together[q].front().slot.value, q) << "a row is nearest to itself";
  }
  EXPECT_TRUE(index->search({}, 7, nullptr).value().empty());
}

TEST(CascadeIndex, NotANumberIsRefusedAtTheDoor) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  ASSERT_TRUE(append_slots(*index, {1}));
  for (const float bad : {NAN, INFINITY, -INFINITY, 3e38F}) {
    std::vector<float> query = unit_vector(kDimension, 1);
    query[5] = bad;
    EXPECT_EQ(index->search(query, 1, nullptr).error().code, ErrorCode::kInvalidArgument) << bad;
  }
  EXPECT_EQ(index->search(std::vector<float>(kDimension - 1), 1, nullptr).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(index->search(unit_vector(kDimension, 1), 0, nullptr).error().code, ErrorCode::kInvalidArgument);
  for (const std::uint16_t bad : {0x7c00, 0xfc00, 0x7e00}) {
    std::vector<std::uint16_t> rows(2 * kDimension, 0);
    rows.back() = bad;
    const std::vector<Slot> slots = {Slot{2}, Slot{3}};
    EXPECT_EQ(index->append(slots, rows).error().code, ErrorCode::kInvalidArgument);
  }
  const std::vector<Slot> two = {Slot{2}, Slot{3}};
  EXPECT_EQ(index->append(two, half_row(kDimension, 1)).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(index->size(), 1U) << "nothing of a refused batch is added";
}

TEST(CascadeIndex, ImpossibleDimensionsAndSpacesAreRefused) {
  const TestFolder folder;
  const auto code = [&](const SpaceId& space, int dimension) {
    return CascadeIndex::open(folder.file(), space, dimension, OpenMode::kReadWrite).error().code;
  };
  for (const int dimension : {0, -1, 8193}) EXPECT_EQ(code(kSpace, dimension), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(SpaceId{""}, 4), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(SpaceId{std::string(1025, 'x')}, 4), ErrorCode::kInvalidArgument);
}

TEST(CascadeIndex, ReaderSeesWhatWasFlushedAndNothingElse) {
  const TestFolder folder;
  const auto writer = open_for(OpenMode::kReadWrite, folder);
  const auto reader = open_for(OpenMode::kReadOnly, folder);
  ASSERT_TRUE(append_slots(*writer, slot_range(0, 10)));
  check(*reader, {}, 5);
  Model model;
  for (std::uint32_t slot = 0; slot < 10; ++slot) model[slot] = slot;
  check(*writer, model, 5);
  ASSERT_TRUE(writer->flush(CommitSequence{1}));
  ASSERT_TRUE(reader->search(unit_vector(kDimension, 1), 1, nullptr));
  check(*reader, model, 5);
  // Over the end of a block, and of the first mapping.
  ASSERT_TRUE(append_slots(*writer, slot_range(10, 3000)));
  ASSERT_TRUE(writer->remove(std::vector<Slot>{Slot{5}}));
  ASSERT_TRUE(writer->flush(CommitSequence{9}));
  for (std::uint32_t slot = 10; slot < 3000; ++slot) model[slot] = slot;
  model.erase(5);
  ASSERT_TRUE(reader->search(unit_vector(kDimension, 1), 1, nullptr));
  check(*reader, model, 5);
  EXPECT_EQ(reader->last_commit().value, 9);
}

TEST(CascadeIndex, FlushNeverGoesBack) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  ASSERT_TRUE(index->flush(CommitSequence{4}));
  EXPECT_EQ(index->flush(CommitSequence{3}).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(index->flush(CommitSequence{4}));
  EXPECT_EQ(index->last_commit().value, 4);
}

TEST(CascadeIndex, WhatWasNotFlushedIsForgottenAndWrittenOver) {
  const TestFolder folder;
  ASSERT_TRUE(append_slots(*open_for(OpenMode::kReadWrite, folder), slot_range(0, 1500)));
  const auto index = open_for(OpenMode::kReadWrite, folder);
  check(*index, {}, 3);
  ASSERT_TRUE(append_slots(*index, {8}));
  ASSERT_TRUE(index->flush(CommitSequence{1}));
  check(*open_for(OpenMode::kReadOnly, folder), {{8, 8}}, 3);
}

TEST(CascadeIndex, SearchesBesideAppendsSeeWholeBatches) {
  const TestFolder folder;
  const auto writer = open_for(OpenMode::kReadWrite, folder);
  const auto reader = open_for(OpenMode::kReadOnly, folder);
  constexpr std::uint32_t kBatch = 50;
  std::atomic<bool> done = false;
  const auto watch = [&](const VectorIndex& index) {
    do {
      const auto found = index.search(unit_vector(kDimension, 3), 10'000, nullptr);
      ASSERT_TRUE(found) << found.error().text();
      ASSERT_EQ(found->front().size() % kBatch, 0U);
    } while (!done);
  };
  std::jthread first([&] { watch(*writer); });
  std::jthread second([&] { watch(*reader); });
  for (std::uint32_t batch = 0; batch < 60; ++batch) {
    EXPECT_TRUE(append_slots(*writer, slot_range(batch * kBatch, (batch + 1) * kBatch)));
    EXPECT_TRUE(writer->flush(CommitSequence{batch}));
  }
  done = true;
}

/// Coded from the first block on, and compared with brute force.
class CodedIndex : public testing::Test {
 protected:
  static constexpr std::uint32_t kRows = 9000;
  void SetUp() override {
    index_ = open_for(OpenMode::kReadWrite, folder_, kDimension, early_codes());
    ASSERT_TRUE(append_slots(*index_, slot_range(0, kRows)));
    for (std::uint32_t slot = 0; slot < kRows; ++slot) model_[slot] = slot;
  }
  TestFolder folder_;
  std::unique_ptr<VectorIndex> index_;
  Model model_;
};

TEST_F(CodedIndex, FindsWhatBruteForceFinds) {
  for (const std::size_t k : {1U, 12U, 100U, 562U, 563U, 1000U}) check(*index_, model_, k);
}

TEST_F(CodedIndex, FiltersRemovalsAndReplacementsAreExact) {
  std::vector<Slot> gone;
  for (std::uint32_t slot = 0; slot < kRows; slot += 7) {
    gone.push_back(Slot{slot});
    model_.erase(slot);
  }
  ASSERT_TRUE(index_->remove(gone));
  ASSERT_TRUE(append_slots(*index_, slot_range(2000, 2500), 100'000));
  for (std::uint32_t slot = 2000; slot < 2500; ++slot) model_[slot] = slot + 100'000;
  check(*index_, model_, 12);
  for (const std::uint32_t step : {2U, 10U, 31U, 100U, 4000U}) {
    Bitmap allowed(kRows);
    for (std::uint32_t slot = 3; slot < kRows; slot += step) allowed.insert(Slot{slot});
    check(*index_, model_, 12, &allowed);
  }
  Bitmap run(kRows + 5000);
  for (std::uint32_t slot = 1000; slot < 3000; ++slot) run.insert(Slot{slot});
  check(*index_, model_, 12, &run);
}

TEST_F(CodedIndex, SlotsOutOfOrderAreFilteredToo) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder, kDimension, early_codes());
  Model model;
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < 4000; ++i) slots.push_back(i * 1237 % 40'009);
  ASSERT_TRUE(append_slots(*index, slots));
  for (const std::uint32_t slot : slots) model[slot] = slot;
  Bitmap allowed(50'000);
  for (std::uint32_t slot = 0; slot < 50'000; slot += 3) allowed.insert(Slot{slot});
  check(*index, model, 12, &allowed);
  check(*index, model, 12);
}

TEST_F(CodedIndex, ReopenedAndProvenItSaysTheSame) {
  ASSERT_TRUE(index_->flush(CommitSequence{3}));
  const auto reader =
      CascadeIndex::open(folder_.file(), kSpace, kDimension, OpenMode::kReadOnly, early_codes()).value();
  check(*reader, model_, 12);
  SearchCost bounded;
  SearchCost proven;
  const auto query = unit_vector(kDimension, 77);
  EXPECT_EQ(reader->search(query, 30, nullptr, Exactness::kBound, bounded).value(),
            reader->search(query, 30, nullptr, Exactness::kProof, proven).value());
  EXPECT_EQ(proven.rows_scored, kRows);
  EXPECT_LT(bounded.rows_scored, kRows);
  EXPECT_GT(bounded.rows_bounded, 0U);
}

TEST_F(CodedIndex, StrictOneFindsWhatBruteForceFindsThroughFiltersToo) {
  ASSERT_TRUE(index_->flush(CommitSequence{1}));
  IndexOptions options = early_codes();
  options.exactness = Exactness::kProof;
  const auto strict = open_for(OpenMode::kReadOnly, folder_, kDimension, options);
  Bitmap few(kRows);
  Bitmap half(kRows);
  for (std::uint32_t slot = 0; slot < kRows; slot += 97) few.insert(Slot{slot});
  for (std::uint32_t slot = 0; slot < kRows; slot += 2) half.insert(Slot{slot});
  for (const std::size_t k : {1U, 12U, 1000U, 9000U}) {
    check(*strict, model_, k);
    check(*strict, model_, k, &few);
    check(*strict, model_, k, &half);
  }
}

/// Ends what a test chose.
struct BestTargetAgain {
  ~BestTargetAgain() { simd::force_target(""); }
};

TEST(CascadeIndex, EveryTargetOfThisCpuWritesAndFindsTheSame) {
  const BestTargetAgain again;
  for (const std::string_view target : simd::supported_targets()) {
    SCOPED_TRACE(target);
    simd::force_target(target);
    for (const int dimension : {1, 63, 65, 129}) {
      const TestFolder folder;
      const auto index = open_for(OpenMode::kReadWrite, folder, dimension, early_codes());
      Model model;
      ASSERT_TRUE(append_slots(*index, slot_range(0, 1500)));
      ASSERT_TRUE(append_slots(*index, slot_range(1500, 1600), 0));
      for (std::uint32_t slot = 0; slot < 1600; ++slot) model[slot] = slot;
      Bitmap allowed(1600);
      for (std::uint32_t slot = 0; slot < 1600; slot += 3) allowed.insert(Slot{slot});
      check(*index, model, 12);
      check(*index, model, 12, &allowed);
      ASSERT_TRUE(index->remove(std::vector<Slot>{Slot{7}}));
      model.erase(7);
      check(*index, model, 70);
    }
  }
}

TEST_F(CodedIndex, EqualRowsAreOrderedBySlotAmongCodes) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder, kDimension, early_codes());
  Model model;
  std::vector<Slot> slots;
  std::vector<std::uint16_t> rows;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    slots.push_back(Slot{(i * 7919) % 5000});
    model[slots.back().value] = i % 3 == 0 ? 4242 : 4243;
    const auto row = half_row(kDimension, model[slots.back().value]);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  ASSERT_TRUE(index->append(slots, rows));
  check(*index, model, 5);
  check(*index, model, 200);
}

TEST_F(CodedIndex, GarbageIsThrownOutAndReadersFollow) {
  ASSERT_TRUE(index_->flush(CommitSequence{1}));
  const auto reader = open_for(OpenMode::kReadOnly, folder_, kDimension, early_codes());
  check(*reader, model_, 4);
  const auto bytes = [&] { return std::filesystem::file_size(folder_.file()); };
  for (std::uint32_t version = 1; version <= 2; ++version) {
    ASSERT_TRUE(append_slots(*index_, slot_range(0, kRows), version * 10'000));
  }
  ASSERT_TRUE(index_->remove(std::vector<Slot>{Slot{5}}));
  const auto before = bytes();
  ASSERT_TRUE(index_->flush(CommitSequence{2}));
  EXPECT_LT(bytes(), before);
  for (std::uint32_t slot = 0; slot < kRows; ++slot) model_[slot] = slot + 20'000;
  model_.erase(5);
  check(*index_, model_, 12);
  check(*reader, model_, 12);
  EXPECT_EQ(reader->last_commit().value, 2);
  ASSERT_TRUE(append_slots(*index_, {5}));
  ASSERT_TRUE(index_->flush(CommitSequence{3}));
  model_[5] = 5;
  check(*reader, model_, 12);
  check(*open_for(OpenMode::kReadOnly, folder_, kDimension, early_codes()), model_, 12);
}

/// All rows of a version are the same, and each version scores otherwise: a search that mixes two is seen.
std::vector<std::uint16_t> rows_of_version(std::uint32_t count, std::uint32_t version, std::uint32_t dimension) {
  std::vector<std::uint16_t> rows(std::size_t{count} * dimension, 0);
  for (std::uint32_t row = 0; row < count; ++row) rows[row * dimension + version % dimension] = 0x3c00;
  return rows;
}

TEST(CascadeIndex, ReadersSeeOneWholeVersionWhileGarbageIsThrownOut) {
  constexpr std::uint32_t kCount = 3000;
  constexpr std::uint32_t kVersions = 12;
  const TestFolder folder;
  const auto writer = open_for(OpenMode::kReadWrite, folder, kVersions, early_codes());
  const auto put = [&](std::uint32_t version) {
    std::vector<Slot> slots;
    for (std::uint32_t slot = 0; slot < kCount; ++slot) slots.push_back(Slot{slot});
    ASSERT_TRUE(writer->append(slots, rows_of_version(kCount, version, kVersions)));
    ASSERT_TRUE(writer->flush(CommitSequence{version + 1}));
  };
  put(0);
  std::vector<float> query;
  for (std::uint32_t version = 0; version < kVersions; ++version) query.push_back(static_cast<float>(version + 1) / 64);
  std::atomic<bool> done = false;
  std::atomic<int> searches = 0;
  const auto watch = [&](std::size_t k) {
    const auto reader = open_for(OpenMode::kReadOnly, folder, kVersions, early_codes());
    float last = 0;
    do {
      const auto found = reader->search(query, k, nullptr);
      ASSERT_TRUE(found) << found.error().text();
      ASSERT_EQ(found->front().size(), k);
      ASSERT_EQ(found->front().front().score, found->front().back().score) << "two versions in one answer";
      ASSERT_GE(found->front().front().score, last) << "a version before";
      last = found->front().front().score;
      ++searches;
    } while (!done);
    const auto end = reader->search(query, k, nullptr);
    ASSERT_TRUE(end);
    EXPECT_EQ(end->front().front().score, query.back());
  };
  std::set<ino_t> files;
  {
    const std::jthread few([&] { watch(5); });
    const std::jthread all([&] { watch(kCount); });
    for (std::uint32_t version = 1; version < kVersions; ++version) {
      put(version);
      struct stat status {};
      EXPECT_EQ(::stat(folder.file().c_str(), &status), 0);
      files.insert(status.st_ino);
    }
    done = true;
  }
  EXPECT_GE(files.size(), 2U) << "garbage was thrown out at least once";
  EXPECT_GE(searches, 2);
}

TEST_F(CodedIndex, SearchesGoOnWhileCodesAreMade) {
  std::atomic<bool> done = false;
  std::jthread searching([&] {
    do {
      const auto found = index_->search(unit_vector(kDimension, 5), 12, nullptr);
      ASSERT_TRUE(found) << found.error().text();
      ASSERT_EQ(found->front().size(), 12U);
    } while (!done);
  });
  for (std::uint32_t first = kRows; first < kRows + 6000; first += 500) {
    EXPECT_TRUE(append_slots(*index_, slot_range(first, first + 500)));
  }
  done = true;
}

TEST(CascadeIndex, EveryDimensionIsSearchedThroughCodes) {
  for (const int dimension : {1, 2, 3, 5, 31, 63, 64, 65, 100, 127, 129, 333, 768, 1152, 2047, 2048}) {
    const TestFolder folder;
    const auto index = open_for(OpenMode::kReadWrite, folder, dimension, early_codes());
    Model model;
    ASSERT_TRUE(append_slots(*index, slot_range(0, 1100)));
    for (std::uint32_t slot = 0; slot < 1100; ++slot) model[slot] = slot;
    check(*index, model, 7);
  }
}

/// Appends ten rows a commit for ever and reports each flushed commit.
[[noreturn]] void append_for_ever(const TestFolder& folder, int report) {
  const auto index = CascadeIndex::open(folder.file(), kSpace, kDimension, OpenMode::kReadWrite, {.threads = 1});
  if (!index) ::_exit(1);
  for (auto commit = static_cast<std::uint32_t>((*index)->last_commit().value) + 1;; ++commit) {
    const bool done = append_slots(**index, slot_range((commit - 1) * 10, commit * 10)) &&
                      (*index)->flush(CommitSequence{commit}) && ::write(report, &commit, sizeof commit) > 0;
    if (!done) ::_exit(2);
  }
}

TEST(CascadeIndex, KillingTheWriterLosesNothingThatWasFlushed) {
  const TestFolder folder;
  for (std::uint32_t round = 1; round <= 6; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) append_for_ever(folder, ends[1]);
    ::close(ends[1]);
    std::uint32_t reported = 0;
    for (std::uint32_t seen = 0; seen < 15 * round; ++seen) {
      ASSERT_EQ(::read(ends[0], &reported, sizeof reported), static_cast<ssize_t>(sizeof reported));
    }
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    while (::read(ends[0], &reported, sizeof reported) > 0) {
    }
    ::close(ends[0]);
    const auto index = open_for(OpenMode::kReadOnly, folder);
    ASSERT_NE(index, nullptr);
    const auto last = static_cast<std::uint32_t>(index->last_commit().value);
    EXPECT_GE(last, reported);
    Model model;
    for (std::uint32_t slot = 0; slot < last * 10; ++slot) model[slot] = slot;
    check(*index, model, 8);
  }
}

TEST(CascadeIndex, FullDiskAddsNothingAndTheIndexGoesOn) {
  const TestFolder folder;
  const auto index = open_for(OpenMode::kReadWrite, folder);
  ASSERT_TRUE(append_slots(*index, slot_range(0, 10)));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 30'000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto refused = append_slots(*index, slot_range(10, 2000));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kIo);
  ASSERT_TRUE(append_slots(*index, {10}));
  ASSERT_TRUE(index->flush(CommitSequence{1}));
  Model model;
  for (std::uint32_t slot = 0; slot <= 10; ++slot) model[slot] = slot;
  check(*index, model, 20);
  check(*open_for(OpenMode::kReadOnly, folder), model, 20);
}

}  // namespace
}  // namespace shoebox::index
