#pragma once
// Every cap in one place: what is over a limit is an error for that thing, never for the run.

#include <cstddef>
#include <cstdint>

namespace shoebox::limits {

constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kMiB = 1024 * kKiB;
constexpr std::int64_t kGiB = 1024 * kMiB;

// A photo.
constexpr std::int64_t kFileBytesMax = 2 * kGiB;
constexpr std::int64_t kPixelsMax = 400'000'000;
constexpr int kImageSideMax = 1 << 17;
constexpr int kDecodeMillisecondsMax = 30'000;
constexpr std::int64_t kWorkerBytesMax = 1536 * kMiB;
constexpr std::int64_t kMetadataBytesMax = 64 * kMiB;
constexpr std::int64_t kSidecarBytesMax = 16 * kMiB;
constexpr std::uint32_t kMetadataTextBytesMax = 1024;
constexpr std::uint32_t kMetadataListMax = 256;
constexpr std::uint32_t kRendersMax = 8;
constexpr int kRenderSideMax = 8192;
constexpr std::int64_t kWorkerRepliesBytesMax = 256 * kMiB;

// A run.
constexpr std::size_t kQueueItemsMax = 64;
constexpr std::size_t kEncodeBatchMax = 64;
constexpr int kJobsMax = 256;
constexpr std::size_t kPathBytesMax = 4096;

// A question.
constexpr std::size_t kQueryBytesMax = 16 * kKiB;
constexpr std::size_t kQueryCharactersMax = 2000;
constexpr std::size_t kResultsMax = 10'000'000;
constexpr std::size_t kQueryBatchMax = 256;
constexpr int kEmbeddingDimensionMax = 8192;

// A model bundle.
constexpr std::int64_t kBundleTextFileBytesMax = 256 * kMiB;

}  // namespace shoebox::limits
