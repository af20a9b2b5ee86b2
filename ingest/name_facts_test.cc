#include "ingest/name_facts.h"

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

using image::Trait;
using image::trait_bit;

constexpr int kYearMax = 2027;

/// "2023-04-12T15:30:00", with " UTC" behind a moment; "none".
std::string time_of(std::string_view name) {
  const store::Facts facts = name_facts(name, kYearMax);
  if (!facts.metadata.taken) return "none";
  EXPECT_EQ(facts.metadata.taken->source, "name");
  return facts.metadata.taken->local + (facts.taken_is_utc ? " UTC" : "");
}

void check_all(std::initializer_list<const char*> names, const std::string& expected) {
  for (const char* name : names) EXPECT_EQ(time_of(name), expected) << name;
}

TEST(NameFacts, CamerasAndPhonesNameByLocalTime) {
  check_all({"IMG_20230412_153000.jpg",
             "20230412_153000.jpg",
             "VID_20230412_153000.jpg",
             "PANO_20230412_153000.jpg",
             "IMG20230412153000.jpg",
             "DJI_20230412153000_0001_D.JPG",
             "MVIMG_20230412_153000.jpg",
             "IMG_20230412_153000_HDR.jpg",
             "20230412_153000(0).jpg",
             "IMG_20230412_153000~2.jpg",
             "IMG_20230412_153000_BURST001_COVER.jpg",
             "20230412_153000_001.jpg",
             "MTXX_20230412153000.jpg",
             "WIN_20230412_15_30_00_Pro.jpg",
             "IMG_2023_04_12_15_30_00.jpg",
             "InShot_20230412_153000.jpg",
             "微信图片_20230412153000.jpg",
             "QQ图片20230412153000.jpg",
             "TimePhoto_20230412_153000.jpg",
             "20230412T153000.heic",
             "signal-2023-04-12-153000.jpeg",
             "signal-2023-04-12-15-30-00.jpg",
             "photo_2023-04-12_15-30-00.jpg",
             "photo_2023-04-12_15-30-00 (2).jpg",
             "2023-04-12 15.30.00.jpg",
             "2023-04-12T15:30:00.jpg",
             "C360_2023-04-12-15-30-00.jpg",
             "WhatsApp Image 2023-04-12 at 15.30.00.jpeg",
             "WhatsApp Image 2023-04-12 at 15.30.00 (1).jpeg",
             "2023年4月12日 15.30.00.jpg"},
            "2023-04-12T15:30:00");
  check_all({"IMG_20230412_153000123.jpg", "C360_2023-04-12-15-30-00-123.jpg", "20230412153000123.jpg",
             "signal-2023-04-12-15-30-00-123.jpg"},
            "2023-04-12T15:30:00.123");
}

TEST(NameFacts, ScreenshotToolsOfManyLanguagesAreRead) {
  for (const char* name :
       {"Screenshot_20230412-153000.png", "Screenshot_20230412_153000_com.tencent.mm.jpg",
        "Screenshot_2023-04-12-15-30-00.png", "屏幕截图 2023-04-12 153000.png", "Screenshot 2023-04-12 153000.png",
        "截屏2023-04-12 15.30.00.png", "截屏2023-04-12 下午3.30.00.png", "屏幕快照 2023-04-12 下午3.30.00.png",
        "Screen Shot 2023-04-12 at 3.30.00 PM.png", "Screenshot 2023-04-12 at 3.30.00\u202FPM.png",
        "Screen Shot 2023-04-12 at 15.30.00.png", "Bildschirmfoto 2023-04-12 um 15.30.00.png",
        "スクリーンショット 2023-04-12 15.30.00.png", "截屏_20230412_153000.jpg", "QQ截图20230412153000.png",
        "Captura de pantalla 2023-04-12 a las 15.30.00.png"}) {
    const store::Facts facts = name_facts(name, kYearMax);
    EXPECT_EQ(time_of(name), "2023-04-12T15:30:00") << name;
    EXPECT_EQ(facts.metadata.traits, trait_bit(Trait::kScreenshot)) << name;
  }
  check_all({"Screen Shot 2023-04-12 at 12.05.00 AM.png", "截屏2023-04-12 上午12.05.00.png"}, "2023-04-12T00:05:00");
  check_all({"Screen Shot 2023-04-12 at 12.05.00 PM.png"}, "2023-04-12T12:05:00");
  check_all({"Screenshot_2023-04-12-15-30-00-123_com.tencent.mm.jpg"}, "2023-04-12T15:30:00.123");
}

TEST(NameFacts, MomentsInUtcAreMarked) {
  check_all({"PXL_20230412_073000123.jpg", "PXL_20230412_073000123.MP.jpg", "PXL_20230412_073000123~2.jpg",
             "PXL_20230412_073000123.PORTRAIT-01.COVER.jpg"},
            "2023-04-12T07:30:00.123 UTC");
  check_all({"mmexport1680000000000.jpg", "wx_camera_1680000000000.jpg", "FB_IMG_1680000000000.jpg",
             "1680000000000.jpg", "mmexport1680000000000(1).jpg", "pt1680000000000.jpg"},
            "2023-03-28T10:40:00.000 UTC");
}

