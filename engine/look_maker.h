#pragma once
// Makes the tiny pictures (image/thumbhash.h) of photos that have none yet, from their stored thumbnails, on a thread
// of its own that works when nobody else wants the processor. Thread-safe; the destructor stops it and waits.

#include <memory>
#include <thread>

#include "core/result.h"
#include "engine/home.h"

namespace shoebox::engine {

class LookMaker final {
 public:
  /// Begins at once.
  static Result<std::unique_ptr<LookMaker>> create(const Home& home);
  ~LookMaker();
  LookMaker(const LookMaker&) = delete;
  LookMaker& operator=(const LookMaker&) = delete;

  /// There may be new photos.
  void wake();

 private:
  class Impl;
  explicit LookMaker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::engine
