#pragma once
// Workers that misbehave, for the tests of the pool: the test program started with kFakeWorkerArgument and a name.

namespace shoebox::image {

constexpr const char* kFakeWorkerArgument = "--fake-worker";

/// "crash", "hang", "garbage", … (worker_fake.cc). -> the process's exit code.
int run_fake_worker(const char* name);

}  // namespace shoebox::image
