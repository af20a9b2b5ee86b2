#include "image/worker_child.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <malloc.h>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "core/limits.h"
#include "image/photo_file.h"
#include "image/worker_pool.h"
#include "image/worker_protocol.h"

namespace shoebox::image {

namespace {

constexpr int kExitBroken = 70;
constexpr rlim_t kOpenFilesMax = 32;

/// Set by the allocator's last resort, because what a codec makes of a std::bad_alloc is anybody's guess.
bool ran_out_of_memory = false;  // NOLINT(readability-identifier-naming): the handlers below take no argument

void note_out_of_memory() {
  ran_out_of_memory = true;
  throw std::bad_alloc();
}

/// An exception that nobody caught: either memory, which we can still say, or a bug.
[[noreturn]] void end_by_terminate() {
  if (ran_out_of_memory) _exit(kWorkerExitOutOfMemory);
  std::abort();
}

/// The socket changed; when its other end is gone, so is all reason to be. PR_SET_PDEATHSIG would do the same, but it
/// watches the thread that started us, and the pool's threads come and go.
void end_with_parent(int) {
  pollfd socket{kWorkerSocket, 0, 0};
  if (poll(&socket, 1, 0) == 1 && (socket.revents & POLLHUP) != 0) _exit(0);
}

void limit(int resource, rlim_t most) {
  rlimit current{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &current) != 0) _exit(kExitBroken);
  if (current.rlim_max != RLIM_INFINITY && current.rlim_max < most) most = current.rlim_max;
  const rlimit wanted{most, most};
  if (setrlimit(static_cast<__rlimit_resource_t>(resource), &wanted) != 0) _exit(kExitBroken);
}

void limit_process() {
  prctl(PR_SET_NAME, "shoebox-decode");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) _exit(kExitBroken);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, kOpenFilesMax);
  limit(RLIMIT_FSIZE, limits::kWorkerRepliesBytesMax + kWorkerReplyTextBytesMax);
#ifndef SHOEBOX_SANITIZED  // a sanitizer's shadow memory alone is more
  limit(RLIMIT_DATA, limits::kWorkerBytesMax);
#endif
  // A photo's buffers are of the size of the last one's: given back to the system they would be cleared page by page
  // for each photo anew.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

void watch_parent() {
  struct sigaction action {};
  action.sa_handler = end_with_parent;
  action.sa_flags = SA_RESTART;
  sigaction(SIGIO, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGBUS, SIG_DFL);   // the file was cut short: the pool knows what that means, a sanitizer does not
  signal(SIGXFSZ, SIG_IGN);  // writing too much is then an error, not a death
  fcntl(kWorkerSocket, F_SETOWN, getpid());
  fcntl(kWorkerSocket, F_SETFL, fcntl(kWorkerSocket, F_GETFL) | O_ASYNC);
  end_with_parent(SIGIO);
}

bool write_at(std::span<const std::byte> bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(kWorkerMemory, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += written;
  }
  return true;
}

bool send_packet(const ReplyPacket& packet) {
  ssize_t sent = 0;
  do {
    sent = send(kWorkerSocket, &packet, sizeof packet, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == sizeof packet;
}

bool write_answer(const Result<DecodeReply>& answer, std::uint64_t& reply_bytes) {
  const std::vector<std::byte> text = write_reply(answer);
  reply_bytes = text.size();
  if (!write_at(text, 0)) return false;
  auto offset = static_cast<off_t>(text.size());
  if (!answer) return true;
  for (const Rendered& render : answer->renders) {
    if (!write_at(render.bytes, offset)) return false;
    offset += static_cast<off_t>(render.bytes.size());
  }
  return true;
}

struct Received {
  std::vector<std::byte> message;  // empty: the pool has closed the socket
  int descriptor = -1;
};

/// One packet with one descriptor; anything else is not our pool.
Received receive() {
  Received received;
  received.message.resize(kWorkerRequestBytesMax);
  iovec part{received.message.data(), received.message.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t size = 0;
  do {
    size = recvmsg(kWorkerSocket, &header, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  received.message.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  const cmsghdr* first = CMSG_FIRSTHDR(&header);
  const bool has_file = first != nullptr && first->cmsg_type == SCM_RIGHTS && first->cmsg_len == CMSG_LEN(sizeof(int));
  if (has_file) std::memcpy(&received.descriptor, CMSG_DATA(first), sizeof(int));
  return received;
}

Result<DecodeReply> handle(FileHandler handler, int descriptor, const DecodeRequest& request) try {
  const MappedFile file = TRY(MappedFile::create(descriptor));
  ran_out_of_memory = false;
  errno = 0;
  Result<DecodeReply> reply = handler(file.bytes(), request);
  // Libraries in C report a failed malloc as any other failure; errno is the only trace.
  const bool starved = ran_out_of_memory || errno == ENOMEM;
  if (!reply && starved) return fail(ErrorCode::kLimitExceeded, "decoding it takes more memory than a photo may use");
  return reply;
} catch (const std::bad_alloc&) {
  return fail(ErrorCode::kLimitExceeded, "decoding it takes more memory than a photo may use");
} catch (const std::exception& exception) {
  return fail(ErrorCode::kCorrupt, std::string("its decoder gave up: ") + exception.what());
}

bool answer_one(FileHandler handler, const Received& received) {
  Result<ParsedRequest> parsed = parse_request(received.message);
  if (!parsed || received.descriptor < 0) return false;
  const Result<DecodeReply> answer = handle(handler, received.descriptor, parsed->request);
  close(received.descriptor);
  ReplyPacket packet{kReplyMagic, parsed->sequence, 0};
  const bool written = write_answer(answer, packet.reply_bytes) ||
                       write_answer(fail(ErrorCode::kLimitExceeded, "its renders take more memory than an answer may"),
                                    packet.reply_bytes);
  return written && send_packet(packet);
}

}  // namespace

int serve_requests(FileHandler handler) {
  watch_parent();
  limit_process();
  std::set_new_handler(note_out_of_memory);
  std::set_terminate(end_by_terminate);
  if (!send_packet({kReplyMagic, 0, kWorkerProtocolVersion})) return kExitBroken;
  while (true) {
    const Received received = receive();
    if (received.message.empty()) return 0;
    if (!answer_one(handler, received)) return kExitBroken;
  }
}

}  // namespace shoebox::image
