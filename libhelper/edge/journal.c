/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "libhelper/edge/journal.h"

/* The name of the interface that 209 and everything since has. */
#define LIBSYSTEMD "libsystemd.so.0"

/* Where sd_journal_sendv(3) sends to; where nobody listens it does nothing, and
 * says that all went well. */
#define JOURNAL_SOCKET "/run/systemd/journal/socket"

typedef int sendv_function(const struct iovec *fields, int count);

bool akv_journal_is_there(void)
{
	return access(JOURNAL_SOCKET, W_OK) == 0;
}

static enum akv_code load(sendv_function **out, struct akv_error *err)
{
	void *library = dlopen(LIBSYSTEMD, RTLD_LAZY | RTLD_LOCAL);

	if (library == NULL) {
		akv_fail(err, AKV_ERR_OTHER, "LibraryMissing",
			 "cannot load " LIBSYSTEMD ": %s", dlerror());
		akv_error_hint(err, "install libsystemd (Debian: libsystemd0)");
		return AKV_ERR_OTHER;
	}
	/* POSIX promises that a function's address fits; ISO C does not */
	*(void **)out = dlsym(library, "sd_journal_sendv");
	if (*out == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "LibraryTooOld",
				LIBSYSTEMD " has no sd_journal_sendv");
	return AKV_OK;
}

enum akv_code akv_journal_send(const char *const *fields, size_t count,
			       struct akv_error *err)
{
	struct iovec parts[AKV_JOURNAL_FIELDS_MAX];
	sendv_function *sendv;
	enum akv_code code = load(&sendv, err);
	int result;

	if (code != AKV_OK)
		return code;
	if (count > AKV_JOURNAL_FIELDS_MAX)
		count = AKV_JOURNAL_FIELDS_MAX;
	for (size_t i = 0; i < count; i++) {
		/* only read: struct iovec is for reading into, too */
		memcpy(&parts[i].iov_base, &fields[i], sizeof(fields[i]));
		parts[i].iov_len = strlen(fields[i]);
	}
	result = sendv(parts, (int)count);
	if (result < 0)
		return akv_fail(err, AKV_ERR_OTHER, "JournalFailed",
				"the journal takes no entry: %s",
				strerror(-result));
	return AKV_OK;
}
