#include "model/family.h"

#include <gtest/gtest.h>

namespace shoebox::model {
namespace {

void check(std::string_view names, std::string_view model_type, int vocabulary, std::string_view family) {
  FamilySigns signs;
  signs.names = names;
  signs.model_type = model_type;
  signs.vocabulary = vocabulary;
  EXPECT_EQ(find_family(signs).name, family) << names << " " << model_type << " " << vocabulary;
}

TEST(Family, IsFoundByName) {
  check("vit-b-32__openai", "", 0, "clip");
  check("xlm-roberta-large-vit-h-14__frozen_laion5b_s13b_b90k", "", 250'002, "xlm-r-clip");
  check("xlm-roberta-base-vit-b-32__laion5b_s13b_b90k", "", 250'002, "xlm-r-clip");
  check("vit-b-16-siglip__webli", "", 0, "siglip");
  check("vit-b-16-siglip2__webli", "", 0, "siglip2");
  check("nllb-clip-base-siglip__v1", "", 0, "nllb-clip");
  check("chinese-clip-vit-base-patch16", "", 0, "chinese-clip");
  check("mobileclip2-s4__dfndr2b", "", 49'408, "mobileclip");
}

TEST(Family, IsFoundByTypeAndVocabulary) {
  check("", "clip", 49'408, "openclip");
  check("", "siglip", 32'000, "siglip");
  check("", "siglip", 256'000, "siglip2");
  check("", "chinese_clip", 0, "chinese-clip");
  check("", "", 49'408, "openclip");
  check("", "", 250'002, "xlm-r-clip");
  check("default", "", 57'138, "clip");
}

}  // namespace
}  // namespace shoebox::model
