#include "engine/export.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "cli/photo_folders.h"
#include "cli/terminal.h"
#include "core/path.h"
#include "engine/library.h"

namespace shoebox::cli {

namespace {

struct ExportOptions {
  std::string folder;
  std::string model;
};

Result<ExitCode> export_vectors(Context& context, const ExportOptions& options) {
  const std::string folder = TRY(absolute_path(options.folder));
  if (engine::home_exists(context.home)) {
    const auto library = TRY(engine::Library::open(context.home, engine::Access::kRead));
    TRY(check_outside_photos(*library, folder));
  }
  const auto summary = TRY(engine::export_faiss(context.home, options.model, folder));
  if (context.json) {
    context.out.line(json_text(nlohmann::json{
        {"vectors", summary.vectors}, {"dimension", summary.dimension}, {"left_out", summary.left_out}}));
  } else if (!context.quiet) {
    context.out.line(say(context.language, "{} vectors written to {}", say_count(summary.vectors),
                         terminal_safe(printable(folder))));
    if (summary.left_out > 0) {
      context.out.line(say(context.language, "{} left out: their files are gone, or their names hold a line break",
                           say_count(summary.left_out)));
    }
  }
  return summary.vectors > 0 ? ExitCode::kOk : ExitCode::kNothingFound;
}

}  // namespace

Runner declare_export(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<ExportOptions>();
  command.add_option("--faiss", options->folder, text("where image_features.npy, image_paths.txt and images.index go"))
      ->option_text("DIR")
      ->required();
  command.add_option("--model", options->model, text("the vectors of this model (name or space)"))
      ->option_text("SPACE");
  command.footer(text("Examples:\n  shoebox export --faiss ~/my-vectors"));
  return [options](Context& context) { return export_vectors(context, *options); };
}

}  // namespace shoebox::cli
