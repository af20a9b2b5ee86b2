#pragma once
// What a file's name promises. A promise saves opening what is surely no picture, and nothing else: what a picture is,
// its content decides.

#include <cstdint>
#include <string>
#include <string_view>

namespace shoebox::ingest {

enum class NameClass : std::uint8_t {
  kPicture,  // decoded; when that fails the user is told
  kVideo,    // part of a Live Photo, or not for us
  kSidecar,  // XMP
  kJson,     // Takeout's, when it is named after a picture
  kOther,    // surely no picture: never opened
  kUnknown,  // no extension or one that says nothing: its first bytes decide
};

NameClass name_class(std::string_view name);

/// The name without its last extension, ASCII letters in lower case: what files of one shot have in common.
std::string shot_stem(std::string_view name);

/// The last extension in lower case, without the dot; empty when there is none.
std::string lower_extension(std::string_view name);

}  // namespace shoebox::ingest
