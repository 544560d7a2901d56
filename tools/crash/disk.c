/* Preloaded into the program: a disk that fails, and kills, at a chosen call under a chosen folder.

   The calls that change files under the folder are counted from the moment "armed" is set. The plan is in memory
   that the starter of the program shares with it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { PASS, KILL_BEFORE, KILL_AFTER, TEAR, FAIL };

struct plan {
    int armed;     /* 1: count and act */
    int at;        /* the call that is hit; 0: none */
    int how;       /* one of the enum */
    int error;     /* the errno of FAIL */
    int lasting;   /* 1: each call from then on fails */
    int delay_us;  /* how long each fsync takes */
    int count;     /* calls so far */
    int hits;      /* calls that failed */
    char calls[2048]; /* a letter for each call */
    char folder[PATH_MAX];
};

static struct plan *plan;

void crash_use(void *shared) { plan = shared; }

static int is_inside(const char *path) {
    size_t length = plan ? strlen(plan->folder) : 0;
    return length && !strncmp(path, plan->folder, length) && (path[length] == '/' || !path[length]);
}

static int place_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return 1;
}

static int is_file(int fd) {
    char path[PATH_MAX];
    int kept = errno;
    int found = place_of(fd, path) && is_inside(path);
    errno = kept;
    return found;
}

static int is_path(int folder, const char *name) {
    char path[PATH_MAX * 2];
    if (name[0] == '/' || folder == AT_FDCWD) return is_inside(name);
    if (!place_of(folder, path)) return 0;
    strncat(path, "/", PATH_MAX);
    strncat(path, name, PATH_MAX);
    return is_inside(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Whether a full disk refuses the call: it still removes, renames and syncs folders. */
static int is_refused(char call) {
    return plan->error != ENOSPC || strchr("owmlf", call) != NULL;
}

/* Count a call; return what is to be done with it. */
static int next(char call) {
    if (!plan || !plan->armed) return PASS;
    int number = ++plan->count;
    if (number < (int)sizeof plan->calls) plan->calls[number - 1] = call;
    if (!plan->at) return PASS;
    if (plan->how == FAIL) {
        int is_hit = number == plan->at || (plan->lasting && number > plan->at);
        if (!is_hit || !is_refused(call)) return PASS;
        plan->hits++;
        errno = plan->error;
        return FAIL;
    }
    if (number != plan->at) return PASS;
    plan->hits++;
    if (plan->how == KILL_BEFORE) die();
    return plan->how;
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define GUARDED(inside, call, done) \
    if (!plan || !plan->armed || !(inside)) return done; \
    int todo = next(call); \
    if (todo == FAIL) return -1; \
    __typeof__(done) result = done; \
    if (todo == KILL_AFTER || todo == TEAR) die(); \
    return result;

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (!plan || !plan->armed || !is_file(fd)) return real(fd, data, size);
    int todo = next('w');
    if (todo == FAIL) {
        /* As much as still fits, as on a disk that becomes full. */
        if (plan->error == ENOSPC && plan->lasting && size > 1 && plan->hits == 1) return real(fd, data, size / 2);
        return -1;
    }
    ssize_t done = real(fd, data, todo == TEAR ? size / 2 : size);
    if (todo == TEAR || todo == KILL_AFTER) die();
    return done;
}

static int opened(const char *path, int flags) {
    int changes = flags & (O_CREAT | O_TRUNC);
    return changes && plan && plan->armed && is_inside(path);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (!opened(path, flags)) return real(path, flags, mode); \
        int todo = next('o'); \
        if (todo == FAIL) return -1; \
        int result = real(path, flags, mode); \
        if (todo != PASS) die(); \
        return result; \
    }
OPEN(open)
OPEN(open64)

int fsync(int fd) {
    REAL(fsync);
    if (plan && plan->armed && plan->delay_us && is_file(fd)) usleep(plan->delay_us);
    GUARDED(is_file(fd), 'f', real(fd))
}
int fdatasync(int fd) {
    REAL(fdatasync);
    GUARDED(is_file(fd), 'f', real(fd))
}
int chmod(const char *path, mode_t mode) {
    REAL(chmod);
    GUARDED(is_inside(path), 'c', real(path, mode))
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    GUARDED(is_inside(path), 'm', real(path, mode))
}
int rmdir(const char *path) {
    REAL(rmdir);
    GUARDED(is_inside(path), 'u', real(path))
}
int link(const char *from, const char *to) {
    REAL(link);
    GUARDED(is_inside(to), 'l', real(from, to))
}
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    REAL(linkat);
    GUARDED(is_path(to_folder, to), 'l', real(from_folder, from, to_folder, to, flags))
}
int rename(const char *from, const char *to) {
    REAL(rename);
    GUARDED(is_inside(to), 'r', real(from, to))
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    GUARDED(is_path(to_folder, to), 'r', real(from_folder, from, to_folder, to))
}
int unlink(const char *path) {
    REAL(unlink);
    GUARDED(is_inside(path), 'u', real(path))
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    GUARDED(is_path(folder, path), 'u', real(folder, path, flags))
}
