#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/path.h"
#include "engine/import.h"
#include "engine/library.h"

namespace shoebox::cli {

namespace {

nlohmann::json to_json(const engine::LibraryStatus& status, const std::string& home) {
  nlohmann::json roots = nlohmann::json::array();
  for (const engine::RootStatus& root : status.roots) {
    nlohmann::json skipped = nlohmann::json::array();
    for (const store::SkippedFile& file : root.skipped) {
      skipped.push_back({{"path", printable(file.path)}, {"code", to_string(file.code)}, {"error", file.message}});
    }
    roots.push_back({{"path", printable(root.root.path)},
                     {"available", root.root.available},
                     {"photos", root.counts.photos},
                     {"files", root.counts.files},
                     {"missing", root.counts.missing},
                     {"ignored", root.counts.ignored},
                     {"bytes", root.counts.size_bytes},
                     {"skipped", root.counts.skipped},
                     {"skipped_files", skipped}});
  }
  nlohmann::json spaces = nlohmann::json::array();
  for (const store::Space& space : status.spaces) {
    spaces.push_back({{"space", space.id.value},
                      {"model", space.model.empty() ? engine::imported_name(space.id) : space.model},
                      {"imported", space.model.empty()},
                      {"dimension", space.dimension},
                      {"active", space.active},
                      {"embeddings", space.embeddings}});
  }
  return {{"home", printable(home)},
          {"photos", status.photos},
          {"roots", roots},
          {"spaces", spaces},
          {"writer_active", status.writer_active},
          {"database_bytes", status.database_bytes},
          {"version", SHOEBOX_VERSION}};
}

void print(Context& context, const engine::LibraryStatus& status) {
  const Language language = context.language;
  Output& out = context.out;
  out.line(say(language, "{} photos in {}", say_count(status.photos), terminal_safe(context.home.folder)));
  for (const engine::RootStatus& root : status.roots) {
    out.line(say(language, "{}{}: {} photos, {} files, {} skipped", terminal_safe(root.root.path),
                 root.root.available ? "" : translate(language, "  (not there now)"), say_count(root.counts.photos),
                 say_count(root.counts.files), say_count(root.counts.skipped)));
    for (const store::SkippedFile& file : root.skipped) {
      out.line(say(language, "  skipped {}: {}", terminal_safe(file.path),
                   terminal_safe(say_error(language, {file.code, file.message, ""}))));
    }
  }
  for (const store::Space& space : status.spaces) {
    if (space.model.empty()) {
      out.line(say(language, "imported as {}: {} vectors, {} numbers each; no model yet",
                   terminal_safe(engine::imported_name(space.id)), say_count(space.embeddings), space.dimension));
      continue;
    }
    out.line(say(language, "model {}{}: {} photos read, {} numbers each", terminal_safe(space.model),
                 space.active ? translate(language, " (answers)") : "", say_count(space.embeddings), space.dimension));
  }
  if (status.writer_active) out.line(translate(language, "another shoebox is indexing now"));
}

}  // namespace

Runner declare_status(CLI::App& command, Language language) {
  command.footer(std::string(translate(language,
                                       "Examples:\n"
                                       "  shoebox status\n"
                                       "  shoebox status --json")));
  return [](Context& context) -> Result<ExitCode> {
    const auto library = TRY(engine::Library::open(context.home, engine::Access::kRead));
    const auto status = TRY(library->status());
    if (context.json)
      context.out.line(json_text(to_json(status, context.home.folder)));
    else
      print(context, status);
    return ExitCode::kOk;
  };
}

}  // namespace shoebox::cli
