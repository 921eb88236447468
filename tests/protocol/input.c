/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/protocol/input.h"

int input_of(const void *bytes, size_t len)
{
	int fd = memfd_create("input", MFD_CLOEXEC);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, bytes, len), (ssize_t)len);
	cr_assert_eq(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

int input_in_pieces(const char *bytes, size_t len, size_t piece)
{
	int fds[2];

	/* a sequenced packet is what one read(2) gets, and no more */
	cr_assert_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	for (size_t done = 0; done < len; done += piece) {
		size_t now = len - done < piece ? len - done : piece;

		cr_assert_eq(send(fds[0], bytes + done, now, MSG_DONTWAIT),
			     (ssize_t)now);
	}
	cr_assert_eq(close(fds[0]), 0);
	return fds[1];
}

struct akv_line_reader *reader_of(const void *bytes, size_t len)
{
	struct akv_line_reader *reader;

	cr_assert_eq(akv_line_reader_new(input_of(bytes, len), &reader, NULL),
		     AKV_OK);
	return reader;
}

struct akv_line_reader *reader_of_text(const char *text)
{
	return reader_of(text, strlen(text));
}

void overwrite(char *at, const char *bytes)
{
	while (*bytes != '\0')
		*at++ = *bytes++;
}

char *long_line(const char *prefix, size_t len)
{
	char *line = malloc(len + 2);

	cr_assert_not_null(line);
	memset(line, 'a', len);
	overwrite(line, prefix);
	line[len] = '\n';
	line[len + 1] = '\0';
	return line;
}
