#include "server/static_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-web-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_directories(folder_ + "/web/assets");
    std::ofstream(folder_ + "/secret.txt") << "secret";
    std::ofstream(folder_ + "/web/index.html") << "shell";
    std::ofstream(folder_ + "/web/assets/a.js") << "plain";
    std::ofstream(folder_ + "/web/assets/a.js.br") << "brotli";
    std::ofstream(folder_ + "/web/assets/a.js.gz") << "gzip";
    std::ofstream(folder_ + "/web/lonely.js.gz") << "gzip";
  }
  ~StaticFilesTest() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  Reply get(const std::string& path, std::map<std::string, std::string, std::less<>> headers = {},
            std::string method = "GET") {
    Request request;
    request.method = std::move(method);
    request.headers = std::move(headers);
    return StaticFiles::create(folder_ + "/web")->get(request, path);
  }
  static std::string header(const Reply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers) {
      if (key == name) return value;
    }
    return "";
  }
  std::string folder_;
};

TEST_F(StaticFilesTest, BestAcceptedEncodingIsSent) {
  EXPECT_EQ(get("/assets/a.js").body, "plain");
  EXPECT_EQ(get("/assets/a.js", {{"accept-encoding", "gzip, deflate, br"}}).body, "brotli");
  EXPECT_EQ(get("/assets/a.js", {{"accept-encoding", "gzip"}}).body, "gzip");
  EXPECT_EQ(get("/assets/a.js", {{"accept-encoding", "br;q=0, identity"}}).body, "plain");
  EXPECT_EQ(header(get("/assets/a.js"), "Content-Type"), "text/javascript; charset=utf-8");
}

TEST_F(StaticFilesTest, UnchangedFilesAreNotSentAgain) {
  const std::string etag = header(get("/assets/a.js"), "ETag");
  const Reply again = get("/assets/a.js", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_NE(header(get("/assets/a.js"), "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(header(get("/"), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, AddressesOfThePageGiveItsShell) {
  for (const char* path : {"/", "/index.html", "/photo/12", "/map", "/albums/3"})
    EXPECT_EQ(get(path).body, "shell") << path;
}

TEST_F(StaticFilesTest, NothingElseOfTheDiskIsThere) {
  for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "//etc/passwd.txt", "/assets/b.js", "/assets/",
                           "/lonely.js", "/x.html"}) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
  }
  EXPECT_EQ(get("/", {}, "POST").status, 405);
}

TEST_F(StaticFilesTest, WithoutThePageItIsSaidHowToBuildIt) {
  std::filesystem::remove_all(folder_ + "/web");
  EXPECT_NE(get("/").body.find("script/build"), std::string::npos);
}

}  // namespace
}  // namespace shoebox::server