TEST(NameFacts, SomeNamesHoldADateAlone) {
  check_all({"IMG-20230412-WA0003.jpg", "VID-20230412-WA0003.jpg", "2023-04-12.jpg", "20230412.jpg",
             "2023-04-12 birthday.jpg", "20230412-0003.jpg", "20230412_256199.jpg", "Scan 2023_04_12.tif",
             "2023年4月12日.jpg"},
            "2023-04-12");
}

TEST(NameFacts, OtherNumbersAreNoDates) {
  check_all({"20191399_101010.jpg",
             "20190230.jpg",
             "IMG_1234.JPG",
             "DSC01234.JPG",
             "P1020304.JPG",
             "photo169.jpg",
             "1197800988_7fb0ca4888.jpg",
             "n02823428_beer_bottle.jpg",
             "00009282.jpg",
             "19691231_235959.jpg",
             "20281231_235959.jpg",
             "IMG_99999999_000000.jpg",
             "9999999999999.jpg",
             "received_1680000000000.jpeg",
             "16800000000001.jpg",
             "12023041215.jpg",
             "2023-04.jpg",
             "2023.jpg",
             "2023-4-1200.jpg",
             "20230412153000123456.jpg",
             "a2023-13-12.jpg",
             "",
             ".",
             ".jpg",
             "未命名 (390).jpg",
             "ILSVRC2012_val_00001110.JPEG",

             "2023-04_12.jpg"},
            "none");
  EXPECT_EQ(time_of("(20230412).jpg"), "2023-04-12");
}

TEST(NameFacts, ExtremeNamesAreHarmless) {
  EXPECT_EQ(time_of(std::string(100'000, '1')), "none");
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "20230499-";
  EXPECT_EQ(time_of(many), "none");
  EXPECT_EQ(time_of("\xFF\xFE 20230412\xFF.jpg"), "2023-04-12");
}

std::uint32_t traits_of(std::string_view name) {
  return name_facts(name, kYearMax).metadata.traits;
}

TEST(NameFacts, KindsAreToldByName) {
  EXPECT_EQ(traits_of("PANO_20230412_153000.jpg"), trait_bit(Trait::kPanorama));
  EXPECT_EQ(traits_of("PXL_20230412_073000123.PANO.jpg"), trait_bit(Trait::kPanorama));
  EXPECT_EQ(traits_of("panorama.jpg"), 0U);
  EXPECT_EQ(traits_of("MVIMG_20230412_153000.jpg"), trait_bit(Trait::kLive));
  EXPECT_EQ(traits_of("PXL_20230412_073000123.MP.jpg"), trait_bit(Trait::kLive));
  EXPECT_EQ(traits_of("IMG_20230412_153000_BURST001.jpg"), trait_bit(Trait::kBurst));
  EXPECT_EQ(traits_of("IMG_1234-edited.jpg"), trait_bit(Trait::kEdited));
  EXPECT_EQ(traits_of("IMG_1234.jpg"), 0U);
}

TEST(NameFacts, BurstsShareAStem) {
  EXPECT_EQ(burst_stem("IMG_20230412_153000_BURST001_COVER.jpg"), "IMG_20230412_153000");
  EXPECT_EQ(burst_stem("IMG_20230412_153000_BURST2.jpg"), "IMG_20230412_153000");
  EXPECT_EQ(burst_stem("00000IMG_00000_BURST20190412153000123_COVER.jpg"), "20190412153000123");
  EXPECT_EQ(burst_stem("00001IMG_00001_BURST20190412153000123.jpg"), "20190412153000123");
  EXPECT_EQ(burst_stem("20230412_153000_001.jpg"), "20230412_153000");
  EXPECT_EQ(burst_stem("20230412_153000.jpg"), "");
  EXPECT_EQ(burst_stem("IMG_BURST.jpg"), "");
}

TEST(NameFacts, EditedCopiesKnowTheirOriginal) {
  EXPECT_EQ(original_name("IMG_1234-edited.jpg"), "IMG_1234.jpg");
  EXPECT_EQ(original_name("IMG_1234-edited(1).JPG"), "IMG_1234(1).JPG");
  EXPECT_EQ(original_name("照片-已修改.jpg"), "照片.jpg");
  EXPECT_EQ(original_name("IMG_1234-EDITED.jpg"), "IMG_1234.jpg");
  EXPECT_EQ(original_name("IMG_E1234.HEIC"), "IMG_1234.HEIC");
  EXPECT_EQ(original_name("PXL_20230412_073000123~2.jpg"), "PXL_20230412_073000123.jpg");
  for (const char* name :
       {"IMG_1234.jpg", "-edited.jpg", "IMG_E.jpg", "IMG_E12x.jpg", "~2.jpg", "a~b.jpg", "a(1).jpg", ""})
    EXPECT_FALSE(original_name(name)) << name;
}

TEST(NameFacts, KnowsTheAppsThatPhotographPaper) {
  const auto is_document = [](std::string_view name) {
    return (name_facts(name, 2027).metadata.traits & image::trait_bit(image::Trait::kDocument)) != 0;
  };
  EXPECT_TRUE(is_document("CamScanner 2023-04-12 15.30.jpg"));
  EXPECT_TRUE(is_document("扫描全能王 2023-04-12 15.30.jpg"));
  EXPECT_FALSE(is_document("scan0001.jpg"));  // may be a photo on paper
  EXPECT_FALSE(is_document("IMG_20230412_153000.jpg"));
}

}  // namespace
}  // namespace shoebox::ingest
