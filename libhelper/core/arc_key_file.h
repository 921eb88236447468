/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_ARC_KEY_FILE_H
#define AKV_CORE_ARC_KEY_FILE_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * How the Azure Arc agent makes sure that whoever asks it for a token may:
 * it names a file that only root and the group himds can read, and wants to
 * be sent what is inside.  Whoever listens on the agent's port in its place
 * could name any file of ours and be sent that: so the file must be a key
 * file in the agent's own directory.
 */

/* Where the agent keeps them. */
#define AKV_ARC_KEY_FILE_DIRECTORY "/var/opt/azcmagent/tokens"

enum {
	AKV_ARC_KEY_FILE_PATH_SIZE = 512,
	AKV_ARC_KEY_FILE_MAX = 4096, /* bytes; the agent's are 36 */
};

/*
 * akv_arc_key_file_path(challenge, directory, path, size, err): the path in
 * ${challenge}, the header WWW-Authenticate of a 401: Basic realm=PATH, with
 * or without quotes, and nothing else.  It must be of the form
 * ${directory}/NAME.key, NAME made of letters, digits, hyphens and
 * underscores.  AKV_ERR_PEER (BadKeyFile), naming what is wrong, otherwise;
 * ${path}, which has ${size} bytes, is written on success only.
 */
enum akv_code akv_arc_key_file_path(const char *challenge,
				    const char *directory, char *path,
				    size_t size, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_arc_key_file_read(challenge, directory, out, err): the key in the file
 * that akv_arc_key_file_path() finds; the caller's.  AKV_ERR_PEER (BadKeyFile)
 * when it is not there, a symbolic link, no regular file, empty, larger than
 * AKV_ARC_KEY_FILE_MAX or not visible ASCII; AKV_ERR_SIGN_IN (KeyFileDenied)
 * when we may not read it, with what to do about that.
 */
enum akv_code akv_arc_key_file_read(const char *challenge,
				    const char *directory,
				    struct akv_secret **out,
				    struct akv_error *err) AKV_CHECKED;

#endif
