/* Reading and writing descriptors, whatever signals come in between. */
#ifndef GOUJI_BASE_IO_H
#define GOUJI_BASE_IO_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/str.h"

/* As read(2), which a signal does not end. */
ssize_t io_read(int fd, void *bytes, size_t nbytes);
/* Writes all bytes. False with errno set. */
bool io_write(int fd, struct str bytes);

#endif
