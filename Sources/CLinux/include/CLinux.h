#pragma once

// Linux calls that Swift's Glibc module does not reach, or reaches only with macros it cannot import.
// Each returns a value >= 0, or the negated errno: errno itself does not survive Swift's own calls.

#include <stddef.h>
#include <stdint.h>

/// What the gateway looks at in a file's status (statx(2)).
struct clinux_status {
  uint64_t device;
  uint64_t inode;
  int64_t size;
  int64_t modified;  // nanoseconds since 1970
  int64_t changed;   // nanoseconds since 1970
  int64_t accessed;  // nanoseconds since 1970
  uint32_t mode;     // type and permissions
  uint32_t links;
};

/// One entry of a directory as clinux_next_entry finds it; `name` points into the buffer and ends in NUL.
struct clinux_entry {
  const char *name;
  size_t length;
  uint8_t type;  // DT_REG, DT_DIR, DT_LNK, DT_UNKNOWN ...
};

/// How a path below a directory is resolved.
enum clinux_resolution {
  CLINUX_RESOLVE_KERNEL = 0,     // openat2(2); component by component where the kernel lacks it
  CLINUX_RESOLVE_COMPONENTS = 1  // openat(2) with O_NOFOLLOW, one component at a time
};

/// Opens a directory as a starting point only (O_PATH | O_DIRECTORY), following links in `path`.
int clinux_open_root(const char *path);

/// Opens `path` below `root` without ever following a symbolic link or leaving `root`.
/// `path` is relative, with no empty, "." or ".." component, or exactly "." for the root itself.
int clinux_open_path(int root, const char *path, int resolution);       // O_PATH, may be a symbolic link
int clinux_open_directory(int root, const char *path, int resolution);  // for clinux_read_entries
int clinux_open_file(int root, const char *path, int resolution);       // for reading; never blocks

/// Status of what `descriptor` is open on.
int clinux_status_of(int descriptor, struct clinux_status *status);
/// Status of the entry `name` of the directory `descriptor`; a symbolic link is not followed.
int clinux_status_at(int descriptor, const char *name, struct clinux_status *status);
/// Status of what `path` names now, links followed.
int clinux_status_path(const char *path, struct clinux_status *status);

/// Fills `buffer` with directory entries (getdents64(2)); 0 at the end.
long clinux_read_entries(int descriptor, void *buffer, size_t capacity);
/// The entry at `offset` of a filled buffer; returns the next offset, or 0 when there is none.
size_t clinux_next_entry(const void *buffer, size_t filled, size_t offset, struct clinux_entry *entry);

long clinux_read(int descriptor, void *buffer, size_t count);
void clinux_close(int descriptor);

/// inotify(7) with IN_NONBLOCK | IN_CLOEXEC.
int clinux_inotify_open(void);
/// Watches the directory that `descriptor` (from clinux_open_path) is open on; returns the watch descriptor.
int clinux_inotify_add(int inotify, int descriptor);
int clinux_inotify_remove(int inotify, int watch);

/// One event of a buffer read from inotify; `name` ends in NUL, or is NULL.
struct clinux_event {
  int watch;
  uint32_t mask;
  const char *name;
};
/// The event at `offset`; returns the next offset, or 0 when there is none.
size_t clinux_next_event(const void *buffer, size_t filled, size_t offset, struct clinux_event *event);

/// eventfd(2): a counter that wakes a sleeping thread.
int clinux_wakeup_open(void);
void clinux_wakeup_signal(int descriptor);
void clinux_wakeup_clear(int descriptor);

/// An epoll(7) set of two descriptors, for reading.
int clinux_poll_open(int first, int second);
/// Waits for either; negative `milliseconds` wait for ever.
/// Returns bit 0 for the first, bit 1 for the second; 0 on time-out or signal.
int clinux_poll_wait(int poll, int first, int second, int milliseconds);

/// Names the calling thread, as `ps -L` and debuggers show it; at most 15 bytes.
void clinux_name_thread(const char *name);

/// Sends one datagram to a Unix socket, waiting at most a second; `name` as in sun_path (unix(7)), at most 108 bytes.
int clinux_send_datagram(const void *name, size_t name_length, const void *message, size_t message_length);

/// CLOCK_MONOTONIC in microseconds, the clock systemd compares with.
int64_t clinux_monotonic_microseconds(void);

/// Lets the allocator keep up to 16 MiB of freed memory (mallopt(3)): a message is converted in some 100 KiB that glibc would
/// give back to the kernel behind each, and have cleared anew for the next.
void clinux_keep_freed_memory(void);
