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

// A request to the server. One whose head is larger is refused; a file that is sent as an answer has no limit.
constexpr std::int64_t kRequestHeadBytesMax = 16 * kKiB;  // and kQuestionAddressBytesMax more of its address
constexpr std::int64_t kRequestBodyBytesMax = kMiB;
constexpr std::int64_t kPictureBytesMax = 64 * kMiB;  // one that is searched with
constexpr int kConnectionsMax = 4096;
constexpr int kPicturesAtOnceMax = 4;  // uploads in memory at a time
constexpr int kEventStreamsMax = 256;
constexpr std::int64_t kSocketLineBytesMax = 8 * kMiB;  // over run/socket
constexpr int kSocketConnectionsMax = 64;
constexpr int kRequestSecondsMax = 30;     // for a head and a small body to arrive
constexpr int kIdleSecondsMax = 75;        // a connection without a request
constexpr int kReplyStallSecondsMax = 60;  // a reader that takes nothing
constexpr int kQuestionCharactersMax = 4000;
// The longest question in an address: four bytes a character, each as %XX.
constexpr std::int64_t kQuestionAddressBytesMax = 12 * std::int64_t{kQuestionCharactersMax};
constexpr int kPageResultsMax = 500;
constexpr std::int64_t kPagesResultsMax = 10'000;  // results of one question that can be paged through
constexpr int kPhotoFilesShownMax = 1000;
constexpr int kJsonDepthMax = 16;
constexpr std::size_t kAlbumsMax = 10'000;
constexpr std::size_t kSavedSearchesMax = 10'000;
constexpr std::size_t kHistoryMax = 200;
constexpr std::size_t kTokensMax = 1000;
constexpr std::size_t kSessionsMax = 1000;
constexpr std::size_t kSuggestionsMax = 12;
constexpr std::size_t kFoldersShownMax = 5000;
constexpr std::size_t kClustersMax = 2000;

// A model bundle.
constexpr std::int64_t kBundleTextFileBytesMax = 256 * kMiB;

}  // namespace shoebox::limits
