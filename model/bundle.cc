#include "model/bundle.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/hash.h"
#include "core/limits.h"
#include "core/path.h"
#include "model/bundle_settings.h"
#include "model/onnx_file.h"

namespace shoebox::model {
namespace {

constexpr std::int64_t kSettingsBytesMax = 4 * limits::kMiB;
// Files up to this are hashed whole; of larger ones the ends and evenly spaced pieces: training moves every weight.
constexpr std::int64_t kHashWholeBytesMax = 64 * limits::kMiB;
constexpr std::int64_t kHashPieceBytes = 64 * limits::kKiB;
constexpr std::int64_t kHashPieces = 256;

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Result<std::optional<std::string>> read_optional(const std::string& folder, std::string_view name) {
  const std::string path = join_path(folder, name);
  if (!exists(path)) return std::nullopt;
  return TRY(read_file(path, kSettingsBytesMax));
}

Result<Layout> find_layout(const std::string& folder) {
  if (!is_folder(folder))
    return fail(ErrorCode::kNotFound, "there is no such folder; give the folder of a model bundle", folder);
  if (is_folder(join_path(folder, "visual")) || is_folder(join_path(folder, "textual"))) return Layout::kImmich;
  if (is_folder(join_path(folder, "onnx"))) return Layout::kHub;
  return fail(
      ErrorCode::kUnsupported,
      "this is no model bundle: it has neither visual/ and textual/ nor onnx/ (docs/models.md shows both layouts)",
      folder);
}

/// The first of `names` that is there, else the first, so that an error names what is usual.
std::string first_existing(const std::string& folder, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string path = join_path(folder, name); exists(path)) return path;
  }
  return join_path(folder, *names.begin());
}

void find_files(Bundle& bundle) {
  const std::string& folder = bundle.folder;
  if (bundle.layout == Layout::kImmich) {
    bundle.visual_file = join_path(folder, "visual/model.onnx");
    bundle.textual_file = join_path(folder, "textual/model.onnx");
    bundle.tokenizer_file = first_existing(folder, {"textual/tokenizer.json", "tokenizer.json"});
    return;
  }
  bundle.visual_file = first_existing(
      folder, {"onnx/vision_model.onnx", "onnx/vision_model_fp16.onnx", "onnx/vision_model_quantized.onnx"});
  bundle.textual_file =
      first_existing(folder, {"onnx/text_model.onnx", "onnx/text_model_fp16.onnx", "onnx/text_model_quantized.onnx"});
  bundle.tokenizer_file = join_path(folder, "tokenizer.json");
}

Result<BundleSettings> read_settings(const Bundle& bundle) {
  BundleTexts texts;
  texts.layout = bundle.layout;
  texts.folder_name = bundle.name;
  texts.config = TRY(read_optional(bundle.folder, "config.json"));
  const std::string_view preprocess = preprocess_file_name(bundle.layout);
  texts.preprocess = TRY(read_optional(bundle.folder, preprocess));
  if (!texts.preprocess) {
    return fail(ErrorCode::kNotFound, "is missing: the bundle was copied only in part",
                join_path(bundle.folder, preprocess));
  }
  if (!texts.config && bundle.layout == Layout::kImmich) {
    return fail(ErrorCode::kNotFound, "is missing: the bundle was copied only in part",
                join_path(bundle.folder, "config.json"));
  }
  texts.tokenizer_config = TRY(read_optional(bundle.folder, "textual/tokenizer_config.json"));
  if (!texts.tokenizer_config) texts.tokenizer_config = TRY(read_optional(bundle.folder, "tokenizer_config.json"));
  auto settings = parse_bundle_settings(texts);
  if (!settings)
    return fail(settings.error().code, settings.error().message, join_path(bundle.folder, settings.error().context));
  return settings;
}

/// Files of weights that the graph names must be there, not empty, and within the bundle.
Result<void> check_external(const std::string& model_file, const OnnxFacts& facts) {
  const std::string folder(parent_folder(model_file));
  for (const std::string& name : facts.external_files) {
    if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos ||
        name.find('\0') != std::string::npos) {
      return fail(ErrorCode::kCorrupt, "names a weights file outside its folder", model_file);
    }
    struct stat status {};
    const std::string path = join_path(folder, name);
    if (::stat(path.c_str(), &status) != 0) {
      return fail(ErrorCode::kNotFound,
                  fmt::format("is missing: {} keeps its weights there; copy the whole folder", file_name(model_file)),
                  path);
    }
    if (status.st_size == 0) return fail(ErrorCode::kCorrupt, "is empty: copy the file again", path);
  }
  return {};
}

/// The width of the output that holds the embedding; 0 when the graph leaves it open.
int embedding_width(const OnnxFacts& facts) {
  const std::size_t index = embedding_output(facts.outputs);
  if (index >= facts.outputs.size()) return 0;
  const auto& shape = facts.outputs[index].shape;
  if (shape.size() != 2 || shape[1] <= 0 || shape[1] > limits::kEmbeddingDimensionMax) return 0;
  return static_cast<int>(shape[1]);
}

Result<void> settle_dimension(Bundle& bundle, const OnnxFacts& visual, const OnnxFacts& textual) {
  const int image_width = embedding_width(visual);
  const int text_width = embedding_width(textual);
  if (image_width != 0 && text_width != 0 && image_width != text_width) {
    return fail(
        ErrorCode::kCorrupt,
        fmt::format("gives {} numbers a text, but {} gives {} a picture: the two files belong to different models",
                    text_width, file_name(bundle.visual_file), image_width),
        bundle.textual_file);
  }
  // The graphs are the truth; what config.json says may be of an inner layer.
  const int width = image_width != 0 ? image_width : text_width;
  if (width != 0) bundle.dimension = width;
  if (bundle.dimension != 0) return {};
  return fail(ErrorCode::kUnsupported, "neither it nor the models say how long an embedding is (\"embed_dim\")",
              join_path(bundle.folder, "config.json"));
}

