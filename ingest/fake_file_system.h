#pragma once
// A tree in memory for tests: links, loops, unreadable folders, unplugged drives, names of any bytes, and files that
// change while they are read. Counts what is opened. Built by one thread; then reads are safe concurrently.

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "core/path.h"
#include "ingest/file_system.h"

namespace shoebox::ingest {

class FakeFileSystem final : public FileSystem {
 public:
  static constexpr std::int64_t kSecond = 1'000'000'000;

  FakeFileSystem() { add_folder("/"); }

  void add_folder(const std::string& path) { add(path, FileKind::kFolder); }
  /// Makes the folders above it, too. Replaces what is there, keeping the inode.
  void add_file(const std::string& path, std::string content, std::int64_t modified_seconds = 1000) {
    Node& node = add(path, FileKind::kRegular);
    node.content = std::move(content);
    node.modified_ns = modified_seconds * kSecond;
  }
  void add_link(const std::string& path, std::string target) { add(path, FileKind::kLink).content = std::move(target); }
  void add_fifo(const std::string& path) { add(path, FileKind::kOther); }

  /// With everything under it.
  void remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    std::erase_if(nodes_, [&](const auto& node) { return is_within(node.first, path); });
  }
  void move(const std::string& from, const std::string& to) {
    add_folder(std::string(parent_folder(to)));
    const std::lock_guard lock(mutex_);
    std::map<std::string, Node> moved;
    for (const auto& [path, node] : nodes_) {
      if (is_within(path, from)) moved.emplace(to + path.substr(from.size()), node);
    }
    std::erase_if(nodes_, [&](const auto& node) { return is_within(node.first, from); });
    nodes_.merge(moved);
  }

  std::set<std::string> unreadable;     // list, read_head, hash fail with kIo
  std::set<std::string> unstattable;    // stat fails with kIo
  std::set<std::string> growing;        // hash fails with kBusy
  bool entry_kinds_known = true;        // else every entry is kUnknown
  mutable std::atomic<int> opened = 0;  // read_head and hash
  mutable std::atomic<int> hashed = 0;

  Result<std::vector<FolderEntry>> list(const std::string& folder) const override {
    const std::lock_guard lock(mutex_);
    if (unreadable.contains(folder)) return denied(folder);
    const auto resolved = follow(folder);
    const Node* const node = find(resolved);
    if (node == nullptr || node->kind != FileKind::kFolder) return absent(folder);
    std::vector<FolderEntry> entries;
    const std::string prefix = resolved == "/" ? resolved : resolved + '/';
    for (auto at = nodes_.upper_bound(prefix); at != nodes_.end() && at->first.starts_with(prefix); ++at) {
      std::string name = at->first.substr(prefix.size());
      if (name.find('/') != std::string::npos) continue;
      entries.push_back({std::move(name), entry_kinds_known ? at->second.kind : FileKind::kUnknown});
    }
    return entries;
  }

  Result<FileStat> stat(const std::string& path) const override {
    const std::lock_guard lock(mutex_);
    if (unstattable.contains(path)) return denied(path);
    const Node* const node = find(follow(path));
    if (node == nullptr) return absent(path);
    return to_stat(*node);
  }

  Result<std::string> resolve(const std::string& path) const override {
    const std::lock_guard lock(mutex_);
    std::string resolved = follow(path);
    if (find(resolved) == nullptr) return absent(path);
    return resolved;
  }

  Result<std::string> read_head(const std::string& path, std::size_t bytes_max) const override {
    const std::lock_guard lock(mutex_);
    ++opened;
    if (unreadable.contains(path)) return denied(path);
    const Node* const node = find(follow(path));
    if (node == nullptr || node->kind != FileKind::kRegular) return absent(path);
    return node->content.substr(0, bytes_max);
  }

  Result<HashedFile> hash(const std::string& path) const override {
    const std::lock_guard lock(mutex_);
    ++opened;
    ++hashed;
    if (unreadable.contains(path)) return denied(path);
    if (growing.contains(path)) return fail(ErrorCode::kBusy, "the file is still being written", path);
    const Node* const node = find(follow(path));
    if (node == nullptr || node->kind != FileKind::kRegular) return absent(path);
    return HashedFile{{hash_bytes(std::as_bytes(std::span(node->content)))}, to_stat(*node)};
  }

  /// What is in the file, for fake decoders.
  Result<std::string> content(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const Node* const node = find(follow(path));
    if (node == nullptr || unreadable.contains(path)) return absent(path);
    return node->content;
  }

 private:
  struct Node {
    FileKind kind = FileKind::kFolder;
    std::uint64_t inode = 0;
    std::string content;  // of a link: where to
    std::int64_t modified_ns = 0;
  };

  static std::unexpected<Error> denied(const std::string& path) {
    return fail(ErrorCode::kIo, "cannot open: Permission denied", path);
  }
  static std::unexpected<Error> absent(const std::string& path) {
    return fail(ErrorCode::kNotFound, "cannot open: No such file or directory", path);
  }

  Node& add(const std::string& path, FileKind kind) {
    if (path != "/") {
      const std::string above(parent_folder(path));
      if (!nodes_.contains(above)) add(above, FileKind::kFolder);
    }
    const std::lock_guard lock(mutex_);
    Node& node = nodes_[path];
    node.kind = kind;
    if (node.inode == 0) node.inode = ++last_inode_;
    return node;
  }

  const Node* find(const std::string& path) const {
    const auto found = nodes_.find(path);
    return found == nodes_.end() ? nullptr : &found->second;
  }

  /// Follows links; empty when they lead nowhere or in a circle.
  std::string follow(const std::string& path) const {
    std::string done;
    std::string rest = path;
    for (int links = 0; !rest.empty() && rest != "/";) {
      const auto end = std::min(rest.find('/', 1), rest.size());
      done += rest.substr(0, end);
      rest.erase(0, end);
      const Node* const node = find(done);
      if (node == nullptr) return {};
      if (node->kind == FileKind::kLink) {
        if (++links > 40) return {};
        rest = node->content + rest;
        done.clear();
      }
    }
    return done.empty() ? "/" : done;
  }

  static FileStat to_stat(const Node& node) {
    return {.kind = node.kind,
            .device = 1,
            .inode = node.inode,
            .size_bytes = static_cast<std::int64_t>(node.content.size()),
            .modified_ns = node.modified_ns};
  }

  mutable std::mutex mutex_;
  std::map<std::string, Node> nodes_;
  std::uint64_t last_inode_ = 0;
};

}  // namespace shoebox::ingest
