/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "libhelper/base/secret.h"

/*
 * The header lies in the mapping, in front of the bytes, so that one object
 * is one mapping.  ${high} is the most that was ever in use: what lies behind
 * it was never written and need not be wiped.
 */
struct akv_secret {
	size_t mapped;
	size_t capacity;
	size_t len;
	size_t high;
	char bytes[];
};

static enum akv_code no_memory(size_t capacity, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory for %zu bytes",
		 capacity);
	return AKV_ERR_OTHER;
}

enum akv_code akv_secret_new(size_t capacity, struct akv_secret **out,
			     struct akv_error *err)
{
	/* one byte more than the capacity: the NUL behind the text */
	size_t size = sizeof(struct akv_secret) + capacity + 1;
	struct akv_secret *secret;

	if (size < capacity)
		return no_memory(capacity, err);
	secret = mmap(NULL, size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (secret == MAP_FAILED)
		return no_memory(capacity, err);

	/* Best effort, each of them: RLIMIT_MEMLOCK may be small, a kernel
	 * may be old, and a secret that might be swapped beats no secret.
	 * Locking on fault spares the pages that are never used. */
	if (mlock2(secret, size, MLOCK_ONFAULT) != 0)
		(void)mlock(secret, size);
	(void)madvise(secret, size, MADV_DONTDUMP);
	(void)madvise(secret, size, MADV_WIPEONFORK);

	secret->mapped = size;
	secret->capacity = capacity;
	*out = secret;
	return AKV_OK;
}

enum akv_code akv_secret_new_from(const void *bytes, size_t len,
				  struct akv_secret **out,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code;

	code = akv_secret_new(len, &secret, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append(secret, bytes, len, err);
	if (code != AKV_OK)
		return code;

	*out = secret;
	secret = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_secret_free(struct akv_secret *secret)
{
	if (secret == NULL)
		return;
	akv_secret_wipe(secret->bytes, secret->high);
	(void)munmap(secret, secret->mapped);
}

enum akv_code akv_secret_append(struct akv_secret *secret, const void *bytes,
				size_t len, struct akv_error *err)
{
	if (len > akv_secret_room(secret))
		return akv_fail(err, AKV_ERR_PEER, "TooLarge",
				"%zu bytes more do not fit into %zu", len,
				secret->capacity);
	memcpy(akv_secret_tail(secret), bytes, len);
	akv_secret_grow(secret, len);
	return AKV_OK;
}

enum akv_code akv_secret_append_text(struct akv_secret *secret,
				     const char *text, struct akv_error *err)
{
	return akv_secret_append(secret, text, strlen(text), err);
}

enum akv_code akv_secret_append_secret(struct akv_secret *secret,
				       const struct akv_secret *more,
				       struct akv_error *err)
{
	return akv_secret_append(secret, more->bytes, more->len, err);
}

void akv_secret_truncate(struct akv_secret *secret, size_t len)
{
	if (len >= secret->len)
		return;
	akv_secret_wipe(secret->bytes + len, secret->high - len);
	secret->len = len;
	secret->high = len;
}

size_t akv_secret_len(const struct akv_secret *secret)
{
	return secret->len;
}

size_t akv_secret_room(const struct akv_secret *secret)
{
	return secret->capacity - secret->len;
}

const char *akv_secret_text(const struct akv_secret *secret)
{
	return secret->bytes;
}

char *akv_secret_tail(struct akv_secret *secret)
{
	/* whoever asks for it may write up to the end before growing */
	secret->high = secret->capacity;
	return secret->bytes + secret->len;
}

void akv_secret_grow(struct akv_secret *secret, size_t len)
{
	secret->len += len;
	secret->high = secret->len;
	secret->bytes[secret->len] = '\0';
}

bool akv_secret_equal(const struct akv_secret *a, const struct akv_secret *b)
{
	unsigned char difference = 0;

	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++)
		difference |= (unsigned char)(a->bytes[i] ^ b->bytes[i]);
	return difference == 0;
}

bool akv_secret_has_any(const struct akv_secret *secret, const char *bytes,
			size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (memchr(secret->bytes, bytes[i], secret->len) != NULL)
			return true;
	return false;
}

/* One read(2), as far as there is room; -1 with errno for a failure. */
static ssize_t read_some(struct akv_secret *secret, int fd)
{
	ssize_t got;

	do
		got = read(fd, akv_secret_tail(secret),
			   akv_secret_room(secret));
	while (got < 0 && errno == EINTR);
	/* also of nothing: it says that the rest was not written */
	akv_secret_grow(secret, got < 0 ? 0 : (size_t)got);
	return got;
}

/* A full secret still has to see the end. */
static enum akv_code expect_end(const struct akv_secret *secret, int fd,
				struct akv_error *err)
{
	char one_more = '\0';
	ssize_t got;

	do
		got = read(fd, &one_more, 1);
	while (got < 0 && errno == EINTR);
	akv_secret_wipe(&one_more, 1);
	if (got == 0)
		return AKV_OK;
	if (got < 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "ReadFailed",
				      "cannot read");
	return akv_fail(err, AKV_ERR_USAGE, "TooLarge", "more than %zu bytes",
			secret->capacity);
}

enum akv_code akv_secret_read(struct akv_secret *secret, int fd,
			      struct akv_error *err)
{
	while (akv_secret_room(secret) > 0) {
		ssize_t got = read_some(secret, fd);

		if (got == 0)
			return AKV_OK;
		if (got < 0)
			return akv_fail_errno(err, AKV_ERR_OTHER, "ReadFailed",
					      "cannot read");
	}
	return expect_end(secret, fd, err);
}

enum akv_code akv_secret_write(const struct akv_secret *secret, int fd,
			       struct akv_error *err)
{
	size_t done = 0;

	while (done < secret->len) {
		ssize_t put =
			write(fd, secret->bytes + done, secret->len - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return akv_fail_errno(err, AKV_ERR_OTHER, "WriteFailed",
					      "cannot write the answer");
		done += (size_t)put;
	}
	return AKV_OK;
}

void akv_secret_keep_in_children(struct akv_secret *secret)
{
	(void)madvise(secret, secret->mapped, MADV_KEEPONFORK);
}

void akv_secret_wipe(void *bytes, size_t len)
{
	explicit_bzero(bytes, len);
}
