#include "ingest/picasa_ini.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kIni =
    "\xef\xbb\xbf[Picasa]\r\nname=Kyoto\r\n"
    "[IMG_1.JPG]\r\nstar=yes\r\ncaption=在鸭川\r\nkeywords=river, 樱花,river\r\n"
    "faces=rect64(3f845bcb59418507),f5d1c8a1e2d4b3c2;rect64(0),ffffffffffffffff;rect64(1),a1\r\n"
    "[IMG_2.JPG]\r\nrotate=rotate(1)\r\n"
    "[Contacts2]\r\nf5d1c8a1e2d4b3c2=小明;;\r\na1=Lily Smith;lily@example.org;\r\n";

TEST(PicasaIni, TellsPeopleStarCaptionAndKeywordsOfAPicture) {
  const image::Metadata found = read_picasa_ini(kIni, "img_1.jpg");
  EXPECT_EQ(found.people, (Words{"小明", "Lily Smith"}));
  EXPECT_TRUE(found.favourite);
  EXPECT_EQ(found.description, "在鸭川");
  EXPECT_EQ(found.keywords, (Words{"river", "樱花"}));
}

TEST(PicasaIni, TellsNothingOfOtherPictures) {
  for (const char* name : {"IMG_2.JPG", "IMG_3.JPG", "Contacts2", ""}) {
    const image::Metadata found = read_picasa_ini(kIni, name);
    EXPECT_TRUE(found.people.empty() && found.keywords.empty() && !found.favourite) << name;
  }
}

TEST(PicasaIni, LeavesOutWhatIsDamaged) {
  EXPECT_TRUE(read_picasa_ini("[a.jpg]\nfaces=rect64(0),1\n[Contacts]\n1=\xff\xfe\n", "a.jpg").people.empty());
  EXPECT_TRUE(read_picasa_ini("[a.jpg]\nfaces=;;;,,,;rect64(", "a.jpg").people.empty());
  EXPECT_TRUE(read_picasa_ini("[a.jpg\ncaption=x", "a.jpg").description.empty());
  EXPECT_TRUE(read_picasa_ini("[a.jpg]\ncaption=" + std::string(5000, 'x'), "a.jpg").description.empty());
  std::string many = "[a.jpg]\nkeywords=";
  for (int i = 0; i < 5000; ++i) many += std::to_string(i) + ",";
  EXPECT_LE(read_picasa_ini(many, "a.jpg").keywords.size(), 200U);
  for (std::size_t cut = 0; cut < kIni.size(); ++cut) read_picasa_ini(kIni.substr(0, cut), "IMG_1.JPG");
}

TEST(PicasaIni, IsKnownByItsName) {
  EXPECT_TRUE(is_picasa_ini(".picasa.ini"));
  EXPECT_TRUE(is_picasa_ini("Picasa.ini"));
  EXPECT_FALSE(is_picasa_ini("desktop.ini"));
}

}  // namespace
}  // namespace shoebox::ingest
