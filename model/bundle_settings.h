#pragma once
// The settings of a bundle out of its JSON files, as pure functions of their texts: this is what the fuzzer drives.

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "model/bundle.h"
#include "model/family.h"

namespace shoebox::model {

/// The JSON files of a bundle; a missing one is nothing. Names are for errors.
struct BundleTexts {
  Layout layout = Layout::kImmich;
  std::string folder_name;
  std::optional<std::string> config;            // config.json
  std::optional<std::string> preprocess;        // visual/preprocess_cfg.json or preprocessor_config.json
  std::optional<std::string> tokenizer_config;  // tokenizer_config.json
};

struct BundleSettings {
  const Family* family = nullptr;
  int dimension = 0;  // 0: not said
  ImageInputSpec image;
  int context_length = 77;
  int pad_id = 0;
  std::string pad_token;  // the tokenizer's word for padding, where it decides; else ""
  TextCleaning cleaning = TextCleaning::kNone;
  bool text_length_free = false;
  bool language_first = false;
  Calibration calibration;
  std::string licence;
  std::vector<std::string> languages;
};

/// kCorrupt or kUnsupported; the error's context is the file's name within the bundle.
Result<BundleSettings> parse_bundle_settings(const BundleTexts& texts);

/// Where the layout keeps the picture settings.
std::string_view preprocess_file_name(Layout layout);

}  // namespace shoebox::model
