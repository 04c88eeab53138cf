/*
 * Makes each sync of a file take SLOW_US microseconds longer, for a benchmark to show what a slower disk would. Build it
 * with `gcc -shared -fPIC -o slow-sync.so bench/slow-sync.c -ldl` and name it in LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int file) {
  int (*sync)(int) = dlsym(RTLD_NEXT, name);
  int result = sync(file);
  const char *asked = getenv("SLOW_US");
  long microseconds = asked ? atol(asked) : 0;
  struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};
  nanosleep(&pause, NULL);
  return result;
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
