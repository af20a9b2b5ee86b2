#include "core/log.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace shoebox::log {

namespace {

constexpr std::size_t kLogBytesMax = 5 << 20;
constexpr std::size_t kLogFilesMax = 3;

std::shared_ptr<spdlog::logger> make_silent() {
  return std::make_shared<spdlog::logger>("shoebox", std::make_shared<spdlog::sinks::null_sink_mt>());
}

/// The one thing of the process that every room may reach without being handed it.
std::shared_ptr<spdlog::logger>& diary() {
  static std::shared_ptr<spdlog::logger> logger = make_silent();
  return logger;
}

}  // namespace

Result<void> open_file(const std::string& path) {
  try {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, kLogBytesMax, kLogFilesMax);
    auto logger = std::make_shared<spdlog::logger>("shoebox", std::move(sink));
    logger->flush_on(spdlog::level::warn);
    diary() = std::move(logger);
    return {};
  } catch (const std::exception& failure) {
    return fail(ErrorCode::kIo, failure.what(), path);
  }
}

void info(std::string_view line) {
  diary()->info("{}", line);
}
void warning(std::string_view line) {
  diary()->warn("{}", line);
}
void error(std::string_view line) {
  diary()->error("{}", line);
}

}  // namespace shoebox::log
