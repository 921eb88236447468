/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/exec_memory_file.h"

static enum akv_code fill(int fd, const struct akv_secret *content,
			  struct akv_error *err)
{
	enum akv_code code = akv_secret_write(content, fd, err);

	if (code != AKV_OK)
		return code;
	if (lseek(fd, 0, SEEK_SET) != 0 || fchmod(fd, S_IRUSR) != 0 ||
	    fcntl(fd, F_ADD_SEALS,
		  F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) !=
		    0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "NoMemoryFile",
				      "cannot seal a file in memory");
	return AKV_OK;
}

enum akv_code akv_exec_memory_file_make(const struct akv_secret *content,
					int lowest, int *out,
					struct akv_error *err)
{
	int fd = memfd_create("akv", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int moved = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, lowest);
	enum akv_code code;

	if (moved < 0)
		code = akv_fail_errno(err, AKV_ERR_OTHER, "NoMemoryFile",
				      "cannot make a file in memory");
	else
		code = fill(moved, content, err);
	if (fd >= 0)
		(void)close(fd);
	if (code == AKV_OK)
		*out = moved;
	else if (moved >= 0)
		(void)close(moved);
	return code;
}
