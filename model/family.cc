#include "model/family.h"

#include <algorithm>
#include <array>

namespace shoebox::model {
namespace {

// Order matters: "nllb-clip-base-siglip" is NLLB's text side, "siglip2" contains "siglip".
constexpr std::array kFamilies{
    Family{.name = "nllb-clip",
           .name_parts = "nllb",
           .model_types = "",
           .vocabulary = 256'206,
           .resize_mode = ResizeMode::kSquash,
           .context_length = 77,
           .pad_id = 1,
           .language_first = true},
    Family{.name = "siglip2",
           .name_parts = "siglip2,siglip-2",
           .model_types = "siglip2",
           .vocabulary = 256'000,
           .resize_mode = ResizeMode::kSquash,
           .context_length = 64,
           .pad_id = 0,
           .cleaning = TextCleaning::kLowercase},
    Family{.name = "siglip",
           .name_parts = "siglip",
           .model_types = "siglip,siglip_text_model,siglip_vision_model",
           .vocabulary = 32'000,
           .resize_mode = ResizeMode::kSquash,
           .context_length = 64,
           .pad_id = 1,
           .cleaning = TextCleaning::kCanonicalize},
    Family{.name = "chinese-clip",
           .name_parts = "chinese-clip,chinese_clip,chineseclip,cn-clip,cn_clip",
           .model_types = "chinese_clip",
           .vocabulary = 21'128,
           .resize_mode = ResizeMode::kSquash,
           .context_length = 52,
           .pad_id = 0},
    Family{.name = "mobileclip",
           .name_parts = "mobileclip",
           .model_types = "mobileclip",
           .vocabulary = 0,
           .interpolation = Interpolation::kBilinear,
           .context_length = 77,
           .pad_id = 0,
           .pad_id_fixed = true},
    Family{.name = "xlm-r-clip",
           .name_parts = "xlm-roberta,m-clip,xlm-r",
           .model_types = "xlm-roberta,m-clip",
           .vocabulary = 250'002,
           .context_length = 77,
           .pad_id = 1},
    Family{.name = "openclip",
           .name_parts = "",
           .model_types = "clip,clip_text_model,clip_vision_model",
           .vocabulary = 49'408,
           .context_length = 77,
           .pad_id = 0,
           .pad_id_fixed = true},
    // A bundle that says everything itself, such as the default model.
    Family{.name = "clip", .name_parts = "", .model_types = "", .vocabulary = 0},
};

template <typename Predicate>
bool any_part(std::string_view list, Predicate predicate) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (predicate(list.substr(0, comma))) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

}  // namespace

const Family& find_family(const FamilySigns& signs) {
  const auto find = [](auto matches) {
    const auto* found = std::find_if(kFamilies.begin(), kFamilies.end(), matches);
    return found == kFamilies.end() ? nullptr : found;
  };
  const auto* by_name = find([&](const Family& family) {
    return any_part(family.name_parts,
                    [&](std::string_view part) { return signs.names.find(part) != std::string_view::npos; });
  });
  if (by_name != nullptr) return *by_name;
  const auto* by_type = find([&](const Family& family) {
    return any_part(family.model_types, [&](std::string_view type) { return signs.model_type == type; });
  });
  // Hub's SigLIP 2 says "siglip", and its vocabulary tells it apart.
  const auto* by_vocabulary =
      find([&](const Family& family) { return signs.vocabulary > 0 && family.vocabulary == signs.vocabulary; });
  if (by_type != nullptr && by_vocabulary != nullptr && by_type->name == "siglip" && by_vocabulary->name == "siglip2")
    return *by_vocabulary;
  if (by_type != nullptr) return *by_type;
  if (by_vocabulary != nullptr) return *by_vocabulary;
  return kFamilies.back();
}

}  // namespace shoebox::model
