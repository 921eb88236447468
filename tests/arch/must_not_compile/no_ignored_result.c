/* SPDX-License-Identifier: MIT */
/* Whether it worked has to be asked. */
/* expect: -W(error=)?unused-result */
#include "libhelper/base/file.h"

enum akv_code make(const char *path);

enum akv_code make(const char *path)
{
#ifdef VIOLATION
	akv_file_private_dir(path, NULL);
	return AKV_OK;
#else
	return akv_file_private_dir(path, NULL);
#endif
}
