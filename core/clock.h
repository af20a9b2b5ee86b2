#pragma once
// The seam to time, so that tests own it.

#include <chrono>

namespace shoebox {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Wall clock, UTC.
  virtual std::chrono::system_clock::time_point now() const = 0;
};

/// The system's. Thread-safe.
class SystemClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return std::chrono::system_clock::now(); }
};

}  // namespace shoebox
