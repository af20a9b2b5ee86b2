// Opens bytes as a flat index file and searches in it. Most mutations of a whole file end at a checksum, so every
// second input is instead taken as a list of entries and a commit record, which are given right checksums: what then
// lies is the content.

#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "core/hash.h"
#include "index/flat_file.h"
#include "index/flat_format.h"
#include "index/flat_index.h"

namespace {

namespace flat_format = shoebox::index::flat_format;
using shoebox::index::OpenMode;

constexpr int kDimension = 3;
const shoebox::SpaceId kSpace{"fuzz"};

shoebox::Hash128 hash_of(const std::string& bytes, std::size_t from, std::size_t count) {
  return shoebox::hash_bytes(std::as_bytes(std::span(bytes).subspan(from, count)));
}

/// A file with one block that is not full: entries and rows from the input, checksums right, counts from the input.
std::string sealed_file(std::string_view input) {
  const flat_format::Layout layout(kDimension);
  std::string file = flat_format::encode_new_file(kSpace, kDimension);
  flat_format::Commit commit;
  commit.generation = 3;
  std::memcpy(&commit.live_count, input.data(), std::min<std::size_t>(input.size(), 2));
  input.remove_prefix(std::min<std::size_t>(input.size(), 2));
  const std::size_t item_bytes = sizeof(flat_format::Entry) + layout.row_bytes;
  commit.entry_count = std::min<std::size_t>(input.size() / item_bytes, flat_format::kRowsPerBlock - 1);
  file.resize(layout.file_bytes(flat_format::kRowsPerBlock), '\0');
  for (std::size_t row = 0; row < commit.entry_count; ++row, input.remove_prefix(item_bytes)) {
    std::memcpy(file.data() + layout.entry_offset(row), input.data(), sizeof(flat_format::Entry));
    std::memcpy(file.data() + layout.row_offset(row), input.data() + sizeof(flat_format::Entry), layout.row_bytes);
  }
  commit.tail.entries = hash_of(file, layout.entry_offset(0), commit.entry_count * sizeof(flat_format::Entry));
  commit.tail.rows = hash_of(file, layout.row_offset(0), commit.entry_count * layout.row_bytes);
  file.replace(flat_format::kCommitOffsets[0], flat_format::kPageBytes, flat_format::encode_commit(commit));
  return file;
}

void use(const std::string& path) {
  const auto index = shoebox::index::open_flat_index(path, kSpace, kDimension, OpenMode::kReadOnly, 1);
  if (!index) return;
  const float queries[2 * kDimension] = {0.5F, 0.5F, 0.7F, -1, 0, 0};
  const auto found = (*index)->search(queries, 5, nullptr);
  if (!found) std::abort();
  for (const auto& hit : found->front()) {
    if (!(*index)->vector(hit.slot)) std::abort();
  }
  if (found->front().size() != std::min<std::size_t>(5, (*index)->size())) std::abort();
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
