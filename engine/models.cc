#include "engine/models.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "core/path.h"
#include "engine/import.h"

namespace shoebox::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEmbeddedName = "default";
constexpr std::string_view kUnfinishedPrefix = ".adding-";

InstalledModel inspect(const std::string& folder, bool embedded) {
  InstalledModel installed;
  installed.folder = folder;
  installed.embedded = embedded;
  installed.name = embedded ? std::string(kEmbeddedName) : std::string(file_name(folder));
  installed.bundle = model::open_bundle(folder);
  if (installed.bundle) installed.bundle->name = installed.name;
  return installed;
}

/// Names become folder names: what could leave the models folder or hide in it is refused.
bool is_usable_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && name != kEmbeddedName && !name.starts_with('.') &&
         name.find_first_of("/\\") == std::string_view::npos && terminal_safe(name) == name;
}

/// Files behind links are copied (hubs keep them so), folders behind links are not entered: they may lead anywhere.
std::error_code copy_files(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directory(to, error);
  for (fs::recursive_directory_iterator at(from, error), end; !error && at != end; at.increment(error)) {
    const fs::path target = fs::path(to) / at->path().lexically_relative(from);
    std::error_code is_folder_error;
    const bool is_folder = at->is_directory(is_folder_error);
    if (is_folder && at->is_symlink(is_folder_error)) continue;
    if (is_folder)
      fs::create_directory(target, error);
    else
      fs::copy_file(at->path(), target, error);
    if (error) break;
  }
  return error;
}

Result<void> copy_folder(const std::string& from, const std::string& to) {
  const std::error_code error = copy_files(from, to);
  if (!error) return {};
  std::error_code ignored;
  fs::remove_all(to, ignored);
  return fail(ErrorCode::kIo, "cannot copy the model into the library: " + error.message(), printable(from));
}

/// What a killed run has left half-copied. The caller holds the home's lock.
void remove_unfinished(const Home& home) {
  std::vector<fs::path> left;
  std::error_code error;
  for (fs::directory_iterator at(home.models_folder(), error), end; !error && at != end; at.increment(error)) {
    if (file_name(at->path().string()).starts_with(kUnfinishedPrefix)) left.push_back(at->path());
  }
  for (const fs::path& path : left) fs::remove_all(path, error);
}

}  // namespace

std::vector<InstalledModel> installed_models(const Home& home, const ProgramFiles& program) {
  std::vector<InstalledModel> models;
  if (!program.default_model.empty()) models.push_back(inspect(program.default_model, true));
  std::vector<std::string> folders;
  std::error_code error;
  for (fs::directory_iterator at(home.models_folder(), error), end; !error && at != end; at.increment(error)) {
    const std::string folder = at->path().string();
    std::error_code ignored;
    if (!file_name(folder).starts_with('.') && at->is_directory(ignored)) folders.push_back(folder);
  }
  std::ranges::sort(folders);
  for (const std::string& folder : folders) models.push_back(inspect(folder, false));
  return models;
}

Result<model::Bundle> find_model(const Home& home, const ProgramFiles& program, std::string_view name) {
  std::string known;
  for (const InstalledModel& installed : installed_models(home, program)) {
    const bool wanted = (name.empty() && installed.embedded) || installed.name == name ||
                        (installed.bundle && installed.bundle->space.value == name);
    if (wanted) return installed.bundle;
    known += (known.empty() ? "" : ", ") + installed.name;
  }
  if (name.empty()) {
    return fail(ErrorCode::kNotFound,
                "the default model is not beside the program; run script/setup, or add one with shoebox model add DIR");
  }
  if (home_exists(home)) {
    if (auto imported = find_imported(home, name)) return imported;
  }
  return fail(ErrorCode::kNotFound, fmt::format("there is no such model; there is {}", known.empty() ? "none" : known),
              printable(name));
}

std::optional<model::Bundle> find_installed(const Home& home, const ProgramFiles& program, std::string_view name) {
  for (InstalledModel& installed : installed_models(home, program)) {
    if (!installed.bundle) continue;
    if (installed.name == name || installed.bundle->space.value == name) return std::move(*installed.bundle);
  }
  return std::nullopt;
}

Result<void> try_out(const model::Bundle& bundle, const ProgramFiles& program) {
  const model::RuntimeConfig runtime = runtime_config(program, 1);
  const auto text = TRY(model::load_text_encoder(bundle, runtime));
  const auto image = TRY(model::load_image_encoder(bundle, runtime));
  if (text->dimension() != image->dimension()) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("its towers do not belong together: {} numbers for a text, {} for a picture",
                            text->dimension(), image->dimension()),
                printable(bundle.folder));
  }
  const std::string sentence = "a photo";
  TRY(text->encode(std::span(&sentence, 1)));
  return {};
}

Result<model::Bundle> add_model(const Home& home, const ProgramFiles& program, const std::string& folder) {
  const std::string source = TRY(absolute_path(folder));
  const std::string name(file_name(source));
  if (!is_usable_name(name)) {
    return fail(ErrorCode::kInvalidArgument,
                "a model is called as its folder; this name will not do, rename the folder", printable(source));
  }
  TRY(model::open_bundle(source));
  const std::string target = join_path(home.models_folder(), name);
  std::error_code error;
  if (fs::exists(target, error)) {
    return fail(ErrorCode::kInvalidArgument, "there is a model of this name already", printable(name));
  }
  remove_unfinished(home);
  const std::string unfinished = join_path(home.models_folder(), std::string(kUnfinishedPrefix) + name);
  TRY(copy_folder(source, unfinished));
  const auto works = [&]() -> Result<void> { return try_out(TRY(model::open_bundle(unfinished)), program); }();
  if (works) fs::rename(unfinished, target, error);
  if (!works || error) fs::remove_all(unfinished, error);
  if (!works) return std::unexpected(works.error());
  if (error) return fail(ErrorCode::kIo, "cannot put the model in place: " + error.message(), printable(target));
  return find_model(home, program, name);
}

model::RuntimeConfig runtime_config(const ProgramFiles& program, int threads) {
  model::RuntimeConfig runtime;
  runtime.threads = threads;
  const std::string beside(parent_folder(program.program));
  std::error_code error;
  for (const std::string& folder :
       {join_path(beside, "lib"), join_path(std::string(parent_folder(beside)), "lib/shoebox")}) {
    const std::string library = join_path(folder, "libonnxruntime.so.1");
    if (fs::exists(library, error)) runtime.library = library;
  }
  return runtime;
}

}  // namespace shoebox::engine
