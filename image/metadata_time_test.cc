#include "image/metadata_time.h"

#include <gtest/gtest.h>

namespace shoebox::image {
namespace {

/// "local[offset]/precision", or "none".
std::string shown(const std::optional<TakenTime>& taken) {
  if (!taken) return "none";
  constexpr const char* kPrecisions[] = {"year", "month", "day", "minute", "second", "subsecond"};
  std::string text = taken->local;
  if (taken->offset_minutes) text += "[" + std::to_string(*taken->offset_minutes) + "]";
  return text + "/" + kPrecisions[static_cast<int>(taken->precision)];
}

void check(std::string_view text, const std::string& expected) {
  const auto taken = parse_time(text);
  EXPECT_EQ(shown(taken), expected) << text;
  EXPECT_TRUE(!taken || is_local_time(taken->local, taken->precision)) << text;
}

TEST(MetadataTime, ReadsTheFormsThatCamerasAndProgramsWrite) {
  check("2008:10:22 16:28:39", "2008-10-22T16:28:39/second");
  check("2008-10-22T16:28:39", "2008-10-22T16:28:39/second");
  check("2008/10/22 16:28:39", "2008-10-22T16:28:39/second");
  check("2008:10:22T16:28", "2008-10-22T16:28/minute");
  check("2019-06-06T07:29:51.25+02:00", "2019-06-06T07:29:51.25[120]/subsecond");
  check("2019-06-06T07:29:51Z", "2019-06-06T07:29:51[0]/second");
  check("2019-06-06T07:29:51-0330", "2019-06-06T07:29:51[-210]/second");
  check("2019:06:06 24:01:02", "2019-06-06T00:01:02/second");
  check("2016:12:31 23:59:60", "2016-12-31T23:59:59/second");
  check("  2008:10:22 16:28:39 \n", "2008-10-22T16:28:39/second");
  check(std::string_view("2008:10:22 16:28:39\0\0", 21), "2008-10-22T16:28:39/second");
}

TEST(MetadataTime, EndlessFractionsAreCut) {
  check("2019-06-06T07:29:51." + std::string(400, '9') + "+02:00", "2019-06-06T07:29:51.999999999[120]/subsecond");
}

TEST(MetadataTime, KeepsWhatIsKnownOfAPartialDate) {
  check("2004", "2004/year");
  check("2004-07", "2004-07/month");
  check("2004-07-09", "2004-07-09/day");
  check("2008:05:00 00:00:00", "2008-05/month");
  check("2008:00:00 00:00:00", "2008/year");
  check("2008:05:06   :  :  ", "2008-05-06/day");
  check("2008:05:06 25:00:00", "2008-05-06/day");
  check("2008:05:06 12:99:00", "2008-05-06/day");
}

TEST(MetadataTime, RubbishIsNoTime) {
  for (const char* text :
       {"", " ", "0000:00:00 00:00:00", "    :  :     :  :  ", "2019:13:01 00:00:00", "2019:02:30 10:00:00",
        "1970:01:01 00:00:00", "1970-01-01T08:00:00", "1904:01:01 00:00:00", "1969:12:31 19:00:00",
        "9999:99:99 99:99:99", "yesterday", "20", "2019x", "-2019:01:01", "0001:01:01 00:00:00"})
    check(text, "none");
}

TEST(MetadataTime, MomentsNearTheEpochThatNobodyLeavesBehindAreKept) {
  check("1970:01:01 14:23:10", "1970-01-01T14:23:10/second");
  check("1970", "1970/year");
  check("1905:06:07 00:00:00", "1905-06-07T00:00:00/second");
}

TEST(MetadataTime, FractionAndOffsetAreTakenWhereWhole) {
  const auto exif = [](const char* fraction, const char* offset) {
    return shown(parse_exif_time("2019:06:06 07:29:51", fraction, offset));
  };
  EXPECT_EQ(exif("05", "+09:00"), "2019-06-06T07:29:51.05[540]/subsecond");
  EXPECT_EQ(exif("123   ", ""), "2019-06-06T07:29:51.123/subsecond");
  EXPECT_EQ(exif("1234567890123", "-03:30"), "2019-06-06T07:29:51.123456789[-210]/subsecond");
  EXPECT_EQ(exif("x", "+99:00"), "2019-06-06T07:29:51/second");
  EXPECT_EQ(exif("", "0900"), "2019-06-06T07:29:51/second");
  EXPECT_EQ(exif("", "   :  "), "2019-06-06T07:29:51/second");
  EXPECT_EQ(shown(parse_exif_time("2019:06:06", "5", "+09:00")), "2019-06-06/day");
}

TEST(MetadataTime, ReadsIptc) {
  EXPECT_EQ(shown(parse_iptc_time("2008-05-22", "14:20:33+01:00")), "2008-05-22T14:20:33[60]/second");
  EXPECT_EQ(shown(parse_iptc_time("20080522", "142033+0100")), "2008-05-22T14:20:33[60]/second");
  EXPECT_EQ(shown(parse_iptc_time("20080522", "")), "2008-05-22/day");
  EXPECT_EQ(shown(parse_iptc_time("20080522", "rubbish")), "2008-05-22/day");
  EXPECT_EQ(shown(parse_iptc_time("0000", "142033")), "none");
}

TEST(MetadataTime, LocalTimeIsExactlyOfItsForm) {
  EXPECT_TRUE(is_local_time("2019-06-06T07:29:51", TimePrecision::kSecond));
  EXPECT_FALSE(is_local_time("2019-06-06T07:29:51", TimePrecision::kDay));
  EXPECT_FALSE(is_local_time("2019:06:06 07:29:51", TimePrecision::kSecond));
  EXPECT_FALSE(is_local_time("2019-06-06T07:29:51Z", TimePrecision::kSecond));
  EXPECT_FALSE(is_local_time("2019-06-31T07:29:51", TimePrecision::kSecond));
  EXPECT_FALSE(is_local_time("'; drop table photo", TimePrecision::kSecond));
}

}  // namespace
}  // namespace shoebox::image