Result<void> hash_pieces(const std::string& path, Hasher& hasher) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(ErrorCode::kIo, fmt::format("cannot be read: {}", std::strerror(errno)), path);
  struct stat status {};
  std::int64_t size = ::fstat(descriptor, &status) == 0 ? status.st_size : -1;
  hasher.update(std::as_bytes(std::span(&size, 1)));
  const std::int64_t step = size <= kHashWholeBytesMax ? kHashPieceBytes : (size - kHashPieceBytes) / (kHashPieces - 1);
  std::vector<std::byte> piece(kHashPieceBytes);
  bool good = size >= 0;
  for (std::int64_t offset = 0; good && offset < size; offset += step) {
    const ssize_t count = ::pread(descriptor, piece.data(), piece.size(), offset);
    good = count > 0;
    if (good) hasher.update(std::span(piece).first(static_cast<std::size_t>(count)));
  }
  ::close(descriptor);
  if (good) return {};
  return fail(ErrorCode::kIo, "cannot be read to its end", path);
}

/// The weights' identity: both models and the weight files that they name, in order.
Result<std::string> weights_revision(const Bundle& bundle, const OnnxFacts& visual, const OnnxFacts& textual) {
  Hasher hasher;
  for (const auto& [file, facts] :
       {std::pair(&bundle.visual_file, &visual), std::pair(&bundle.textual_file, &textual)}) {
    TRY(hash_pieces(*file, hasher));
    for (const std::string& name : facts->external_files)
      TRY(hash_pieces(join_path(parent_folder(*file), name), hasher));
  }
  return hasher.digest().hex().substr(0, 16);
}

std::string short_hash(std::string_view text) {
  return hash_bytes(std::as_bytes(std::span(text.data(), text.size()))).hex().substr(0, 8);
}

std::string preprocessing_name(const ImageInputSpec& image) {
  const std::string normalisation = fmt::format("{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f}", image.mean[0],
                                                image.mean[1], image.mean[2], image.std[0], image.std[1], image.std[2]);
  return fmt::format("{}{}-{}-{}", image.resize_mode == ResizeMode::kSquash ? "squash" : "crop", image.side,
                     image.interpolation == Interpolation::kBicubic ? "bicubic" : "bilinear",
                     short_hash(normalisation));
}

Result<std::string> tokenizer_name(const Bundle& bundle) {
  Hasher hasher;
  TRY(hash_pieces(bundle.tokenizer_file, hasher));
  const std::string settings =
      fmt::format("{},{},{},{},{},{}", bundle.context_length, bundle.pad_id, bundle.pad_token, bundle.text_length_free,
                  static_cast<int>(bundle.cleaning), bundle.language_first);
  return hasher.digest().hex().substr(0, 8) + short_hash(settings);
}

void apply_settings(BundleSettings&& settings, Bundle& bundle) {
  bundle.family = settings.family->name;
  bundle.dimension = settings.dimension;
  bundle.image = settings.image;
  bundle.calibration = settings.calibration;
  bundle.licence = std::move(settings.licence);
  bundle.languages = std::move(settings.languages);
  bundle.context_length = settings.context_length;
  bundle.pad_id = settings.pad_id;
  bundle.pad_token = std::move(settings.pad_token);
  bundle.text_length_free = settings.text_length_free;
  bundle.cleaning = settings.cleaning;
  bundle.language_first = settings.language_first;
}

/// The side of the tower's input: the graph's where it is fixed.
Result<void> settle_side(Bundle& bundle, const OnnxFacts& visual) {
  const auto input = std::find_if(visual.inputs.begin(), visual.inputs.end(),
                                  [](const TensorInfo& info) { return info.shape.size() == 4; });
  const std::int64_t side = input != visual.inputs.end() ? input->shape[3] : -1;
  const std::string preprocess = join_path(bundle.folder, preprocess_file_name(bundle.layout));
  if (bundle.image.side == 0 && side > 0 && side <= 4096) bundle.image.side = static_cast<int>(side);
  if (bundle.image.side == 0)
    return fail(ErrorCode::kCorrupt, "does not say the side of the model's input (\"size\")", preprocess);
  if (side > 0 && side != bundle.image.side) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("says {} pixels, but {} wants {}: the files belong to different models", bundle.image.side,
                            file_name(bundle.visual_file), side),
                preprocess);
  }
  return {};
}

}  // namespace

Result<Bundle> open_bundle(const std::string& folder) {
  Bundle bundle;
  bundle.folder = TRY(absolute_path(folder));
  bundle.name = file_name(bundle.folder);
  bundle.layout = TRY(find_layout(bundle.folder));
  find_files(bundle);
  apply_settings(TRY(read_settings(bundle)), bundle);
  const OnnxFacts visual = TRY(inspect_onnx_file(bundle.visual_file));
  const OnnxFacts textual = TRY(inspect_onnx_file(bundle.textual_file));
  TRY(check_external(bundle.visual_file, visual));
  TRY(check_external(bundle.textual_file, textual));
  if (!exists(bundle.tokenizer_file)) {
    return fail(ErrorCode::kNotFound, "is missing: the bundle was copied only in part", bundle.tokenizer_file);
  }
  TRY(settle_side(bundle, visual));
  TRY(settle_dimension(bundle, visual, textual));
  bundle.space.value = fmt::format("{}/{}/{}/{}/{}", bundle.family, TRY(weights_revision(bundle, visual, textual)),
                                   preprocessing_name(bundle.image), TRY(tokenizer_name(bundle)), bundle.dimension);
  return bundle;
}

}  // namespace shoebox::model
