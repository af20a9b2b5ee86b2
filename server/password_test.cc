#include "server/password.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

class Passwords : public testing::Test {
 protected:
  Passwords() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-password-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Passwords() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::string folder_;
};

TEST_F(Passwords, OnlyTheRightOneIsTaken) {
  EXPECT_EQ(load_password(folder_), "");
  ASSERT_TRUE(save_password(folder_, "correct horse").has_value());
  const std::string encoded = load_password(folder_).value();
  EXPECT_TRUE(encoded.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
  EXPECT_EQ(encoded.find("horse"), std::string::npos);
  EXPECT_TRUE(is_password("correct horse", encoded));
  EXPECT_FALSE(is_password("correct horsf", encoded));
  EXPECT_FALSE(is_password("", encoded));
  EXPECT_FALSE(is_password("correct horse", ""));
  EXPECT_FALSE(is_password("correct horse", "$argon2id$nonsense"));
}

TEST_F(Passwords, ShortOnesAreRefused) {
  EXPECT_EQ(save_password(folder_, "1234567").error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(save_password(folder_, std::string(1025, 'a')).has_value());
}

TEST_F(Passwords, DamagedFileIsAnError) {
  std::ofstream(password_file(folder_)) << "secret";
  EXPECT_EQ(load_password(folder_).error().code, ErrorCode::kCorrupt);
}

TEST(Secrets, DifferAndHash) {
  const std::string first = random_secret().value();
  EXPECT_EQ(first.size(), 44U);
  EXPECT_NE(first, random_secret().value());
  EXPECT_EQ(secret_hash("abc").substr(0, 3), "\xba\x78\x16");
  EXPECT_EQ(secret_hash("abc").size(), 32U);
}

}  // namespace
}  // namespace shoebox::server
