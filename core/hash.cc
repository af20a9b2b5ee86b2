#include "core/hash.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>
#include <xxhash.h>

#include <fmt/format.h>

#include "core/check.h"

namespace shoebox {

namespace {

constexpr std::size_t kPieceBytes = 1 << 20;

Hash128 canonical(XXH128_hash_t hash) {
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  Hash128 result;
  static_assert(sizeof bytes.digest == sizeof result.bytes);
  std::memcpy(result.bytes.data(), bytes.digest, sizeof bytes.digest);
  return result;
}

}  // namespace

struct Hasher::State {
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> xxh{XXH3_createState()};
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
  CHECK(state_->xxh != nullptr);
  XXH3_128bits_reset(state_->xxh.get());
}

Hasher::~Hasher() = default;

void Hasher::update(std::span<const std::byte> bytes) {
  XXH3_128bits_update(state_->xxh.get(), bytes.data(), bytes.size());
}

Hash128 Hasher::digest() const {
  return canonical(XXH3_128bits_digest(state_->xxh.get()));
}

Hash128 hash_bytes(std::span<const std::byte> bytes) {
  return canonical(XXH3_128bits(bytes.data(), bytes.size()));
}

Result<ContentHash> hash_file(int descriptor) {
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  Hasher hasher;
  std::vector<std::byte> piece(kPieceBytes);
  off_t offset = 0;
  while (true) {
    const ssize_t n = pread(descriptor, piece.data(), piece.size(), offset);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ErrorCode::kIo, fmt::format("cannot read the file: {}", std::strerror(errno)));
    if (n == 0) return ContentHash{hasher.digest()};
    hasher.update(std::span(piece).first(static_cast<std::size_t>(n)));
    offset += n;
  }
}

std::string Hash128::hex() const {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

}  // namespace shoebox
