#include "core/check.h"

#include <cstdio>
#include <cstdlib>

namespace shoebox {

void check_failed(const char* condition, std::source_location where) {
  std::fprintf(stderr, "shoebox: internal error: %s does not hold (%s:%u)\n", condition, where.file_name(),
               static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace shoebox
