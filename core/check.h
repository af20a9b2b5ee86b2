#pragma once
// CHECK(condition): a bug, never an outcome of input. On in release: the program says where and stops, before wrong
// data reaches the disk.

#include <source_location>

namespace shoebox {

[[noreturn]] void check_failed(const char* condition, std::source_location where = std::source_location::current());

}  // namespace shoebox

#define CHECK(condition)                   \
  do {                                     \
    if (!(condition)) [[unlikely]]         \
      ::shoebox::check_failed(#condition); \
  } while (false)
