#include "server/multipart.h"

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

const std::string kForm =
    "--xYz\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n日落\r\n"
    "--xYz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
    "\xff\xd8\r\n--xY\r\n\r\n--xYz--\r\n";

TEST(Multipart, PartsHaveNamesAndContent) {
  const auto parts = parse_form(kForm, "xYz");
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "q");
  EXPECT_EQ((*parts)[0].content, "日落");
  EXPECT_FALSE((*parts)[0].is_file);
  EXPECT_TRUE((*parts)[1].is_file);
  EXPECT_EQ((*parts)[1].content, "\xff\xd8\r\n--xY\r\n");
}

TEST(Multipart, BoundaryIsReadFromTheType) {
  EXPECT_EQ(form_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(form_boundary("Multipart/Form-Data;charset=utf-8; Boundary=\"a b\""), "a b");
  for (const std::string& wrong :
       {std::string(""), std::string("image/png"), std::string("multipart/form-data"),
        std::string("multipart/form-data; boundary="), std::string("multipart/form-data; boundary=\"a"),
        "multipart/form-data; boundary=" + std::string(71, 'a')}) {
    EXPECT_FALSE(form_boundary(wrong).has_value()) << wrong;
  }
}

TEST(Multipart, EveryCutIsRefused) {
  for (std::size_t size = 0; size + 4 < kForm.size(); ++size) {
    EXPECT_FALSE(parse_form(std::string_view(kForm).substr(0, size), "xYz").has_value()) << size;
  }
}

TEST(Multipart, PartsWithoutANameAndTooManyAreRefused) {
  EXPECT_FALSE(parse_form("--b\r\n\r\nx\r\n--b--", "b").has_value());
  EXPECT_FALSE(parse_form("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "b").has_value());
  std::string many;
  for (int i = 0; i < 33; ++i) many += "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
  EXPECT_FALSE(parse_form(many + "--b--", "b").has_value());
}

}  // namespace
}  // namespace shoebox::server
