#include "core/descriptor.h"

#include <fcntl.h>

#include <gtest/gtest.h>

namespace shoebox {
namespace {

int open_something() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

bool is_open(int number) {
  return ::fcntl(number, F_GETFD) != -1;
}

TEST(Descriptor, ClosesWithItsOwner) {
  const int number = open_something();
  { const Descriptor owner(number); }
  EXPECT_FALSE(is_open(number));
}

TEST(Descriptor, MovingGivesTheNumberToANewOwner) {
  const int first = open_something();
  const int second = open_something();
  Descriptor owner{first};
  {
    Descriptor other{second};
    owner = std::move(other);
    EXPECT_EQ(owner.number(), second);
  }
  EXPECT_FALSE(is_open(first));
  EXPECT_TRUE(is_open(second));
}

TEST(Descriptor, ReleasedNumberStaysOpen) {
  int number = -1;
  {
    Descriptor owner(open_something());
    number = owner.release();
    EXPECT_LT(owner.number(), 0);
  }
  EXPECT_TRUE(is_open(number));
  ::close(number);
}

}  // namespace
}  // namespace shoebox
