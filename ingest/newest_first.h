#pragma once
// In which order files are read: newest first, so that search is useful while a large library is still being read.

#include <cstdint>
#include <string_view>

namespace shoebox::ingest {

/// Grows with the file's likely age of shot: the date in its name (20230412, 2023-04-12) when there is one, because
/// copying changes times, else the modification time. For the order only, never stored. Nanoseconds since 1970.
std::int64_t order_key(std::string_view name, std::int64_t modified_ns);

}  // namespace shoebox::ingest
