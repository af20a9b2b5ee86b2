#include "search/keywords.h"

#include <gtest/gtest.h>

namespace shoebox::search {
namespace {

using Words = std::vector<std::string>;

TEST(Keywords, LeaveOutWhatSaysNothing) {
  EXPECT_EQ(keywords_of("a photo of the dog on my bed"), (Words{"dog", "bed"}));
  EXPECT_EQ(keywords_of("海边的狗"), (Words{"海边", "狗"}));
  EXPECT_EQ(keywords_of("the of in"), Words{});
  EXPECT_LE(keywords_of(std::string(400, 'x') + " " +
                        [] {
                          std::string many;
                          for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
                          return many;
                        }())
                .size(),
            32U);
}

TEST(Keywords, EvidenceIsBoundedAndACaptionSaysMoreThanAFolder) {
  const Words words = {"dog", "beach"};
  store::WordsFound found;
  EXPECT_EQ(keyword_evidence(found, words).odds, 0);
  found.found[1] = 3;
  const KeywordEvidence folder = keyword_evidence(found, words);
  EXPECT_GT(folder.odds, 0);
  EXPECT_LE(folder.odds, 1.5) << "no folder lifts an unlike photo over the line";
  EXPECT_EQ(folder.words, "dog beach");
  found.found[2] = 3;
  EXPECT_GT(keyword_evidence(found, words).odds, folder.odds);
  EXPECT_EQ(keyword_evidence(found, words).source, store::WordSource::kCaption);
  found.found[2] = 1;
  found.found[1] = 0;
  EXPECT_LT(keyword_evidence(found, words).odds, 1) << "half of the words say less than half";
}

}  // namespace
}  // namespace shoebox::search
