#pragma once
// The families of CLIP-type models: what a bundle's own files do not say. One row each in family.cc; docs/models.md
// shows the same table.

#include <cstdint>
#include <string_view>

#include "model/encoder.h"

namespace shoebox::model {

/// What happens to a text before its tokenizer.json, where the reference does it in its own code.
enum class TextCleaning : std::uint8_t {
  kNone,
  kLowercase,     // SigLIP 2
  kCanonicalize,  // SigLIP: lower case, no punctuation, single spaces
};

struct Family {
  std::string_view name;  // part of the SpaceId: never changed
  // Signs by which a bundle is known; comma-separated, lower case, empty for none.
  std::string_view name_parts;   // in the folder's name, model_name, or the tokenizer's name
  std::string_view model_types;  // Hub: config.json "model_type"
  int vocabulary = 0;            // text_cfg.vocab_size; 0: no sign
  // Defaults where the bundle is silent.
  ResizeMode resize_mode = ResizeMode::kShortestCrop;
  Interpolation interpolation = Interpolation::kBicubic;
  int context_length = 77;
  int pad_id = 0;
  bool pad_id_fixed = false;  // the tokenizer's own pad token means something else (byte BPE: the closing token)
  TextCleaning cleaning = TextCleaning::kNone;
  bool language_first = false;  // NLLB: the text opens with its language's code
};

/// What a bundle's files say about where it comes from; lower case.
struct FamilySigns {
  std::string_view names;  // folder, model_name, tokenizer name, one after another
  std::string_view model_type;
  int vocabulary = 0;
};

/// The first family that a sign points to: by name, then by model type, then by vocabulary; else the last row, "clip".
const Family& find_family(const FamilySigns& signs);

}  // namespace shoebox::model
