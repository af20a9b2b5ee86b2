#include "core/path.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/check.h"
#include "core/descriptor.h"
#include "core/limits.h"

namespace shoebox {

namespace {

std::string system_message(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

/// The length of the UTF-8 sequence at the start of `bytes` (RFC 3629: no overlong forms, surrogates or > U+10FFFF); 0
/// when there is none.
std::size_t utf8_sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = at(1);
  const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                     (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return wrong ? 0 : length;
}

/// U+202A..U+202E or U+2066..U+2069 at the start of `text`, which turn the order of what follows on a terminal; 0 when
/// it is something else.
unsigned bidi_control(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xE2') return 0;
  const auto last = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80' && last >= 0xAA && last <= 0xAE) return 0x2000U + (last & 0x3FU);
  if (text[1] == '\x81' && last >= 0xA6 && last <= 0xA9) return 0x2040U + (last & 0x3FU);
  return 0;
}

}  // namespace

Result<std::string> absolute_path(std::string_view path) {
  if (path.empty()) return fail(ErrorCode::kInvalidArgument, "a path must not be empty");
  if (path.find('\0') != std::string_view::npos) return fail(ErrorCode::kInvalidArgument, "a path cannot hold NUL");
  std::error_code error;
  const auto absolute = std::filesystem::absolute(std::filesystem::path(path), error);
  if (error) return fail(ErrorCode::kIo, "cannot tell the current folder: " + error.message(), std::string(path));
  std::string text = absolute.lexically_normal().string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  if (text.size() > limits::kPathBytesMax) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("the path is longer than {} bytes", limits::kPathBytesMax),
                text.substr(0, 80) + "…");
  }
  return text;
}

std::string printable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_sequence_length(bytes);
    text += length == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return text;
}

std::string terminal_safe(std::string_view bytes) {
  std::string text;
  const std::string clean = printable(bytes);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto c = static_cast<unsigned char>(clean[i]);
    const bool c1_control = c == 0xC2 && i + 1 < clean.size() && static_cast<unsigned char>(clean[i + 1]) < 0xA0;
    const unsigned bidi = bidi_control(std::string_view(clean).substr(i));
    if (bidi != 0) {
      text += fmt::format("\\u{:04x}", bidi);
      i += 2;
    } else if (c1_control) {
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(clean[++i]));
    } else if (c < 0x20 || c == 0x7F) {
      text += c == '\n' ? "\\n" : c == '\t' ? "\\t" : fmt::format("\\x{:02x}", c);
    } else {
      text += clean[i];
    }
  }
  return text;
}

bool is_within(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string join_path(std::string_view folder, std::string_view name) {
  CHECK(!name.starts_with('/'));
  std::string path(folder);
  if (!path.ends_with('/')) path += '/';
  return path.append(name);
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view parent_folder(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

Result<std::string> read_file(const std::string& path, std::int64_t bytes_max) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) {
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, system_message("cannot open the file"), path);
  }
  struct stat info {};
  if (fstat(file.number(), &info) != 0) return fail(ErrorCode::kIo, system_message("cannot read the file"), path);
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::kInvalidArgument, "not a regular file", path);
  if (info.st_size > bytes_max) {
    return fail(ErrorCode::kLimitExceeded, fmt::format("larger than {} bytes", bytes_max), path);
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t read_bytes = 0;
  while (read_bytes < content.size()) {
    const ssize_t n = read(file.number(), content.data() + read_bytes, content.size() - read_bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ErrorCode::kIo, system_message("cannot read the file"), path);
    if (n == 0) break;
    read_bytes += static_cast<std::size_t>(n);
  }
  content.resize(read_bytes);
  return content;
}

Result<void> write_file_atomically(const std::string& path, std::string_view content) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(mkostemp(temporary.data(), O_CLOEXEC));
  if (file.number() < 0) return fail(ErrorCode::kIo, system_message("cannot create a file beside it"), path);
  const auto give_up = [&](std::string_view what) -> Result<void> {
    auto error = fail(ErrorCode::kIo, system_message(what), path);
    unlink(temporary.c_str());
    return error;
  };
  while (!content.empty()) {
    const ssize_t n = write(file.number(), content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return give_up("cannot write the file");
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  if (fsync(file.number()) != 0) return give_up("cannot write the file to disk");
  if (rename(temporary.c_str(), path.c_str()) != 0) return give_up("cannot put the new file in place");
  const Descriptor folder(open(std::string(parent_folder(path)).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() >= 0) fsync(folder.number());
  return {};
}

}  // namespace shoebox
