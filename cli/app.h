#pragma once
// The program behind main(): parses the command line, runs one command, tells what went wrong.

namespace shoebox::cli {

/// -> the exit code: 0 ok, 1 nothing found, 2 error.
int run(int argc, char** argv);

}  // namespace shoebox::cli
