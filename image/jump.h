#pragma once
// libjpeg and libpng leave by longjmp. That is only sound when no destructor is jumped over, so their calls are made in
// short steps that own nothing: what they fill belongs to the caller of attempt().

#include <csetjmp>

namespace shoebox::image {

/// Not thread-safe; one a decoder object.
class JumpGuard final {
 public:
  /// Runs `step`, which must have no locals with destructors. -> false when it was left by jump().
  template <typename Step>
  bool attempt(Step&& step) {
    if (setjmp(target_) != 0) return false;
    step();
    return true;
  }

  /// Leaves the running step; to be called from the library's error callback.
  [[noreturn]] void jump() { std::longjmp(target_, 1); }

 private:
  std::jmp_buf target_;
};

}  // namespace shoebox::image
