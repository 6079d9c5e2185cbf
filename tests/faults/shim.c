/* What stands between a program and its disk in the tests of faults (LD_PRELOAD).
 *
 * Only files below FAULTS_ROOT are touched. FAULTS_CONTROL is a file of sixteen 32-bit numbers which both the
 * program and whoever watches it map (see `shim.py`): which calls fail, are cut short, wait or are swallowed.
 * FAULTS_LOG is a file to which every change is written in its order, so that the disk can be rebuilt as it
 * was at any instant. FAULTS_TOLD is a file that gets a line for each call made to fail: of which thread (M: the
 * first, A: one aside), which kind, by which library, on which path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { SYNC = 1, WRITE = 2, RENAME = 4, OPEN = 8, UNLINK = 16, TRUNCATE = 32 };
enum { KINDS, AT, ALWAYS, ERRNO, SHORT, DELAY_MS, DELAYED, SWALLOW, COUNTED, FAILED, KILL_AT, DELAYS };

static volatile int32_t *control;
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1, told_fd = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void prepare(void) {
    const char *where = getenv("FAULTS_ROOT"), *numbers = getenv("FAULTS_CONTROL"), *log = getenv("FAULTS_LOG");
    const char *told = getenv("FAULTS_TOLD");
    if (where) {
        strncpy(root, where, sizeof root - 1);
        root_length = strlen(root);
    }
    if (numbers) {
        int fd = syscall(SYS_openat, AT_FDCWD, numbers, O_RDWR | O_CLOEXEC);
        if (fd >= 0) {
            void *page = mmap(NULL, 64, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            if (page != MAP_FAILED) control = page;
            syscall(SYS_close, fd);
        }
    }
    if (log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (told) told_fd = syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int below(const char *path) {
    return root_length && strncmp(path, root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

/* The path of an open file as the kernel knows it, if it is one of ours. */
static int watched(int fd, char *path) {
    char link[64];
    if (!root_length || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path);
}

/* A path as given, made absolute through the folder it starts from. */
static int named(int folder, const char *given, char *path) {
    char start[PATH_MAX] = "";
    if (given[0] == '/') {
        snprintf(path, PATH_MAX, "%s", given);
    } else {
        char link[64];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, start, sizeof start - 1);
        start[length > 0 ? length : 0] = 0;
        snprintf(path, PATH_MAX, "%.2000s/%.2000s", start, given);
    }
    return below(path);
}

static void note(char what, uint64_t node, uint64_t offset, const char *path, const char *other, const void *data,
                 uint32_t length) {
    if (log_fd < 0) return;
    uint32_t sizes[3] = {length, path ? strlen(path) : 0, other ? strlen(other) : 0};
    uint64_t places[2] = {node, offset};
    struct iovec parts[6] = {{&what, 1},           {places, sizeof places},  {sizes, sizeof sizes},
                             {(void *)path, sizes[1]}, {(void *)other, sizes[2]}, {(void *)data, length}};
    syscall(SYS_writev, log_fd, parts, 6);
}

static uint64_t node_of(int fd, int *folder) {
    struct stat found;
    if (syscall(SYS_newfstatat, fd, "", &found, AT_EMPTY_PATH)) return 0;
    if (folder) *folder = S_ISDIR(found.st_mode);
    return found.st_ino;
}

static __thread const void *from; /* where the last fsync was called from */

static void tell(int kind, const char *path) {
    char line[PATH_MAX + 64];
    Dl_info caller;
    const char *name = kind == SYNC && dladdr(from, &caller) ? strrchr(caller.dli_fname, '/') : NULL;
    int length = snprintf(line, sizeof line, "%c %d %.40s %s\n", gettid() == getpid() ? 'M' : 'A', kind,
                          name ? name + 1 : "?", path);
    if (told_fd >= 0) syscall(SYS_write, told_fd, line, length);
}

/* 0: go on; 1: fail (errno is set); 2: cut short. */
static int fate(int kind, const char *path) {
    if (!control) return 0;
    if (control[DELAYED] & kind && control[DELAY_MS] > 0) {
        __sync_fetch_and_add(&control[DELAYS], 1);
        struct timespec rest = {control[DELAY_MS] / 1000, (control[DELAY_MS] % 1000) * 1000000L};
        nanosleep(&rest, NULL);
    }
    if (!(control[KINDS] & kind)) return 0;
    int number = __sync_add_and_fetch(&control[COUNTED], 1);
    if (control[KILL_AT] && number == control[KILL_AT]) kill(getpid(), SIGKILL);
    if (!control[AT] || !(control[ALWAYS] ? number >= control[AT] : number == control[AT])) return 0;
    __sync_fetch_and_add(&control[FAILED], 1);
    tell(kind, path);
    if (control[SHORT] && kind == WRITE) return 2;
    errno = control[ERRNO];
    return 1;
}

/* -- opening ---------------------------------------------------------------------------------------------- */

