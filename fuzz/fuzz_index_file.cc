// Opens bytes as an index file and searches in it. Most mutations of a whole file end at a checksum, so every
// second input is instead taken as entries, codes and a commit record, which are given right checksums: what then
// lies is the content.

#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "core/hash.h"
#include "index/cascade_index.h"

namespace {

namespace format = shoebox::index::format;
using shoebox::index::CascadeIndex;
using shoebox::index::OpenMode;

constexpr int kDimension = 3;
const shoebox::index::format::Shape kShape{shoebox::SpaceId{"fuzz"}, kDimension, 1024};

shoebox::Hash128 hash_of(const std::string& bytes, std::size_t from, std::size_t count) {
  return shoebox::hash_bytes(std::as_bytes(std::span(bytes).subspan(from, count)));
}

template <typename T>
T take(std::string_view& input) {
  T value{};
  std::memcpy(&value, input.data(), std::min(input.size(), sizeof value));
  input.remove_prefix(std::min(input.size(), sizeof value));
  return value;
}

/// Repeats the input over a range of the file.
void fill(std::string& file, std::size_t from, std::size_t count, std::string_view input) {
  for (std::size_t i = 0; i < count; ++i) file[from + i] = input.empty() ? '\0' : input[i % input.size()];
}

void seal(std::string& file, std::size_t header, std::size_t number, std::size_t from, std::size_t count) {
  file.replace(header, format::kBlockHeaderBytes, format::encode_block_header(number, hash_of(file, from, count)));
}

/// A file with one full block, which has codes, and some entries behind it: content and counts from the input,
/// checksums right, but those of rows only by chance.
std::string sealed_file(std::string_view input) {
  const format::Layout layout(kDimension);
  std::string file = format::encode_new_file(kShape);
  format::Commit commit;
  commit.generation = 3;
  commit.live_count = take<std::uint16_t>(input);
  commit.entry_count = take<std::uint16_t>(input) % (2 * format::kRowsPerBlock);
  commit.coded_blocks = take<std::uint8_t>(input) % 3;
  file.resize(layout.file_bytes(2 * format::kRowsPerBlock), '\0');
  const std::size_t entry_bytes = format::kRowsPerBlock * sizeof(format::Entry);
  for (const std::size_t block : {0U, 1U}) {
    fill(file, layout.entry_offset(block * format::kRowsPerBlock), entry_bytes, input);
    fill(file, layout.code_offset(block), layout.code_bytes, input);
    seal(file, layout.block_offset(block), block, layout.entry_offset(block * format::kRowsPerBlock), entry_bytes);
    seal(file, layout.code_header_offset(block), block, layout.code_offset(block), layout.code_bytes);
  }
  fill(file, layout.centre_offset(0) + format::kBlockHeaderBytes, kDimension * sizeof(float), input);
  seal(file, layout.centre_offset(0), 0, layout.centre_offset(0) + format::kBlockHeaderBytes,
       kDimension * sizeof(float));
  const std::size_t last = commit.entry_count / format::kRowsPerBlock * format::kRowsPerBlock;
  commit.tail = hash_of(file, layout.entry_offset(last), (commit.entry_count - last) * sizeof(format::Entry));
  file.replace(format::kCommitOffsets[0], format::kPageBytes, format::encode_commit(commit));
  return file;
}

void use(const std::string& path) {
  const auto index =
      CascadeIndex::open(path, kShape.space, kDimension, OpenMode::kReadOnly, {.threads = 1, .exact_rows = 1024});
  if (!index) return;
  const float queries[2 * kDimension] = {0.5F, 0.5F, 0.7F, -1, 0, 0};
  const auto found = (*index)->search(queries, 5, nullptr);
  if (!found) {
    if (found.error().code != shoebox::ErrorCode::kCorrupt) std::abort();
    return;
  }
  for (const auto& hit : found->front()) {
    if (!(*index)->vector(hit.slot)) std::abort();
  }
  if (found->front().size() > std::min<std::size_t>(5, (*index)->size())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 1) bytes = sealed_file(bytes);
  const int descriptor = ::memfd_create("index", MFD_CLOEXEC);
  if (descriptor < 0) return 0;
  if (::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) {
    use("/proc/self/fd/" + std::to_string(descriptor));
  }
  ::close(descriptor);
  return 0;
}
