#include "model/bundle_settings.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"

namespace shoebox::model {
namespace {

using Json = nlohmann::json;

constexpr int kSideMax = 4096;       // pixels of a tower's input
constexpr int kContextMax = 4096;    // tokens
constexpr int kIdMax = 100'000'000;  // token ids

constexpr float kClipMean[3] = {0.48145466F, 0.4578275F, 0.40821073F};
constexpr float kClipStd[3] = {0.26862954F, 0.26130258F, 0.27577711F};

/// An object out of JSON text; `{}` when there is no text.
Result<Json> parse_object(const std::optional<std::string>& text, std::string_view file) {
  if (!text) return Json::object();
  Json json = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (json.is_object()) return json;
  if (text->empty()) return fail(ErrorCode::kCorrupt, "is empty: copy the file again", std::string(file));
  if (text->starts_with("version https://git-lfs")) {
    return fail(ErrorCode::kCorrupt,
                "is only a git-lfs pointer: run `git lfs pull` in the bundle's source and copy it again",
                std::string(file));
  }
  return fail(ErrorCode::kCorrupt, "is not a JSON object: it is damaged or cut off; copy the file again",
              std::string(file));
}

const Json& member(const Json& json, const char* key) {
  static const Json kNothing;
  if (!json.is_object()) return kNothing;
  const auto found = json.find(key);
  return found == json.end() ? kNothing : *found;
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>() : std::string();
}

/// A whole number in [low, high]; `fallback` when there is none; an error when there is another.
Result<int> whole_number(const Json& json, const char* key, int low, int high, int fallback, std::string_view file) {
  const Json& value = member(json, key);
  if (value.is_null()) return fallback;
  const double number = value.is_number() ? value.get<double>() : -1;
  if (number >= low && number <= high && number == std::floor(number)) return static_cast<int>(number);
  return fail(ErrorCode::kCorrupt, fmt::format("\"{}\" must be a whole number from {} to {}", key, low, high),
              std::string(file));
}

/// 224, [224, 224], {"height": 224, "width": 224} or {"shortest_edge": 224}; 0 when absent, an error when not square.
Result<int> square_side(const Json& value, const char* key, std::string_view file) {
  if (value.is_null()) return 0;
  double height = 0;
  double width = 0;
  if (value.is_number()) height = width = value.get<double>();
  if (value.is_array() && !value.empty() && value.size() <= 2 && value.front().is_number() &&
      value.back().is_number()) {
    height = value.front().get<double>();
    width = value.back().get<double>();
  }
  if (member(value, "shortest_edge").is_number()) height = width = member(value, "shortest_edge").get<double>();
  if (member(value, "height").is_number() && member(value, "width").is_number()) {
    height = member(value, "height").get<double>();
    width = member(value, "width").get<double>();
  }
  if (height != width) {
    return fail(ErrorCode::kUnsupported, fmt::format("\"{}\" is not square; only square inputs are supported", key),
                std::string(file));
  }
  if (height >= 1 && height <= kSideMax && height == std::floor(height)) return static_cast<int>(height);
  return fail(ErrorCode::kCorrupt, fmt::format("\"{}\" gives no side from 1 to {} pixels", key, kSideMax),
              std::string(file));
}

Result<void> read_triple(const Json& json, const char* key, bool positive, float (&triple)[3], std::string_view file) {
  const Json& value = member(json, key);
  if (value.is_null()) return {};
  bool good = value.is_array() && value.size() == 3;
  for (std::size_t channel = 0; good && channel < 3; ++channel) {
    good = value[channel].is_number();
    if (!good) break;
    triple[channel] = value[channel].get<float>();
    good = std::isfinite(triple[channel]) && std::abs(triple[channel]) < 1e6F && (!positive || triple[channel] > 1e-6F);
  }
  if (good) return {};
  return fail(ErrorCode::kCorrupt, fmt::format("\"{}\" must be three {}numbers", key, positive ? "positive " : ""),
              std::string(file));
}

void set_triple(const float (&from)[3], float (&to)[3]) {
  std::copy(std::begin(from), std::end(from), std::begin(to));
}

Result<void> read_interpolation(const Json& value, ImageInputSpec& image, std::string_view file) {
  if (value.is_null()) return {};
  const std::string word = text_of(value);
  const double number = value.is_number() ? value.get<double>() : 0;  // Pillow's: 2 bilinear, 3 bicubic
  if (word == "bicubic" || number == 3) {
    image.interpolation = Interpolation::kBicubic;
  } else if (word == "bilinear" || number == 2) {
    image.interpolation = Interpolation::kBilinear;
  } else {
    return fail(ErrorCode::kUnsupported,
                fmt::format("the interpolation {} is not supported; bicubic and bilinear are",
                            value.dump(-1, ' ', true, Json::error_handler_t::replace)),
                std::string(file));
  }
  return {};
}

/// visual/preprocess_cfg.json, as open_clip writes it.
Result<void> read_open_clip_image(const Json& json, const Json& config, std::string_view file, ImageInputSpec& image) {
  image.side = TRY(square_side(member(json, "size"), "size", file));
  if (image.side == 0)
    image.side = TRY(square_side(member(member(config, "vision_cfg"), "image_size"), "image_size", "config.json"));
  TRY(read_triple(json, "mean", false, image.mean, file));
  TRY(read_triple(json, "std", true, image.std, file));
  TRY(read_interpolation(member(json, "interpolation"), image, file));
  const Json& mode = member(json, "resize_mode");
  if (mode.is_null()) return {};
  if (text_of(mode) == "squash") {
    image.resize_mode = ResizeMode::kSquash;
  } else if (text_of(mode) == "shortest") {
    image.resize_mode = ResizeMode::kShortestCrop;
  } else {
    return fail(ErrorCode::kUnsupported, "only the resize modes \"shortest\" and \"squash\" are supported",
                std::string(file));
  }
  return {};
}

bool is_false(const Json& json) {
  return json.is_boolean() && !json.get<bool>();
}

/// preprocessor_config.json, as transformers writes it.
Result<void> read_hub_image(const Json& json, std::string_view file, ImageInputSpec& image) {
  const int size = TRY(square_side(member(json, "size"), "size", file));
  const bool crops = member(json, "do_center_crop").is_boolean() && !is_false(member(json, "do_center_crop"));
  const int crop = crops ? TRY(square_side(member(json, "crop_size"), "crop_size", file)) : 0;
  const bool both_sides = member(member(json, "size"), "height").is_number();
  if (crop != 0 && size != 0 && crop != size) {
    return fail(ErrorCode::kUnsupported, "\"size\" and \"crop_size\" differ; only equal ones are supported",
                std::string(file));
  }
  image.side = crop != 0 ? crop : size;
  if (size != 0) image.resize_mode = both_sides && !crops ? ResizeMode::kSquash : ResizeMode::kShortestCrop;
  TRY(read_interpolation(member(json, "resample"), image, file));
  if (is_false(member(json, "do_normalize"))) {
    for (int channel = 0; channel < 3; ++channel) image.mean[channel] = 0, image.std[channel] = 1;
    return {};
  }
  TRY(read_triple(json, "image_mean", false, image.mean, file));
  return read_triple(json, "image_std", true, image.std, file);
}

std::string lower_case(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

const Family& family_of(const BundleTexts& texts, const Json& config) {
  const Json& text = member(config, "text_cfg");
  const Json& hub_text = member(config, "text_config");
  const std::string names =
      lower_case(fmt::format("{}\n{}\n{}\n{}\n{}", texts.folder_name, text_of(member(config, "model_name")),
                             text_of(member(text, "hf_tokenizer_name")), text_of(member(text, "hf_model_name")),
                             text_of(member(config, "modelBase"))));
  const std::string model_type = lower_case(text_of(member(config, "model_type")));
  const Json& vocabulary =
      !member(text, "vocab_size").is_null() ? member(text, "vocab_size") : member(hub_text, "vocab_size");
  FamilySigns signs{.names = names, .model_type = model_type};
  if (vocabulary.is_number_integer() && vocabulary.get<double>() > 0 && vocabulary.get<double>() < kIdMax) {
    signs.vocabulary = vocabulary.get<int>();
  }
  return find_family(signs);
}

Result<void> read_text_settings(const Json& config, const Json& tokenizer_config, BundleSettings& settings) {
  constexpr std::string_view kFile = "config.json";
  const Json& text = member(config, "text_cfg");
  const Family& family = *settings.family;
  const int hub_length =
      TRY(whole_number(member(config, "text_config"), "max_position_embeddings", 1, kContextMax, 0, kFile));
  // Position tables of BERT-like towers are longer than what the tower was trained with.
  const bool hub_says = hub_length > 0 && hub_length <= 128;
  settings.context_length =
      TRY(whole_number(text, "context_length", 1, kContextMax, hub_says ? hub_length : family.context_length, kFile));
  settings.pad_id = TRY(whole_number(text, "pad_id", 0, kIdMax, family.pad_id, kFile));
  const bool pad_said = !member(text, "pad_id").is_null();
  const Json& pad_token = member(tokenizer_config, "pad_token");
  if (!pad_said && !family.pad_id_fixed) {
    settings.pad_token = pad_token.is_object() ? text_of(member(pad_token, "content")) : text_of(pad_token);
  }
  settings.cleaning = family.cleaning;
  if (text_of(member(member(text, "tokenizer_kwargs"), "clean")) == "canonicalize")
    settings.cleaning = TextCleaning::kCanonicalize;
  settings.language_first = family.language_first;
  return {};
}

Result<void> read_metadata(const Json& config, BundleSettings& settings) {
  const Json& metadata = member(config, "metadata");
  const Json& free = member(metadata, "text_length_free");
  settings.text_length_free = free.is_boolean() && free.get<bool>();
  settings.licence = text_of(member(metadata, "licence"));
  const Json& languages = member(metadata, "languages");
  if (languages.is_array()) {
    for (const Json& language : languages) {
      if (language.is_string()) settings.languages.push_back(language.get<std::string>());
    }
  }
  const Json& calibration =
      !member(metadata, "calibration").is_null() ? member(metadata, "calibration") : member(config, "calibration");
  if (calibration.is_null()) return {};
  const Json& midpoint = member(calibration, "midpoint");
  const Json& slope = member(calibration, "slope");
  const bool good = midpoint.is_number() && slope.is_number() && std::abs(midpoint.get<double>()) <= 1 &&
                    slope.get<double>() > 0 && slope.get<double>() < 1e6;
  if (!good) {
    return fail(ErrorCode::kCorrupt, "\"calibration\" must give a \"midpoint\" from -1 to 1 and a positive \"slope\"",
                "config.json");
  }
  settings.calibration = {.midpoint = midpoint.get<double>(), .slope = slope.get<double>(), .known = true};
  return {};
}

}  // namespace

std::string_view preprocess_file_name(Layout layout) {
  return layout == Layout::kImmich ? "visual/preprocess_cfg.json" : "preprocessor_config.json";
}

Result<BundleSettings> parse_bundle_settings(const BundleTexts& texts) {
  const std::string_view image_file = preprocess_file_name(texts.layout);
  const Json config = TRY(parse_object(texts.config, "config.json"));
  const Json preprocess = TRY(parse_object(texts.preprocess, image_file));
  const Json tokenizer_config = TRY(parse_object(texts.tokenizer_config, "tokenizer_config.json"));
  BundleSettings settings;
  settings.family = &family_of(texts, config);
  settings.image.resize_mode = settings.family->resize_mode;
  settings.image.interpolation = settings.family->interpolation;
  set_triple(kClipMean, settings.image.mean);
  set_triple(kClipStd, settings.image.std);
  if (texts.layout == Layout::kImmich) {
    TRY(read_open_clip_image(preprocess, config, image_file, settings.image));
  } else {
    TRY(read_hub_image(preprocess, image_file, settings.image));
  }
  const int projected =
      TRY(whole_number(config, "projection_dim", 1, limits::kEmbeddingDimensionMax, 0, "config.json"));
  settings.dimension =
      TRY(whole_number(config, "embed_dim", 1, limits::kEmbeddingDimensionMax, projected, "config.json"));
  TRY(read_text_settings(config, tokenizer_config, settings));
  TRY(read_metadata(config, settings));
  return settings;
}

}  // namespace shoebox::model