static int opened(int folder, const char *given, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!root_length || !named(folder, given, path) || (flags & O_PATH))
        return syscall(SYS_openat, folder, given, flags, mode);
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    if (writes && fate(OPEN, path)) return -1;
    pthread_mutex_lock(&lock);
    int is_new = (flags & O_CREAT) && syscall(SYS_faccessat, folder, given, F_OK) != 0;
    int fd = syscall(SYS_openat, folder, given, flags, mode);
    int kept = errno;
    if (fd >= 0 && writes) {
        uint64_t node = node_of(fd, NULL);
        if (is_new) note('C', node, 0, path, NULL, NULL, 0);
        else if (flags & O_TRUNC) note('T', node, 0, path, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return fd;
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags | O_LARGEFILE, mode); }

/* -- writing ---------------------------------------------------------------------------------------------- */

static ssize_t written(int fd, const void *data, size_t length, off_t offset, int placed) {
    char path[PATH_MAX];
    if (!watched(fd, path))
        return placed ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
    int what = strstr(path, "/.acks") ? 0 : fate(WRITE, path);
    if (what == 1) return -1;
    if (what == 2 && length > 1) length /= 2;
    pthread_mutex_lock(&lock);
    if (!placed) {
        offset = lseek(fd, 0, SEEK_CUR);
        int flags = syscall(SYS_fcntl, fd, F_GETFL);
        struct stat found;
        if (flags & O_APPEND && !syscall(SYS_newfstatat, fd, "", &found, AT_EMPTY_PATH)) offset = found.st_size;
    }
    ssize_t done = placed ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
    int kept = errno;
    if (done > 0) note('W', node_of(fd, NULL), offset, path, NULL, data, done);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at, 1); }

/* Copies within the kernel would pass us by: whoever tries one falls back on reading and writing. */
ssize_t sendfile(int out, int in, off_t *at, size_t length) {
    char path[PATH_MAX];
    if (watched(out, path)) { errno = EINVAL; return -1; }
    return syscall(SYS_sendfile, out, in, at, length);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) { return sendfile(out, in, (off_t *)at, length); }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    char path[PATH_MAX];
    if (watched(out, path)) { errno = EINVAL; return -1; }
    return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
}

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(SYS_ftruncate, fd, size);
    if (fate(TRUNCATE, path)) return -1;
    pthread_mutex_lock(&lock);
    int done = syscall(SYS_ftruncate, fd, size);
    int kept = errno;
    if (!done) note('T', node_of(fd, NULL), size, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int synced(int fd, long call) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return syscall(call, fd);
    if (fate(SYNC, path)) return -1;
    if (control && control[SWALLOW]) return 0;
    pthread_mutex_lock(&lock);
    int folder = 0;
    uint64_t node = node_of(fd, &folder);
    int done = log_fd >= 0 ? 0 : syscall(call, fd); /* who rebuilds the disk from the log needs no real one */
    int kept = errno;
    if (!done) note(folder ? 'Y' : 'S', node, 0, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int fsync(int fd) { from = __builtin_return_address(0); return synced(fd, SYS_fsync); }
int fdatasync(int fd) { from = __builtin_return_address(0); return synced(fd, SYS_fdatasync); }

/* -- names ------------------------------------------------------------------------------------------------ */

static int changed(char what, int kind, int from, const char *given, int to, const char *other, int flags) {
    char path[PATH_MAX], second[PATH_MAX] = "";
    int ours = root_length && named(from, given, path);
    if (other && root_length && named(to, other, second)) ours = 1;
    if (ours && fate(kind, path)) return -1;
    if (ours) pthread_mutex_lock(&lock);
    int done = what == 'R'   ? syscall(SYS_renameat, from, given, to, other)
               : what == 'L' ? syscall(SYS_linkat, from, given, to, other, flags)
               : what == 'M' ? syscall(SYS_mkdirat, from, given, flags)
                             : syscall(SYS_unlinkat, from, given, flags);
    int kept = errno;
    if (ours && !done) note(what, 0, 0, path, second[0] ? second : NULL, NULL, 0);
    if (ours) pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int rename(const char *from, const char *to) { return changed('R', RENAME, AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return changed('R', RENAME, a, from, b, to, 0); }
int link(const char *from, const char *to) { return changed('L', RENAME, AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return changed('L', RENAME, a, from, b, to, flags); }
int unlink(const char *path) { return changed('U', UNLINK, AT_FDCWD, path, 0, NULL, 0); }
int unlinkat(int folder, const char *path, int flags) { return changed(flags & AT_REMOVEDIR ? 'D' : 'U', UNLINK, folder, path, 0, NULL, flags); }
int rmdir(const char *path) { return changed('D', UNLINK, AT_FDCWD, path, 0, NULL, AT_REMOVEDIR); }
int mkdir(const char *path, mode_t mode) { return changed('M', 0, AT_FDCWD, path, 0, NULL, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return changed('M', 0, folder, path, 0, NULL, mode); }
