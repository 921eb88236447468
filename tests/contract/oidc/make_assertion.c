/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/file.h"
#include "libhelper/core/client_assertion.h"

/*
 * Prints the assertion that akv would send, and nothing else:
 *
 *   make_assertion FILE AUDIENCE CLIENT-ID PS256|RS256 [chain]
 *
 * FILE is a certificate with its key; the passphrase, if it needs one, is
 * "open sesame".
 */

static enum akv_code load(const char *path, struct akv_certificate **out,
			  struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(secret) *passphrase = NULL;
	enum akv_code code = akv_file_read(
		path, AKV_FILE_PRIVATE, AKV_CERTIFICATE_FILE_MAX, &bytes, err);

	if (code != AKV_OK)
		return code;
	code = akv_secret_new_from("open sesame", 11, &passphrase, err);
	if (code != AKV_OK)
		return code;
	return akv_certificate_new(bytes, passphrase, akv_clock_unix_s(), out,
				   err);
}

static enum akv_code print(char **arguments, struct akv_error *err)
{
	AKV_AUTO(certificate) *certificate = NULL;
	AKV_AUTO(secret) *assertion = NULL;
	struct akv_client_assertion what = {
		.audience = arguments[1],
		.client_id = arguments[2],
		.send_chain = arguments[4] != NULL &&
			      strcmp(arguments[4], "chain") == 0,
		.now_s = akv_clock_unix_s(),
	};
	enum akv_code code;

	if (!akv_client_assertion_algorithm(arguments[3], &what.algorithm))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
				"neither PS256 nor RS256");
	code = load(arguments[0], &certificate, err);
	if (code != AKV_OK)
		return code;
	code = akv_client_assertion_new(certificate, &what, &assertion, err);
	if (code != AKV_OK)
		return code;
	return akv_secret_write(assertion, STDOUT_FILENO, err);
}

int main(int argc, char **argv)
{
	struct akv_error err = { 0 };

	if (argc < 5) {
		(void)fprintf(stderr,
			      "usage: %s FILE AUDIENCE CLIENT-ID "
			      "PS256|RS256 [chain]\n",
			      argv[0]);
		return 2;
	}
	if (print(argv + 1, &err) == AKV_OK)
		return 0;
	(void)fprintf(stderr, "%s: %s (%s)\n", argv[0], err.text, err.reason);
	return 1;
}
