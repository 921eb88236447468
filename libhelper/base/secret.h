/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_SECRET_H
#define AKV_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Bytes that are wiped: passwords, tokens, client secrets, assertions, and
 * the replies and protocol lines that carry them.  Nothing else in this
 * program may hold such bytes.
 *
 * What it guarantees: the memory is mapped for this object alone, locked
 * against swapping where the limits allow (RLIMIT_MEMLOCK), left out of core
 * files, zero in a forked child, and wiped before it goes back to the system.
 * The capacity is fixed at birth, so growing never leaves a copy behind, and
 * the capacity is also the cap on what a peer can make us hold.
 *
 * What it does not: a debugger that is allowed to attach, root, and whoever
 * we hand the bytes to can read them.  There is no function to copy one into
 * ordinary memory, and printf("%s") of one does not compile.
 */
struct akv_secret;

enum {
	AKV_SECRET_VALUE_MAX = 25600,  /* Key Vault: 25 KB a value */
	AKV_SECRET_TOKEN_MAX = 16384,  /* an access token; real ones: 2 KB */
	AKV_SECRET_REPLY_MAX = 262144, /* a reply; escapes cost up to x6 */
	AKV_SECRET_LINE_MAX = 65535,   /* git-credential(1): line with LF */
};

/*
 * akv_secret_new(capacity, out, err): an empty secret that can hold
 * ${capacity} bytes, in ${out}, the caller's to akv_secret_free().
 * AKV_ERR_OTHER when there is no memory.
 */
enum akv_code akv_secret_new(size_t capacity, struct akv_secret **out,
			     struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_new_from(bytes, len, out, err): a secret with exactly these
 * bytes and no room for more.  Wiping ${bytes} stays the caller's business.
 */
enum akv_code akv_secret_new_from(const void *bytes, size_t len,
				  struct akv_secret **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_secret_free(secret): wipe and release ${secret}; NULL does nothing. */
void akv_secret_free(struct akv_secret *secret);
AKV_DEFINE_FREEP(secret)

/*
 * akv_secret_append(secret, bytes, len, err): put ${len} bytes behind those of
 * ${secret}.  AKV_ERR_PEER when they do not fit; then nothing was appended.
 */
enum akv_code akv_secret_append(struct akv_secret *secret, const void *bytes,
				size_t len, struct akv_error *err) AKV_CHECKED;

/* akv_secret_append_text(secret, text, err): append a C string. */
enum akv_code akv_secret_append_text(struct akv_secret *secret,
				     const char *text, struct akv_error *err)
	AKV_CHECKED;

/* akv_secret_append_secret(secret, more, err): append another secret. */
enum akv_code akv_secret_append_secret(struct akv_secret *secret,
				       const struct akv_secret *more,
				       struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_truncate(secret, len): keep the first ${len} bytes and wipe the
 * rest; a ${len} beyond the end changes nothing.  0 empties it.
 */
void akv_secret_truncate(struct akv_secret *secret, size_t len);

/* akv_secret_len(secret): how many bytes it holds. */
size_t akv_secret_len(const struct akv_secret *secret);

/* akv_secret_room(secret): how many more bytes it can take. */
size_t akv_secret_room(const struct akv_secret *secret);

/*
 * akv_secret_text(secret): its bytes, always followed by a NUL (there may be
 * others inside).  Borrowed: valid until ${secret} is freed.
 */
const char *akv_secret_text(const struct akv_secret *secret);

/*
 * akv_secret_tail(secret): where the next byte would go, with room for
 * akv_secret_room() bytes: for a library that writes into a buffer of ours.
 * What was written there counts only after akv_secret_grow(), which is to be
 * called in any case: until then all of the room is taken for written to.
 */
char *akv_secret_tail(struct akv_secret *secret);

/*
 * akv_secret_grow(secret, len): count ${len} bytes written at the tail.  No
 * more than these may have been written: what lies behind is not wiped.
 */
void akv_secret_grow(struct akv_secret *secret, size_t len);

/*
 * akv_secret_equal(a, b): whether both hold the same bytes; takes the same
 * time wherever they differ (lengths are not hidden).
 */
bool akv_secret_equal(const struct akv_secret *a, const struct akv_secret *b);

/* akv_secret_has_any(secret, bytes, len): holds any of those ${len} bytes? */
bool akv_secret_has_any(const struct akv_secret *secret, const char *bytes,
			size_t len);

/*
 * akv_secret_read(secret, fd, err): append all that ${fd} has until its end.
 * AKV_ERR_USAGE when it is more than fits, AKV_ERR_OTHER when reading fails.
 */
enum akv_code akv_secret_read(struct akv_secret *secret, int fd,
			      struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_write(secret, fd, err): write all bytes to ${fd} with write(2),
 * never through stdio, which would keep a copy.  AKV_ERR_OTHER when the
 * descriptor is closed, full or broken.
 */
enum akv_code akv_secret_write(const struct akv_secret *secret, int fd,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_keep_in_children(secret): let a child of fork(2) see it, which
 * is about to hand it to a program.
 */
void akv_secret_keep_in_children(struct akv_secret *secret);

/*
 * akv_secret_wipe(bytes, len): overwrite ordinary memory that held a secret
 * for a moment, in a way that the compiler does not remove.
 */
void akv_secret_wipe(void *bytes, size_t len);

#endif
