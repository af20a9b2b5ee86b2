#pragma once
// The identities of DESIGN "What is true where": numbers and hashes that must not be mixed up have types of their own.
// All are plain values.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace shoebox {

/// An integer that is only comparable with its own kind.
template <typename Tag, typename Number>
struct StrongId {
  Number value = 0;

  friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// A photo for ever: rows of the user's work point to it. Assigned by the database, never used again.
using PhotoId = StrongId<struct PhotoIdTag, std::int64_t>;
/// One file of a photo; a photo may have several (copies) or none that can be read now.
using FileId = StrongId<struct FileIdTag, std::int64_t>;
/// A folder that the user pointed us at.
using RootId = StrongId<struct RootIdTag, std::int64_t>;
/// A photo's dense number, the same for all embedding spaces and filter columns; never used for another photo.
using Slot = StrongId<struct SlotTag, std::uint32_t>;
/// The number of the transaction that wrote a row; grows by one a commit. Derived files store the last one they hold.
using CommitSequence = StrongId<struct CommitSequenceTag, std::int64_t>;

/// Names an embedding space: family, weights revision, preprocessing, tokenizer and dimension in one stable string
/// ("default/1.0.0/…/512"). Vectors of different spaces are never compared.
struct SpaceId {
  std::string value;

  friend auto operator<=>(const SpaceId&, const SpaceId&) = default;
};

/// 128 bits of XXH3 over bytes (core/hash.h).
struct Hash128 {
  std::array<std::uint8_t, 16> bytes{};

  std::string hex() const;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

/// Names a file's bytes.
struct ContentHash {
  Hash128 hash;
  friend auto operator<=>(const ContentHash&, const ContentHash&) = default;
};

/// Names the picture without its metadata: JPEG scan data, HEIC item data, else the decoded pixels.
struct PixelHash {
  Hash128 hash;
  friend auto operator<=>(const PixelHash&, const PixelHash&) = default;
};

}  // namespace shoebox

template <typename Tag, typename Number>
struct std::hash<shoebox::StrongId<Tag, Number>> {
  std::size_t operator()(const shoebox::StrongId<Tag, Number>& id) const noexcept {
    return std::hash<Number>{}(id.value);
  }
};
