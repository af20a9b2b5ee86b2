#include "cli/terminal.h"

#include <csignal>
#include <functional>
#include <unistd.h>

#include <gtest/gtest.h>

namespace shoebox::cli {
namespace {

/// What a TerminalProgress in `style` writes into a file.
std::string written(ProgressStyle style, const std::function<void(TerminalProgress&)>& use) {
  std::FILE* file = std::tmpfile();
  {
    TerminalProgress progress(file, Language::kEnglish, style);
    use(progress);
  }
  std::string content(static_cast<std::size_t>(std::ftell(file)), '\0');
  std::rewind(file);
  EXPECT_EQ(std::fread(content.data(), 1, content.size(), file), content.size());
  std::fclose(file);
  return content;
}

TEST(TerminalProgress, TellsCountRateTimeLeftAndSkipped) {
  const std::string text = written(ProgressStyle::kLines, [](TerminalProgress& progress) {
    progress.update({.stage = "index",
                     .done = 1200,
                     .total = 5000,
                     .total_is_final = false,
                     .skipped = 2,
                     .per_second = 12.34,
                     .seconds_left = 308});
  });
  EXPECT_EQ(text, "1,200 of 5,000+ photos · 12.3/s · 5 min left · 2 skipped\n");
}

TEST(TerminalProgress, TheBarIsWipedBeforeLines) {
  const std::string text = written(ProgressStyle::kBar, [](TerminalProgress& progress) {
    progress.update({.stage = "index", .done = 1, .total = 2, .total_is_final = true});
    progress.skipped("/a\nb.jpg", "cut off");
  });
  EXPECT_NE(text.find("━"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\x1b[Kskipped /a\\nb.jpg: cut off\n")) << text;
}

TEST(TerminalProgress, QuietSaysNothing) {
  EXPECT_EQ(written(ProgressStyle::kNone,
                    [](TerminalProgress& progress) {
                      progress.update({.stage = "scan", .done = 1});
                      progress.skipped("/a", "b");
                      progress.note("c");
                    }),
            "");
}

TEST(Output, ABrokenPipeIsNoticedNotFatal) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  std::FILE* file = fdopen(ends[1], "w");
  Output out(file);
  out.line("nobody reads this");
  out.flush();
  EXPECT_TRUE(out.broken());
  std::fclose(file);
}

TEST(Output, AFullDiskIsAnErrorAndNoBrokenPipe) {
  std::FILE* file = std::fopen("/dev/full", "w");
  ASSERT_NE(file, nullptr);
  Output out(file);
  out.line("this does not fit");
  out.flush();
  EXPECT_FALSE(out.broken());
  ASSERT_TRUE(out.failure());
  EXPECT_EQ(out.failure()->code, ErrorCode::kIo);
  std::fclose(file);
}

TEST(TerminalProgress, NotesAboutAPathAreTranslated) {
  std::FILE* file = std::tmpfile();
  TerminalProgress progress(file, Language::kChinese, ProgressStyle::kLines);
  progress.note("/a: b: cannot be read now or is empty; its photos are kept");
  progress.finish();
  char line[200] = {};
  std::rewind(file);
  ASSERT_NE(std::fgets(line, sizeof line, file), nullptr);
  EXPECT_EQ(std::string(line).find("cannot"), std::string::npos) << line;
  EXPECT_EQ(std::string(line).find("/a: b: "), 0U) << line;
  std::fclose(file);
}

TEST(TerminalProgress, ReasonsAreTranslatedWithWhatTheSystemSaid) {
  std::FILE* file = std::tmpfile();
  TerminalProgress progress(file, Language::kChinese, ProgressStyle::kLines);
  progress.skipped("/a", "cannot open the folder: Permission denied");
  progress.finish();
  char line[200] = {};
  std::rewind(file);
  ASSERT_NE(std::fgets(line, sizeof line, file), nullptr);
  EXPECT_EQ(std::string(line), "跳过 /a：打不开这个文件夹：没有权限\n");
  std::fclose(file);
}

TEST(SayDuration, RoundsAsPeopleDo) {
  EXPECT_EQ(say_duration(Language::kEnglish, 0.2), "1 s");
  EXPECT_EQ(say_duration(Language::kEnglish, 59), "59 s");
  EXPECT_EQ(say_duration(Language::kEnglish, 95), "2 min");
  EXPECT_EQ(say_duration(Language::kEnglish, 7800), "2 h 10 min");
}

TEST(SayCount, GroupsThousands) {
  EXPECT_EQ(say_count(0), "0");
  EXPECT_EQ(say_count(999), "999");
  EXPECT_EQ(say_count(1234567), "1,234,567");
  EXPECT_EQ(say_count(-1000), "-1,000");
}

TEST(SayPhotos, OneIsOne) {
  EXPECT_EQ(say_photos(Language::kEnglish, 1), "1 photo");
  EXPECT_EQ(say_photos(Language::kEnglish, 1200), "1,200 photos");
  EXPECT_EQ(say_photos(Language::kChinese, 1), "1 张照片");
}

TEST(DisplayColumns, WideCharactersTakeTwo) {
  EXPECT_EQ(display_columns("abc"), 3);
  EXPECT_EQ(display_columns("日落"), 4);
  EXPECT_EQ(display_columns("🌸é━"), 4);
  EXPECT_EQ(display_columns("\xFF"), 1);
}

}  // namespace
}  // namespace shoebox::cli
