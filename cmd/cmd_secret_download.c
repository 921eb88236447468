/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/secret_encoding.h"
#include "cmd/secret_target.h"
#include "cmd/session.h"
#include "libhelper/base/file_replace.h"

/* What is where the file is to be. */
enum place { NOTHING, A_FILE, A_STREAM };

static enum akv_code look_at(const char *path, bool overwrites, enum place *out,
			     struct akv_error *err)
{
	struct stat file;

	*out = NOTHING;
	if (stat(path, &file) != 0)
		return AKV_OK;
	if (S_ISDIR(file.st_mode))
		return akv_fail(err, AKV_ERR_USAGE, "FileExists",
				"%s: is a directory", path);
	*out = S_ISREG(file.st_mode) ? A_FILE : A_STREAM;
	if (*out == A_STREAM || overwrites)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "FileExists",
		 "%s: is there already, and stays as it is", path);
	akv_error_hint(err, "--overwrite replaces it");
	return AKV_ERR_USAGE;
}

/* /dev/stdout, a pipe with a name: nothing to make, and nothing to keep. */
static enum akv_code write_stream(const char *path,
				  const struct akv_secret *bytes,
				  struct akv_error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	enum akv_code code;

	if (fd < 0)
		return akv_fail_errno(err, AKV_ERR_STORE, "WriteFailed",
				      "%s: cannot be opened", path);
	code = akv_secret_write(bytes, fd, err);
	(void)close(fd);
	return code;
}

/* What a symbolic link leads to is replaced, not the link. */
static enum akv_code overwrite(const char *path, const struct akv_secret *bytes,
			       struct akv_error *err)
{
	char *real = realpath(path, NULL);
	enum akv_code code =
		akv_file_replace(real != NULL ? real : path, bytes, err);

	free(real);
	return code;
}

static enum akv_code write_file(const char *path, enum place place,
				const struct akv_secret *bytes,
				struct akv_error *err)
{
	switch (place) {
	case A_STREAM:
		return write_stream(path, bytes, err);
	case A_FILE:
		return overwrite(path, bytes, err);
	case NOTHING:
		break;
	}
	return akv_file_replace_nothing(path, bytes, err);
}

/* --encoding, else what the Azure CLI noted when it made the secret of a
 * file. */
static enum akv_code encoding_of(const char *name,
				 const struct akv_json *secret,
				 enum akv_secret_encoding *out,
				 struct akv_error *err)
{
	const char *tag =
		akv_json_text(akv_json_member(akv_json_member(secret, "tags"),
					      "file-encoding"),
			      NULL);

	if (name == NULL)
		name = tag != NULL ? tag : "utf-8";
	if (akv_secret_encoding_find(name, out))
		return AKV_OK;
	akv_fail(err, AKV_ERR_UNUSABLE, "UnknownEncoding",
		 "the secret's tag file-encoding is \"%s\", which is unknown",
		 name);
	akv_error_hint(err, "--encoding says what it is: ascii, base64, hex, "
			    "utf-8, utf-16be, utf-16le");
	return AKV_ERR_UNUSABLE;
}

static enum akv_code check_options(const struct akv_options *options,
				   enum place *place, struct akv_error *err)
{
	const char *path = akv_options_text(options, AKV_OPTION_FILE);
	const char *name = akv_options_text(options, AKV_OPTION_ENCODING);
	enum akv_secret_encoding encoding;

	if (path == NULL || *path == '\0')
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"where to? --file PATH says it");
	if (name != NULL && !akv_secret_encoding_find(name, &encoding)) {
		akv_fail(err, AKV_ERR_USAGE, "BadOption",
			 "--encoding: there is no encoding \"%s\"", name);
		akv_error_hint(err, "encodings: ascii, base64, hex, utf-8, "
				    "utf-16be, utf-16le");
		return AKV_ERR_USAGE;
	}
	return look_at(path, akv_options_has(options, AKV_OPTION_OVERWRITE),
		       place, err);
}

static enum akv_code save(const struct akv_options *options,
			  const struct akv_secret_bundle *bundle,
			  enum place place, struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	enum akv_secret_encoding encoding;
	enum akv_code code =
		encoding_of(akv_options_text(options, AKV_OPTION_ENCODING),
			    bundle->json, &encoding, err);

	if (code == AKV_OK)
		code = akv_secret_encoding_decode(encoding, bundle->value,
						  &bytes, err);
	if (code != AKV_OK)
		return code;
	return write_file(akv_options_text(options, AKV_OPTION_FILE), place,
			  bytes, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	struct akv_secret_target secret = { 0 };
	struct akv_target target = { 0 };
	enum place place = NOTHING;
	enum akv_code code = check_options(options, &place, err);

	if (code == AKV_OK)
		code = akv_session_open(options->timeout_ms, &session, err);
	if (code == AKV_OK)
		code = akv_secret_target(session.config, options, &secret, err);
	if (code != AKV_OK)
		return code;
	target.id = secret.id;
	target.id.is_shown = true; /* its tags are looked at */
	code = akv_session_fetch(&session, &target, &bundle, err);
	if (code != AKV_OK)
		return code;
	return save(options, &bundle, place, err);
}

const struct akv_command akv_cmd_secret_download = {
	.name = "secret download",
	.operands = "--vault-name VAULT --name SECRET --file PATH",
	.summary = "make a file of a secret's value",
	.details =
		"The file is for its owner alone, and whole or not there.\n"
		"Without --encoding the secret's tag file-encoding says what\n"
		"its value is, else utf-8.  Texts are written in UTF-8.\n",
	.options = AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_SECRET_NAME,
			       AKV_OPTION_SECRET_VERSION, AKV_OPTION_SECRET_ID,
			       AKV_OPTION_FILE, AKV_OPTION_ENCODING,
			       AKV_OPTION_OVERWRITE, AKV_OPTION_TIMEOUT,
			       AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_ANY_SUBSCRIPTION),
	.run = run,
};
