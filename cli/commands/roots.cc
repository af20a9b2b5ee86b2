#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/path.h"
#include "engine/library.h"
#include "engine/remote.h"

namespace shoebox::cli {

namespace {

Result<ExitCode> list_roots(Context& context) {
  const auto library = TRY(engine::Library::open(context.home, engine::Access::kRead));
  const auto status = TRY(library->status());
  nlohmann::json all = nlohmann::json::array();
  for (const engine::RootStatus& root : status.roots) {
    all.push_back({{"path", printable(root.root.path)},
                   {"available", root.root.available},
                   {"photos", root.counts.photos},
                   {"files", root.counts.files},
                   {"skipped", root.counts.skipped}});
    if (context.json) continue;
    context.out.line(fmt::format("{}  {}{}", terminal_safe(root.root.path),
                                 say_photos(context.language, root.counts.photos),
                                 root.root.available ? "" : translate(context.language, "  (not there now)")));
  }
  if (context.json) context.out.line(json_text(all));
  return all.empty() ? ExitCode::kNothingFound : ExitCode::kOk;
}

Result<ExitCode> remove_root(Context& context, const std::string& path) {
  const std::string folder = TRY(absolute_path(path));
  std::int64_t photos = 0;
  if (const auto remote = engine::Remote::connect(context.home)) {
    photos = TRY(remote->remove_root(folder));
  } else {
    const auto library = TRY(engine::Library::open(context.home, engine::Access::kWrite));
    photos = TRY(library->remove_root(folder));
  }
  if (context.json) {
    context.out.line(json_text(nlohmann::json{{"removed", printable(path)}, {"photos", photos}}));
  } else if (!context.quiet) {
    context.out.line(say(context.language,
                         "{} is no longer part of the library; {} photos left it, no file was touched",
                         terminal_safe(path), say_count(photos)));
  }
  return ExitCode::kOk;
}

}  // namespace

Runner declare_roots(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto path = std::make_shared<std::string>();
  command.require_subcommand(0, 1);
  command.add_subcommand("list", text("the folders and how much is in them"))->fallthrough();
  CLI::App* remove =
      command.add_subcommand("remove", text("forget a folder and its photos; the files stay as they are"))
          ->fallthrough();
  remove->add_option("folder", *path, text("the folder"))->option_text("DIR")->required();
  command.footer(
      text("Examples:\n"
           "  shoebox roots list\n"
           "  shoebox roots remove ~/Pictures/old"));
  return
      [path, remove](Context& context) { return remove->parsed() ? remove_root(context, *path) : list_roots(context); };
}

}  // namespace shoebox::cli
