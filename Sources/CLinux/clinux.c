#define _GNU_SOURCE
#include "CLinux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// The kernel headers of the build machine may be older than openat2 (Linux 5.6), so its parts stand here.
#ifndef __NR_openat2
#define __NR_openat2 437
#endif
struct open_how_v0 {
  uint64_t flags;
  uint64_t mode;
  uint64_t resolve;
};
enum { NO_MAGICLINKS = 0x02, NO_SYMLINKS = 0x04, BENEATH = 0x08 };

static atomic_bool openat2_is_missing;

int clinux_open_root(const char *path) {
  int descriptor = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

static int open_by_kernel(int root, const char *path, int flags) {
  struct open_how_v0 how = {
      .flags = (uint64_t)(unsigned)flags, .resolve = BENEATH | NO_SYMLINKS | NO_MAGICLINKS};
  // EAGAIN with RESOLVE_BENEATH: a rename elsewhere made the answer uncertain. The same errno of a file under
  // a lease (Samba's kernel oplocks) lasts longer, so it is handed on after a few tries.
  for (int attempt = 0;; attempt++) {
    long descriptor = syscall(__NR_openat2, root, path, &how, sizeof how);
    if (descriptor >= 0) return (int)descriptor;
    if (errno == EINTR) continue;
    if (errno != EAGAIN || attempt >= 8) return -errno;
  }
}

static bool is_symbolic_link(int directory, const char *name) {
  struct stat status;
  return fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

static int open_one(int directory, const char *name, int flags) {
  for (;;) {
    int descriptor = openat(directory, name, flags | O_NOFOLLOW);
    if (descriptor >= 0) return descriptor;
    int error = errno;
    if (error == EINTR) continue;
    // O_DIRECTORY | O_NOFOLLOW says ENOTDIR for a link; openat2 says ELOOP, and so do we.
    if (error == ENOTDIR && is_symbolic_link(directory, name)) error = ELOOP;
    return -error;
  }
}

static int open_by_components(int root, const char *path, int flags) {
  char name[NAME_MAX + 1];
  int directory = root;
  for (;;) {
    const char *slash = strchr(path, '/');
    if (slash == NULL) break;
    size_t length = (size_t)(slash - path);
    int next = -ENAMETOOLONG;
    if (length <= NAME_MAX) {
      memcpy(name, path, length);
      name[length] = 0;
      next = open_one(directory, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    if (directory != root) close(directory);
    if (next < 0) return next;
    directory = next;
    path = slash + 1;
  }
  int descriptor = open_one(directory, path, flags);
  if (directory != root) close(directory);
  return descriptor;
}

static int open_beneath(int root, const char *path, int flags, int resolution) {
  if (resolution == CLINUX_RESOLVE_KERNEL && !atomic_load(&openat2_is_missing)) {
    int descriptor = open_by_kernel(root, path, flags);
    if (descriptor == -ENOSYS) atomic_store(&openat2_is_missing, true);
    // Sandboxes older than openat2 answer EPERM to a call they do not know: the other way gives the true
    // answer.
    if (descriptor != -ENOSYS && descriptor != -EPERM) return descriptor;
  }
  return open_by_components(root, path, flags);
}

static int open_without_access_time(int root, const char *path, int flags, int resolution) {
  int descriptor = open_beneath(root, path, flags | O_NOATIME, resolution);
  // Only the owner of a file (or CAP_FOWNER) may ask for O_NOATIME.
  return descriptor == -EPERM ? open_beneath(root, path, flags, resolution) : descriptor;
}

int clinux_open_path(int root, const char *path, int resolution) {
  return open_beneath(root, path, O_PATH | O_NOFOLLOW | O_CLOEXEC, resolution);
}

int clinux_open_directory(int root, const char *path, int resolution) {
  return open_without_access_time(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, resolution);
}

int clinux_open_file(int root, const char *path, int resolution) {
  return open_without_access_time(
      root, path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC, resolution);
}

static int64_t nanoseconds(struct statx_timestamp time) {
  int64_t result;
  // A damaged file system may hold any number: clamp instead of overflowing.
  if (__builtin_mul_overflow(time.tv_sec, (int64_t)1000000000, &result) ||
      __builtin_add_overflow(result, (int64_t)time.tv_nsec, &result))
    return time.tv_sec < 0 ? INT64_MIN : INT64_MAX;
  return result;
}

static int read_status(int directory, const char *name, int flags, struct clinux_status *status) {
  struct statx found;
  unsigned mask =
      STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_INO | STATX_SIZE | STATX_MTIME | STATX_CTIME | STATX_ATIME;
  if (statx(directory, name, flags | AT_NO_AUTOMOUNT, mask, &found) != 0) return -errno;
  status->device = makedev(found.stx_dev_major, found.stx_dev_minor);
  status->inode = found.stx_ino;
  status->size = found.stx_size > INT64_MAX ? INT64_MAX : (int64_t)found.stx_size;
  status->modified = nanoseconds(found.stx_mtime);
  status->changed = nanoseconds(found.stx_ctime);
  status->accessed = nanoseconds(found.stx_atime);
  status->mode = found.stx_mode;
  status->links = found.stx_nlink;
  return 0;
}

int clinux_status_of(int descriptor, struct clinux_status *status) {
  return read_status(descriptor, "", AT_EMPTY_PATH, status);
}

int clinux_status_at(int descriptor, const char *name, struct clinux_status *status) {
  return read_status(descriptor, name, AT_SYMLINK_NOFOLLOW, status);
}

int clinux_status_path(const char *path, struct clinux_status *status) {
  return read_status(AT_FDCWD, path, 0, status);
}

long clinux_read_entries(int descriptor, void *buffer, size_t capacity) {
  long filled = syscall(SYS_getdents64, descriptor, buffer, capacity);
  return filled < 0 ? -errno : filled;
}

// struct linux_dirent64: 8 bytes inode, 8 bytes offset, 2 bytes record length, 1 byte type, name, NUL.
enum { ENTRY_LENGTH = 16, ENTRY_TYPE = 18, ENTRY_NAME = 19 };

size_t clinux_next_entry(const void *buffer, size_t filled, size_t offset, struct clinux_entry *entry) {
  if (offset > filled || filled - offset <= ENTRY_NAME) return 0;
  const char *record = (const char *)buffer + offset;
  uint16_t length;
  memcpy(&length, record + ENTRY_LENGTH, sizeof length);
  if (length <= ENTRY_NAME || length > filled - offset) return 0;
  entry->name = record + ENTRY_NAME;
  entry->length = strnlen(entry->name, length - ENTRY_NAME);
  entry->type = (uint8_t)record[ENTRY_TYPE];
  if (entry->length == (size_t)length - ENTRY_NAME) return 0;  // no NUL: not what a kernel writes
  return offset + length;
}

long clinux_read(int descriptor, void *buffer, size_t count) {
  for (;;) {
    ssize_t filled = read(descriptor, buffer, count);
    if (filled >= 0) return filled;
    if (errno != EINTR) return -errno;
  }
}

void clinux_close(int descriptor) { close(descriptor); }

int clinux_inotify_open(void) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int clinux_inotify_add(int inotify, int descriptor) {
  // The descriptor was opened beneath the root without following links; its magic link names exactly that
  // directory, whatever has been renamed in between. IN_DONT_FOLLOW would stop at the magic link itself.
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  int watch = inotify_add_watch(
      inotify, path,
      IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF |
          IN_ONLYDIR);
  return watch < 0 ? -errno : watch;
}

int clinux_inotify_remove(int inotify, int watch) {
  return inotify_rm_watch(inotify, watch) < 0 ? -errno : 0;
}

size_t clinux_next_event(const void *buffer, size_t filled, size_t offset, struct clinux_event *event) {
  struct inotify_event header;
  if (offset > filled || filled - offset < sizeof header) return 0;
  const char *record = (const char *)buffer + offset;
  memcpy(&header, record, sizeof header);
  if (header.len > filled - offset - sizeof header) return 0;
  event->watch = header.wd;
  event->mask = header.mask;
  const char *name = record + sizeof header;
  event->name = header.len > 0 && memchr(name, 0, header.len) != NULL ? name : NULL;
  return offset + sizeof header + header.len;
}

int clinux_wakeup_open(void) {
  int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

void clinux_wakeup_signal(int descriptor) {
  uint64_t one = 1;
  // EAGAIN means that the counter is full, so the sleeper is awake already.
  while (write(descriptor, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

void clinux_wakeup_clear(int descriptor) {
  uint64_t count;
  while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {
  }
}

int clinux_poll_open(int first, int second) {
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) return -errno;
  int descriptors[] = {first, second};
  for (int i = 0; i < 2; i++) {
    struct epoll_event interest = {.events = EPOLLIN, .data.fd = descriptors[i]};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, descriptors[i], &interest) != 0) {
      int error = errno;
      close(poll);
      return -error;
    }
  }
  return poll;
}

int clinux_poll_wait(int poll, int first, int second, int milliseconds) {
  struct epoll_event ready[2];
  int count = epoll_wait(poll, ready, 2, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  int bits = 0;
  for (int i = 0; i < count; i++) {
    if (ready[i].data.fd == first) bits |= 1;
    if (ready[i].data.fd == second) bits |= 2;
  }
  return bits;
}

void clinux_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int clinux_send_datagram(const void *name, size_t name_length, const void *message, size_t message_length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (name_length > sizeof address.sun_path) return -ENAMETOOLONG;
  memcpy(address.sun_path, name, name_length);
  int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  // A receiver that reads nothing must not hold the sender.
  struct timeval limit = {.tv_sec = 1};
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  ssize_t sent = sendto(
      descriptor, message, message_length, MSG_NOSIGNAL, (struct sockaddr *)&address,
      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + name_length));
  int result = sent < 0 ? -errno : 0;
  close(descriptor);
  return result;
}

int64_t clinux_monotonic_microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clinux_keep_freed_memory(void) {
#ifdef __GLIBC__
  // Setting any of them ends glibc's own adjusting, so all three are set.
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}
