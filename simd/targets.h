#pragma once
// Which instructions the kernels of this room use: Google Highway compiles each kernel once a target and the best one
// that the CPU has is chosen at run time. The scalar kernels are plain C++, what the others are tested against.

#include <string_view>
#include <vector>

namespace shoebox::simd {

/// The targets compiled in that this CPU can run, best first ("AVX3", "AVX2", …, "SCALAR"), and the choice of one for
/// tests and measurements ("" = best again). Choosing is not for use while other threads calculate.
std::vector<std::string_view> supported_targets();
void force_target(std::string_view name);

/// Whether force_target chose the scalar kernels.
bool scalar_is_forced();

}  // namespace shoebox::simd
