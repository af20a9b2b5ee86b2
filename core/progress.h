#pragma once
// The seam through which a long run tells how far it is. The command line draws it, the server sends it as events.

#include <cstdint>
#include <string>
#include <string_view>

namespace shoebox {

/// What a run knows of itself at a moment. All counts are files.
struct ProgressState {
  std::string_view stage;  // "scan", "index"
  std::int64_t done = 0;
  std::int64_t total = 0;       // 0 while not known
  bool total_is_final = false;  // false while the scan still finds more
  std::int64_t skipped = 0;
  double per_second = 0;     // over the last seconds
  double seconds_left = -1;  // negative while not known
};

/// Implementations are called from one thread at a time, often (they limit their own rate), and must not block long.
class ProgressReporter {
 public:
  virtual ~ProgressReporter() = default;
  virtual void update(const ProgressState& state) = 0;
  /// One file could not be used: its path and one sentence why.
  virtual void skipped(std::string_view path, std::string_view reason) = 0;
  /// Something that the user should know and that is not about one photo.
  virtual void note(std::string_view text) = 0;
};

/// Tells nobody.
class SilentProgress final : public ProgressReporter {
 public:
  void update(const ProgressState&) override {}
  void skipped(std::string_view, std::string_view) override {}
  void note(std::string_view) override {}
};

}  // namespace shoebox
