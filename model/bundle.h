#pragma once
// A model bundle: a folder with two ONNX towers, a tokenizer and their settings, in one of the layouts of DESIGN §8.
// Opening reads and checks the settings; towers are loaded one by one, because a search needs only the text tower. A
// value type. Errors name the file that is missing, damaged or foreign, in one sentence.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "model/encoder.h"
#include "model/family.h"

namespace shoebox::model {

/// How a raw cosine of this model reads: relevance = 1 / (1 + exp(-slope * (score - midpoint))). From the bundle's
/// config.json "calibration", where it has one.
struct Calibration {
  double midpoint = 0;
  double slope = 0;
  bool known = false;
};

enum class Layout : std::uint8_t { kImmich, kHub };

struct Bundle {
  std::string folder;
  std::string name;  // "default", "ViT-B-32__openai"
  Layout layout = Layout::kImmich;
  SpaceId space;
  int dimension = 0;
  ImageInputSpec image;
  Calibration calibration;
  std::string licence;
  std::vector<std::string> languages;

  // Files, absolute.
  std::string visual_file;
  std::string textual_file;
  std::string tokenizer_file;

  std::string family;  // a name of the table in family.cc
  int context_length = 77;
  int pad_id = 0;
  std::string pad_token;          // the tokenizer's word for padding, which then decides over pad_id; "": pad_id it is
  bool text_length_free = false;  // the graph takes any length, so short texts need no padding
  TextCleaning cleaning = TextCleaning::kNone;
  bool language_first = false;  // NLLB: the text's language code comes first
};

/// Reads the settings and looks over the two ONNX files without loading them (milliseconds). kNotFound, kCorrupt or
/// kUnsupported, with the file that is wrong as the error's context.
Result<Bundle> open_bundle(const std::string& folder);

/// What runs the towers: how many threads, on which device (execution provider, a table in session.cc).
struct RuntimeConfig {
  int threads = 0;  // 0: as many as cores
  std::string provider = "cpu";
  std::string library;  // path of libonnxruntime.so; "": as installed beside the program
};

/// The bundle's towers, loaded. Errors as of open_bundle, or kNotFound when there is no ONNX Runtime.
Result<std::unique_ptr<ImageEncoder>> load_image_encoder(const Bundle& bundle, const RuntimeConfig& runtime);
Result<std::unique_ptr<TextEncoder>> load_text_encoder(const Bundle& bundle, const RuntimeConfig& runtime);

/// The image tower, loaded with its first picture. What load_image_encoder() would say against it, each call says.
std::unique_ptr<ImageEncoder> defer_image_encoder(const Bundle& bundle, const RuntimeConfig& runtime);

}  // namespace shoebox::model
