#pragma once
// The commands of a process that asks another one, which holds the home's lock (`serve`, `watch`), to do the work: over
// run/socket, a JSON object a line. docs/data_files.md has the messages.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "core/progress.h"
#include "core/result.h"
#include "engine/library.h"
#include "engine/line_socket.h"
#include "engine/service.h"

namespace shoebox::engine {

struct AddedModel {
  std::string name;
  std::string space;
  std::int64_t dimension = 0;
};

/// The asking side. One thread at a time; one command a connection at a time.
class Remote final {
 public:
  /// Null when nobody holds the home, or who does takes no commands.
  static std::unique_ptr<Remote> connect(const Home& home);

  /// As Library does it; `stop` stops the work over there too.
  Result<ingest::IndexSummary> index(const IndexRequest& request, ProgressReporter& progress,
                                     const std::stop_token& stop);
  Result<ModelSwitch> use_model(const std::string& name, ProgressReporter& progress, const std::stop_token& stop);
  /// `folder`: an absolute path.
  Result<AddedModel> add_model(const std::string& folder);
  Result<RemovedModel> remove_model(const std::string& name);
  Result<std::int64_t> remove_root(const std::string& folder);
  Result<std::int64_t> correct(const Correction& correction);
  Result<std::int64_t> undo_correction();
  /// The answer as the JSON object of the contract.
  Result<std::string> ask(const Question& question);

 private:
  explicit Remote(std::unique_ptr<LineConnection> connection) : connection_(std::move(connection)) {}
  std::unique_ptr<LineConnection> connection_;
};

/// The other side: takes commands for as long as it lives.
class CommandServer final {
 public:
  static Result<std::unique_ptr<CommandServer>> create(Service& service);

 private:
  explicit CommandServer(std::unique_ptr<LineServer> server) : server_(std::move(server)) {}
  std::unique_ptr<LineServer> server_;
};

}  // namespace shoebox::engine
