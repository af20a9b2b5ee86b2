#include "engine/import.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "cli/terminal.h"
#include "core/path.h"

namespace shoebox::cli {

namespace {

struct ImportOptions {
  std::string folder;
  std::string name;
};

Result<ExitCode> import_vectors(Context& context, const ImportOptions& options) {
  SilentProgress progress;
  const std::string folder = TRY(absolute_path(options.folder));
  const auto summary =
      TRY(engine::import_faiss(context.home, folder, options.name, progress, context.stop_on_signal()));
  if (context.json) {
    context.out.line(json_text(nlohmann::json{{"vectors", summary.vectors},
                                              {"new_photos", summary.new_photos},
                                              {"dimension", summary.dimension},
                                              {"model", printable(options.name)},
                                              {"linked", summary.linked},
                                              {"interrupted", summary.interrupted}}));
  } else if (!context.quiet && summary.linked) {
    context.out.line(say(context.language, "{} vectors imported; they are those of {}, sentences find them",
                         say_count(summary.vectors), terminal_safe(options.name)));
  } else if (!context.quiet) {
    context.out.line(say(context.language,
                         "{} vectors imported as {}; ask with: shoebox search --vector FILE.npy --model {}",
                         say_count(summary.vectors), terminal_safe(options.name), terminal_safe(options.name)));
  }
  return ExitCode::kOk;
}

}  // namespace

Runner declare_import(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<ImportOptions>();
  command
      .add_option("--faiss", options->folder,
                  text("a folder with image_features.npy or images.index, and image_paths.txt"))
      ->option_text("DIR")
      ->required();
  command
      .add_option("--model", options->name,
                  text("the name that the vectors get; that of a model at hand: its own vectors, which is checked"))
      ->option_text("NAME")
      ->required();
  command.footer(
      text("Examples:\n"
           "  shoebox import --faiss ~/my-index --model mine\n"
           "  shoebox search --vector questions.npy --model mine"));
  return [options](Context& context) { return import_vectors(context, *options); };
}

}  // namespace shoebox::cli
