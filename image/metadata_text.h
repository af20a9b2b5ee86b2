#pragma once
// Text out of metadata: of any encoding, often none that is declared. What comes out is UTF-8 without control
// characters (line breaks and tabs excepted), trimmed, of at most limits::kMetadataTextBytesMax. Pure functions.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoebox::image {

/// UTF-8 is kept. Other bytes are read as GB18030 when they look like Chinese (pairs of high bytes), else as Latin-1,
/// which is what cameras and old programs write.
std::string clean_text(std::string_view bytes);

/// UTF-16, little-endian unless a byte-order mark says otherwise: the XP* fields of Windows.
std::string clean_utf16(std::span<const std::byte> bytes);

/// Whether clean_text() would leave it as it is.
bool is_clean_text(std::string_view text);

/// Adds `text` unless it is empty, there already, or the list is full.
void add_text(std::vector<std::string>& list, std::string text);

}  // namespace shoebox::image
