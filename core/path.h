#pragma once
// Paths are what the system gives: bytes, usually UTF-8, that may hold anything but NUL. Inside Shoebox a path is an
// absolute, lexically normal std::string; it is never changed to make it printable. std::filesystem is used with its
// error_code overloads only.

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace shoebox {

/// Absolute and lexically normal ("." and ".." resolved, no trailing slash), without following links.
/// kInvalidArgument when empty or longer than limits::kPathBytesMax.
Result<std::string> absolute_path(std::string_view path);

/// For people and JSON: bytes that are not UTF-8 become U+FFFD. Not reversible, so never used to open a file.
std::string printable(std::string_view bytes);

/// For a terminal: printable, and control characters (newline, escape sequences, turned text) become visible escapes.
std::string terminal_safe(std::string_view bytes);

/// Whether `path` is `folder` or lies under it. Both normal.
bool is_within(std::string_view path, std::string_view folder);

/// "a/b" + "c" -> "a/b/c"; an absolute second part is a bug.
std::string join_path(std::string_view folder, std::string_view name);

/// The last part, and the part before it.
std::string_view file_name(std::string_view path);
std::string_view parent_folder(std::string_view path);

/// The whole of a small file. kNotFound, kIo, or kLimitExceeded when it is larger than `bytes_max`.
Result<std::string> read_file(const std::string& path, std::int64_t bytes_max);

/// Writes beside the target, syncs, renames: readers see the old file or the new one, never half. kIo.
Result<void> write_file_atomically(const std::string& path, std::string_view content);

}  // namespace shoebox
