#pragma once
// What Picasa left in a folder: .picasa.ini names for each of its pictures who is in it, whether it has a star, its
// caption and keywords. The bytes are foreign: what is damaged is left out. Pure; linear in the text.

#include <cstddef>
#include <string_view>

#include "image/metadata.h"

namespace shoebox::ingest {

/// It is read for each picture of its folder, so a larger one is not read at all. A thousand faces take a tenth of
/// this.
constexpr std::size_t kPicasaIniBytesMax = std::size_t{2} << 20;

/// ".picasa.ini" and the "Picasa.ini" of old versions.
bool is_picasa_ini(std::string_view name);

/// What the ini says of the picture of that name. People are those whom the same file names; others are numbers.
image::Metadata read_picasa_ini(std::string_view ini, std::string_view picture_name);

}  // namespace shoebox::ingest
