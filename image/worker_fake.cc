#include "image/worker_fake.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "image/process_file.h"
#include "image/worker_child.h"
#include "image/worker_protocol.h"

namespace shoebox::image {

namespace {

using Bytes = std::span<const std::byte>;

bool starts_with(Bytes file, std::string_view word) {
  return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).starts_with(word);
}

DecodeReply picture_of(const DecodeRequest& request) {
  DecodeReply reply;
  reply.format = "jpeg";
  reply.width = 40;
  reply.height = 30;
  for (const RenderSpec& spec : request.renders) {
    const auto bytes = static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(spec.height) * 3;
    reply.renders.push_back({spec.width, spec.height, std::vector<std::byte>(bytes, std::byte{7})});
  }
  // The process's number travels where a test can read it.
  reply.metadata.iso = getpid();
  return reply;
}

/// What the file says is what happens.
Result<DecodeReply> obey(Bytes file, const DecodeRequest& request) {
  if (starts_with(file, "crash with metadata") && request.metadata) std::abort();
  if (starts_with(file, "crash") && !starts_with(file, "crash with")) std::abort();
  if (starts_with(file, "exit")) _exit(1);
  if (starts_with(file, "killed")) raise(SIGKILL);
  if (starts_with(file, "bus")) raise(SIGBUS);
  if (starts_with(file, "error")) return fail(ErrorCode::kUnsupported, "the file said error");
  if (starts_with(file, "hang"))
    while (true) pause();
  if (starts_with(file, "out of memory")) {
    // Touched, so that no compiler leaves it out; RLIMIT_DATA refuses it first.
    volatile char* const memory = new char[std::size_t{1600} << 20];
    memory[0] = 1;
  }
  if (starts_with(file, "malloc")) {
    // NOLINTBEGIN(cppcoreguidelines-owning-memory): as a codec in C does it; volatile, for clang leaves out what is not
    // used
    void* volatile const memory = std::malloc(std::size_t{1600} << 20);
    if (memory == nullptr) return fail(ErrorCode::kCorrupt, "the codec does not know why");
    std::free(memory);
    // NOLINTEND(cppcoreguidelines-owning-memory)
  }
  if (starts_with(file, "swallowed")) {
    try {
      volatile char* const memory = new char[std::size_t{1600} << 20];
      memory[0] = 1;
    } catch (...) {
      return fail(ErrorCode::kCorrupt, "the codec does not know why");
    }
  }
  return picture_of(request);
}

void send_raw(const void* data, std::size_t size) {
  if (send(kWorkerSocket, data, size, MSG_NOSIGNAL) < 0) _exit(0);
}

void greet() {
  const ReplyPacket greeting{kReplyMagic, 0, kWorkerProtocolVersion};
  send_raw(&greeting, sizeof greeting);
}

/// Greets, takes each request and answers it with `answer(sequence)`; the pool's descriptor is left to leak.
template <typename Answer>
int answer_wrongly(Answer answer) {
  greet();
  std::array<std::byte, kWorkerRequestBytesMax> message{};
  while (true) {
    const ssize_t size = recv(kWorkerSocket, message.data(), message.size(), 0);
    if (size <= 0) return 0;
    const auto parsed = parse_request(Bytes(message).first(static_cast<std::size_t>(size)));
    answer(parsed ? parsed->sequence : 0);
  }
}

void put(Bytes bytes) {
  if (pwrite(kWorkerMemory, bytes.data(), bytes.size(), 0) < 0) _exit(1);
}

int lie_about_renders() {
  return answer_wrongly([](std::uint32_t sequence) {
    DecodeReply reply = picture_of({});
    reply.renders.resize(1);
    reply.renders[0] = {8, 8, std::vector<std::byte>(std::size_t{8} * 8 * 3)};
    const std::vector<std::byte> text = write_reply(reply);
    put(text);  // and no pixels behind it
    const ReplyPacket packet{kReplyMagic, sequence, text.size()};
    send_raw(&packet, sizeof packet);
  });
}

}  // namespace

int run_fake_worker(const char* name) {
  const std::string_view kind = name;
  if (kind == "obey") return serve_requests(obey);
  if (kind == "die at start") return 3;
  if (kind == "other version") {
    const ReplyPacket greeting{kReplyMagic, 0, kWorkerProtocolVersion + 1};
    send_raw(&greeting, sizeof greeting);
    return 0;
  }
  if (kind == "short packet") return answer_wrongly([](std::uint32_t) { send_raw("x", 1); });
  if (kind == "wrong sequence")
    return answer_wrongly([](std::uint32_t sequence) {
      const ReplyPacket packet{kReplyMagic, sequence + 1, 0};
      send_raw(&packet, sizeof packet);
    });
  if (kind == "huge reply")
    return answer_wrongly([](std::uint32_t sequence) {
      const ReplyPacket packet{kReplyMagic, sequence, ~std::uint64_t{0}};
      send_raw(&packet, sizeof packet);
    });
  if (kind == "noise")
    return answer_wrongly([](std::uint32_t sequence) {
      std::array<std::byte, 64> noise;
      noise.fill(std::byte{0xA5});
      put(noise);
      const ReplyPacket packet{kReplyMagic, sequence, noise.size()};
      send_raw(&packet, sizeof packet);
    });
  if (kind == "missing pixels") return lie_about_renders();
  return 4;
}

}  // namespace shoebox::image
