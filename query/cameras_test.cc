#include "query/cameras.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace shoebox::query {
namespace {

bool answers_to(std::string_view make, std::string_view model, std::string_view words) {
  return matches(CameraFilter{.make = {}, .model = model_key(words), .kind = CameraKind::kAny},
                 camera_names(make, model));
}

TEST(CameraNames, AreFoundByTheirUsualSpelling) {
  EXPECT_TRUE(answers_to("Canon", "Canon EOS R6", "r6"));
  EXPECT_TRUE(answers_to("Canon", "Canon EOS R6", "eos r6"));
  EXPECT_TRUE(answers_to("Canon", "Canon EOS 5D Mark IV", "5d4") ||
              answers_to("Canon", "Canon EOS 5D Mark IV", "5d mark iv"));
  EXPECT_TRUE(answers_to("Canon", "Canon EOS R6m2", "r6 mark ii"));
  EXPECT_TRUE(answers_to("NIKON CORPORATION", "NIKON D750", "d750"));
  EXPECT_TRUE(answers_to("NIKON", "COOLPIX P6000", "coolpix"));
  EXPECT_TRUE(answers_to("FUJIFILM", "X-T5", "xt5"));
  EXPECT_TRUE(answers_to("FUJIFILM", "X-T5", "x-t5"));
  EXPECT_TRUE(answers_to("SONY", "DSC-RX100M7", "rx100 vii"));
  EXPECT_TRUE(answers_to("NIKON CORPORATION", "NIKON Z 6_2", "z6ii"));
  EXPECT_TRUE(answers_to("NIKON CORPORATION", "NIKON Z 6_2", "z6 ii"));
  EXPECT_FALSE(answers_to("NIKON CORPORATION", "NIKON Z 6", "z6ii"));
  EXPECT_TRUE(answers_to("NIKON CORPORATION", "NIKON Z fc", "zfc"));
  EXPECT_TRUE(answers_to("GoPro", "HERO12 Black", "hero 12"));
  EXPECT_TRUE(answers_to("RICOH IMAGING COMPANY, LTD.", "RICOH GR III", "gr iii"));
  EXPECT_TRUE(answers_to("RICOH IMAGING COMPANY, LTD.", "RICOH GR IIIx", "gr iiix"));
  EXPECT_TRUE(answers_to("Apple", "iPhone SE (2nd generation)", "iphone se 2"));
  EXPECT_TRUE(answers_to("Apple", "iPhone SE (2nd generation)", "iphone se"));
  EXPECT_FALSE(answers_to("Apple", "iPhone SE (3rd generation)", "iphone se 2"));
}

TEST(CameraNames, KnowWhatCodesAreSoldAs) {
  for (const char* words : {"a7m4", "a7 iv", "a7iv", "ilce-7m4"})
    EXPECT_TRUE(answers_to("SONY", "ILCE-7M4", words)) << words;
  for (const char* words : {"a7r5", "a7r v", "a7rm5"}) EXPECT_TRUE(answers_to("SONY", "ILCE-7RM5", words)) << words;
  EXPECT_TRUE(answers_to("HUAWEI", "LNA-AL00", "p60"));
  EXPECT_TRUE(answers_to("Hasselblad", "L2D-20c", "mavic 3"));
  EXPECT_TRUE(answers_to("Hasselblad", "L1D-20c", "mavic 2 pro"));
  EXPECT_TRUE(answers_to("DJI", "FC3170", "mavic air 2"));
  EXPECT_TRUE(answers_to("samsung", "SM-S918B", "galaxy s23 ultra"));
  EXPECT_TRUE(answers_to("Xiaomi", "23127PN0CC", "14"));
  EXPECT_TRUE(answers_to("Canon", "Canon EOS 600D", "rebel t3i"));
}

TEST(CameraNames, AreNotFoundByAnotherModelsName) {
  EXPECT_FALSE(answers_to("Apple", "iPhone 15 Pro Max", "iphone 15 pro"));
  EXPECT_FALSE(answers_to("Apple", "iPhone 15 Pro", "iphone 15"));
  EXPECT_FALSE(answers_to("Canon", "Canon EOS R6 Mark II", "r6"));
  EXPECT_FALSE(answers_to("SONY", "ILCE-7M4", "a7"));
  EXPECT_TRUE(answers_to("Apple", "iPhone 15 Pro", "iphone"));
  EXPECT_TRUE(answers_to("Google", "Pixel 7", "pixel"));
}

TEST(CameraNames, KnowPhonesDronesAndMakers) {
  EXPECT_EQ(camera_names("Apple", "iPhone X").kind, CameraKind::kPhone);
  EXPECT_EQ(camera_names("", "iPhone X").makes, std::vector<std::string>{"Apple"});
  EXPECT_EQ(camera_names("DJI", "FC3170").kind, CameraKind::kDrone);
  EXPECT_EQ(camera_names("Hasselblad", "L2D-20c").kind, CameraKind::kDrone);
  EXPECT_EQ(camera_names("Hasselblad", "X1D II 50C").kind, CameraKind::kAny);
  EXPECT_EQ(camera_names("GoPro", "HERO9 Black").kind, CameraKind::kActionCamera);
  EXPECT_EQ(camera_names("SONY", "ILCE-7M4").kind, CameraKind::kAny);
  const auto drone = camera_names("Hasselblad", "L1D-20c").makes;
  EXPECT_NE(std::find(drone.begin(), drone.end(), "DJI"), drone.end());
  EXPECT_TRUE(camera_names("", "").makes.empty());
  EXPECT_TRUE(camera_names("", "").models.empty());
}

TEST(Lenses, AreFoundByWholeNumbers) {
  const auto found = [](std::string_view words, std::string_view lens) {
    return matches(LensFilter{lens_key(words)}, lens_key(lens));
  };
  EXPECT_TRUE(found("50mm", "EF50mm f/1.8 STM"));
  EXPECT_TRUE(found("24-70mm", "RF24-70mm F2.8 L IS USM"));
  EXPECT_FALSE(found("50mm", "EF150mm"));
  EXPECT_FALSE(found("50mm", "24-50mm"));
  EXPECT_FALSE(found("", "EF50mm"));
}

TEST(ModelKey, IsItsOwnKey) {
  for (const char* words : {"EOS R6 Mark II", "A7 IV", "iPhone 15 Pro", "x-t5", "Galaxy S21+"}) {
    EXPECT_EQ(model_key(model_key(words)), model_key(words)) << words;
  }
}

}  // namespace
}  // namespace shoebox::query
