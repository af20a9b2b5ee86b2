#pragma once
// XXH3-128 (Collet, https://xxhash.com; not cryptographic: a forged collision makes two pictures share an entry in
// their owner's own library, nothing else). Why not BLAKE3: docs/decisions/.

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace shoebox {

/// Hashes what it is fed, in pieces. Not thread-safe; one stream an object.
class Hasher final {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  void update(std::span<const std::byte> bytes);
  /// The hash of everything fed so far.
  Hash128 digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Hash128 hash_bytes(std::span<const std::byte> bytes);

/// The content hash of the file open as `descriptor`, read once from its start in large pieces. kIo when reading fails.
Result<ContentHash> hash_file(int descriptor);

}  // namespace shoebox
