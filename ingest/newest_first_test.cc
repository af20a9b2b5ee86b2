#include "ingest/newest_first.h"

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

constexpr std::int64_t kDayNs = std::int64_t{86'400} * 1'000'000'000;

TEST(OrderKey, DateInTheNameBeatsTheModificationTime) {
  EXPECT_EQ(order_key("IMG_20230412_153000.jpg", 5), 19459 * kDayNs);
  EXPECT_EQ(order_key("Screenshot 2023-04-12 at 10.jpg", 5), 19459 * kDayNs);
  EXPECT_EQ(order_key("2023_04_12.jpg", 5), 19459 * kDayNs);
}

TEST(OrderKey, NumbersThatAreNoDateLeaveTheModificationTime) {
  for (const char* name :
       {"IMG_0001.jpg", "20231345.jpg", "18991231.jpg", "2023.jpg", "120230412.jpg", "", "20230230"}) {
    EXPECT_EQ(order_key(name, 5), 5) << name;
  }
}

}  // namespace
}  // namespace shoebox::ingest
