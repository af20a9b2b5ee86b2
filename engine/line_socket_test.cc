#include "engine/line_socket.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

class LineSockets : public testing::Test {
 protected:
  LineSockets() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-socket-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ + "/socket";
  }
  ~LineSockets() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::string folder_;
  std::string path_;
};

void echo(LineConnection& connection, const std::stop_token&) {
  while (true) {
    const auto line = connection.read_line();
    if (!line || !*line || !connection.write_line("<" + **line + ">")) return;
  }
}

TEST_F(LineSockets, LinesGoBothWays) {
  const auto server = LineServer::create(path_, echo);
  ASSERT_TRUE(server.has_value());
  const auto first = LineConnection::connect(path_);
  const auto second = LineConnection::connect(path_);
  ASSERT_TRUE(first.has_value() && second.has_value());
  const std::string longer(100'000, 'x');
  ASSERT_TRUE((*first)->write_line("a").has_value());
  ASSERT_TRUE((*second)->write_line(longer).has_value());
  EXPECT_EQ((*second)->read_line().value(), "<" + longer + ">");
  EXPECT_EQ((*first)->read_line().value(), "<a>");
  EXPECT_FALSE((*first)->is_hung_up());
}

TEST_F(LineSockets, NobodyListens) {
  EXPECT_EQ(LineConnection::connect(path_).error().code, ErrorCode::kNotFound);
  std::ofstream(path_) << "no socket";
  EXPECT_EQ(LineConnection::connect(path_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(LineConnection::connect(folder_ + std::string(200, 'x')).error().code, ErrorCode::kUnsupported);
}

TEST_F(LineSockets, EndOfTheServerHangsUp) {
  auto server = LineServer::create(path_, echo);
  const auto connection = LineConnection::connect(path_);
  ASSERT_TRUE((*connection)->write_line("a").has_value());
  EXPECT_EQ((*connection)->read_line().value(), "<a>");
  server->reset();
  EXPECT_EQ((*connection)->read_line().value(), std::nullopt);
  EXPECT_TRUE((*connection)->is_hung_up());
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(LineSockets, SocketOfAKilledProcessIsReplaced) {
  std::ofstream(path_) << "left";
  EXPECT_TRUE(LineServer::create(path_, echo).has_value());
}

TEST_F(LineSockets, EndlessLineIsRefused) {
  const auto server = LineServer::create(path_, echo);
  const auto connection = LineConnection::connect(path_);
  const std::string piece(9 * 1024 * 1024, 'x');
  (void)(*connection)->write_line(piece);
  EXPECT_EQ((*connection)->read_line().value_or(std::nullopt), std::nullopt);
}

}  // namespace
}  // namespace shoebox::engine
