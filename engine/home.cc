#include "engine/home.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/path.h"

namespace shoebox::engine {

namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<void> make_private_folder(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (const auto parent = std::string(parent_folder(folder)); !fs::is_directory(parent, error)) {
    TRY(make_private_folder(parent));
  }
  if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return fail(ErrorCode::kIo,
              fmt::format("cannot make the data folder: {}; choose another with --home DIR", std::strerror(errno)),
              printable(folder));
}

/// Somebody who only looks whether the lock is held (is_held) has it for a moment.
bool lock_patiently(int descriptor) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
    usleep(20'000);
  }
  return false;
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

std::string Home::database_file() const {
  return join_path(folder, "shoebox.db");
}
std::string Home::index_folder() const {
  return join_path(folder, "index");
}
std::string Home::thumbs_folder() const {
  return join_path(folder, "thumbs");
}
std::string Home::models_folder() const {
  return join_path(folder, "models");
}
std::string Home::run_folder() const {
  return join_path(folder, "run");
}
std::string Home::config_file() const {
  return join_path(folder, "config.toml");
}

Result<Home> find_home(const std::string& asked) {
  std::string folder = asked;
  if (folder.empty()) folder = environment("SHOEBOX_HOME");
  if (folder.empty() && environment("XDG_DATA_HOME").starts_with('/')) {
    folder = join_path(environment("XDG_DATA_HOME"), "shoebox");
  }
  if (folder.empty()) {
    std::string user = environment("HOME");
    if (const passwd* entry = user.empty() ? getpwuid(getuid()) : nullptr; entry != nullptr) user = entry->pw_dir;
    if (user.empty()) {
      return fail(ErrorCode::kNotFound, "there is no home folder to keep the library in; say one with --home DIR");
    }
    folder = join_path(user, ".local/share/shoebox");
  }
  return Home{TRY(absolute_path(folder))};
}

bool home_exists(const Home& home) {
  std::error_code error;
  return fs::exists(home.database_file(), error);
}

Result<void> create_home(const Home& home) {
  for (const std::string& folder :
       {home.folder, home.index_folder(), home.thumbs_folder(), home.models_folder(), home.run_folder()}) {
    TRY(make_private_folder(folder));
  }
  return {};
}

Result<std::unique_ptr<HomeLock>> HomeLock::acquire(const Home& home) {
  const std::string path = join_path(home.run_folder(), "lock");
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail(ErrorCode::kIo, fmt::format("cannot open the lock: {}", std::strerror(errno)), printable(path));
  std::unique_ptr<HomeLock> lock(new HomeLock(descriptor));
  if (!lock_patiently(descriptor)) {
    const std::string holder = read_file(path, 64).value_or("");
    return fail(ErrorCode::kBusy,
                fmt::format("another shoebox{} is writing to this library; wait for it or stop it",
                            holder.empty() ? "" : " (process " + holder + ")"),
                printable(home.folder));
  }
  const std::string number = std::to_string(getpid());
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, number.data(), number.size(), 0) < 0) {
    return fail(ErrorCode::kIo, fmt::format("cannot write the lock: {}", std::strerror(errno)), printable(path));
  }
  return lock;
}

bool HomeLock::is_held(const Home& home) {
  const int descriptor = open(join_path(home.run_folder(), "lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool held = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close(descriptor);
  return held;
}

HomeLock::~HomeLock() {
  close(descriptor_);
}

ProgramFiles find_program_files() {
  ProgramFiles files;
  std::error_code error;
  files.program = fs::read_symlink("/proc/self/exe", error).string();
  const std::string folder(parent_folder(files.program));
  for (const std::string& share :
       {join_path(folder, "share/shoebox"), join_path(std::string(parent_folder(folder)), "share/shoebox")}) {
    if (files.share_folder.empty() && is_folder(share)) files.share_folder = share;
  }
  if (!files.share_folder.empty()) {
    const std::string model = join_path(files.share_folder, "models/default");
    if (is_folder(model)) files.default_model = model;
  }
  return files;
}

}  // namespace shoebox::engine
