#pragma once
// The one data folder: shoebox.db, index/, thumbs/, models/, run/ (lock, diary), config.toml. Opening makes what is
// missing, for the user alone (mode 0700). Value types, except the lock.

#include <memory>
#include <string>

#include "core/result.h"

namespace shoebox::engine {

struct Home {
  std::string folder;

  std::string database_file() const;
  std::string index_folder() const;
  std::string thumbs_folder() const;
  std::string models_folder() const;
  std::string run_folder() const;
  std::string config_file() const;
};

/// `asked` (--home), else $SHOEBOX_HOME, else $XDG_DATA_HOME/shoebox, else ~/.local/share/shoebox. Touches no disk.
Result<Home> find_home(const std::string& asked);

/// Whether a library was ever made there.
bool home_exists(const Home& home);

/// Makes the folders. kIo with the folder's name.
Result<void> create_home(const Home& home);

/// One writer a home: held as long as the object lives, gone with the process however it ends (flock on run/lock).
class HomeLock final {
 public:
  /// Whether some process has it now. Changes nothing.
  static bool is_held(const Home& home);
  /// kBusy, with the other process's number, when somebody writes.
  static Result<std::unique_ptr<HomeLock>> acquire(const Home& home);
  ~HomeLock();
  HomeLock(const HomeLock&) = delete;
  HomeLock& operator=(const HomeLock&) = delete;

 private:
  explicit HomeLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Folders beside the program: …/share/shoebox with the default model and the page.
struct ProgramFiles {
  std::string program;        // this executable
  std::string share_folder;   // "" when none was found
  std::string default_model;  // share_folder/models/default, "" when it is not there
};

ProgramFiles find_program_files();

}  // namespace shoebox::engine
