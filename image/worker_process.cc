#include "image/worker_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "core/check.h"
#include "core/limits.h"

namespace shoebox::image {

namespace {

constexpr auto kGreetingDeadline = std::chrono::seconds(20);
/// Shared memory that an unusually large answer took is given back at once.
constexpr off_t kMemoryKeptBytes = off_t{8} << 20;
/// Above the numbers that the child's descriptors get, so that moving one does not overwrite the other.
constexpr int kDescriptorMin = 10;
/// Set in every worker's environment.
constexpr const char* kWorkerVariable = "SHOEBOX_DECODE_WORKER";

Error start_error(const char* what, int error) {
  std::string message = std::string("the decode worker cannot be started: ") + what;
  if (error != 0) message += std::string(": ") + std::strerror(error);  // NOLINT(concurrency-mt-unsafe)
  return {ErrorCode::kInternal, std::move(message), {}};
}

Descriptor moved_up(int number) {
  const Descriptor low(number);
  return Descriptor(number < 0 ? -1 : fcntl(number, F_DUPFD_CLOEXEC, kDescriptorMin));
}

/// Locale, libraries' threads and where libraries are; nothing else of the user's environment reaches a codec.
std::vector<std::string> worker_environment() {
  std::vector<std::string> environment = {"LC_ALL=C.UTF-8", "OMP_NUM_THREADS=1", "MALLOC_ARENA_MAX=1",
                                          std::string(kWorkerVariable) + "=1"};
  for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets variables once threads run
    if (value != nullptr) environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// posix_spawn's two objects, destroyed with this one.
class SpawnPlan final {
 public:
  SpawnPlan(int socket, int memory) {
    CHECK(posix_spawn_file_actions_init(&actions_) == 0 && posix_spawnattr_init(&attributes_) == 0);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
#ifndef SHOEBOX_SANITIZED  // a sanitizer's report is the one thing a worker may say aloud
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#endif
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_adddup2(&actions_, memory, kWorkerMemory);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerMemory + 1);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);  // ctrl-C is for the program, which then ends its workers in order
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  Result<pid_t> spawn(std::vector<std::string> command) const {
    std::vector<std::string> environment = worker_environment();
    pid_t process = -1;
    const std::vector<char*> arguments = pointers_to(command);
    const std::vector<char*> variables = pointers_to(environment);
    const int error = posix_spawn(&process, arguments[0], &actions_, &attributes_, arguments.data(), variables.data());
    if (error != 0) return std::unexpected(start_error(arguments[0], error));
    return process;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::vector<std::string>& command) {
  CHECK(!command.empty());
  // A program whose main() does not know the argument would start itself, and that one itself, without end.
  if (std::getenv(kWorkerVariable) != nullptr)  // NOLINT(concurrency-mt-unsafe)
    return std::unexpected(start_error("this is a worker already; its main() must serve kWorkerArgument", 0));
  std::array<int, 2> pair{-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return std::unexpected(start_error("no socket", errno));
  Descriptor ours(pair[0]);
  Descriptor theirs = moved_up(pair[1]);
  Descriptor memory = moved_up(memfd_create("shoebox-decode", MFD_CLOEXEC));
  if (theirs.number() < 0 || memory.number() < 0) return std::unexpected(start_error("no shared memory", errno));
  const pid_t process = TRY(SpawnPlan(theirs.number(), memory.number()).spawn(command));
  theirs = Descriptor();  // else the worker's death would not be seen
  std::unique_ptr<WorkerProcess> worker(new WorkerProcess(process, std::move(ours), std::move(memory)));
  TRY(worker->await_greeting());
  return worker;
}

WorkerProcess::WorkerProcess(pid_t process, Descriptor socket, Descriptor memory)
    : process_(process), socket_(std::move(socket)), memory_(std::move(memory)) {}

WorkerProcess::~WorkerProcess() {
  end();
}

Exchange WorkerProcess::ask(const PhotoFile& file, const DecodeRequest& request, int deadline_ms, int cancel) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadline_ms);
  const auto ended = [this](Outcome outcome) {
    end();
    return Exchange{outcome, {}};
  };
  if (!send_request(file, request)) return ended(Outcome::kNotReached);
  const Wait wait = wait_readable(deadline, cancel);
  if (wait == Wait::kTimedOut) return ended(Outcome::kTimedOut);
  if (wait == Wait::kCancelled) return ended(Outcome::kCancelled);
  ReplyPacket packet;
  if (!receive_packet(packet)) return {outcome_of_death(), {}};
  Result<ParsedReply> answer = fetch_reply(packet, request);
  if (!answer) return ended(Outcome::kDishonest);
  release_memory();
  return {Outcome::kAnswered, std::move(*answer)};
}

Result<void> WorkerProcess::await_greeting() {
  ReplyPacket packet;
  const auto deadline = std::chrono::steady_clock::now() + kGreetingDeadline;
  if (wait_readable(deadline, -1) != Wait::kReadable) return std::unexpected(start_error("it does not answer", 0));
  if (!receive_packet(packet)) return std::unexpected(start_error("it ended at once", 0));
  const bool greeted = packet.magic == kReplyMagic && packet.sequence == 0;
  if (!greeted || packet.reply_bytes != kWorkerProtocolVersion)
    return std::unexpected(start_error("it is of another version", 0));
  return {};
}

bool WorkerProcess::send_request(const PhotoFile& file, const DecodeRequest& request) {
  std::vector<std::byte> message = write_request(++sequence_, request);
  iovec part{message.data(), message.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  cmsghdr* first = CMSG_FIRSTHDR(&header);
  first->cmsg_level = SOL_SOCKET;
  first->cmsg_type = SCM_RIGHTS;
  first->cmsg_len = CMSG_LEN(sizeof(int));
  const int descriptor = file.descriptor();
  std::memcpy(CMSG_DATA(first), &descriptor, sizeof descriptor);
  ssize_t sent = 0;
  do {
    sent = sendmsg(socket_.number(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(message.size());
}

WorkerProcess::Wait WorkerProcess::wait_readable(std::chrono::steady_clock::time_point deadline, int cancel) const {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    std::array<pollfd, 2> watched{pollfd{socket_.number(), POLLIN, 0}, pollfd{cancel, POLLIN, 0}};
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (ready > 0) return watched[0].revents != 0 ? Wait::kReadable : Wait::kCancelled;
    if (ready == 0) return Wait::kTimedOut;
    CHECK(errno == EINTR);
  }
}

bool WorkerProcess::receive_packet(ReplyPacket& packet) const {
  ssize_t size = 0;
  do {
    size = recv(socket_.number(), &packet, sizeof packet, MSG_DONTWAIT);
  } while (size < 0 && errno == EINTR);
  if (size > 0 && size < static_cast<ssize_t>(sizeof packet)) packet.magic = 0;
  return size > 0;
}

Result<ParsedReply> WorkerProcess::fetch_reply(const ReplyPacket& packet, const DecodeRequest& request) const {
  if (packet.magic != kReplyMagic || packet.sequence != sequence_ || packet.reply_bytes > kWorkerReplyTextBytesMax)
    return fail(ErrorCode::kCorrupt, "not an answer to this request");
  std::vector<std::byte> text(packet.reply_bytes);
  TRY(read_at(text, 0));
  ParsedReply parsed = TRY(parse_reply(text, request));
  std::uint64_t offset = packet.reply_bytes;
  for (std::size_t i = 0; i < parsed.render_bytes.size(); ++i) {
    parsed.reply.renders[i].bytes.resize(parsed.render_bytes[i]);
    TRY(read_at(parsed.reply.renders[i].bytes, offset));
    offset += parsed.render_bytes[i];
  }
  return parsed;
}

/// Read, not mapped: whatever a worker does to the memory meanwhile, here it is at worst a short or a wrong picture.
Result<void> WorkerProcess::read_at(std::span<std::byte> bytes, std::uint64_t offset) const {
  while (!bytes.empty()) {
    const ssize_t size = pread(memory_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return fail(ErrorCode::kCorrupt, "the worker's answer is cut off");
    bytes = bytes.subspan(static_cast<std::size_t>(size));
    offset += static_cast<std::uint64_t>(size);
  }
  return {};
}

void WorkerProcess::release_memory() const {
  struct stat status {};
  if (fstat(memory_.number(), &status) != 0 || status.st_size <= kMemoryKeptBytes) return;
  // A failure costs memory only until the next large answer or the worker's end.
  [[maybe_unused]] const int ignored = ftruncate(memory_.number(), kMemoryKeptBytes);
}

Outcome WorkerProcess::outcome_of_death() {
  const int status = end();
  if (WIFEXITED(status))
    return WEXITSTATUS(status) == kWorkerExitOutOfMemory ? Outcome::kOutOfMemory : Outcome::kCrashed;
  switch (WIFSIGNALED(status) ? WTERMSIG(status) : 0) {
    case SIGKILL:
    case SIGTERM:
    case SIGHUP:
    case SIGINT:
      return Outcome::kKilled;
    case SIGBUS:
      return Outcome::kFileVanished;
    default:
      return Outcome::kCrashed;
  }
}

/// Ends the process if it still runs (it owns nothing that needs an orderly end) and takes its exit status.
int WorkerProcess::end() {
  if (process_ <= 0) return 0;
  kill(process_, SIGKILL);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  socket_ = Descriptor();
  memory_ = Descriptor();
  return status;
}

}  // namespace shoebox::image
