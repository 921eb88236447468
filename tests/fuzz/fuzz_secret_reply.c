/* SPDX-License-Identifier: MIT */
#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/secret_reply.h"
#include "tests/fuzz/fuzz_reply.h"

/* What is taken for a secret has a name and a version by the rules, and no
 * more bytes than Key Vault keeps. */

static void read_secret(const struct akv_http_reply *reply)
{
	struct akv_secret_bundle bundle = { 0 };
	struct akv_error err;
	enum akv_code code = akv_secret_reply_parse(reply, &bundle, &err);

	if (code == AKV_OK) {
		fuzz_check(akv_secret_len(bundle.value) <=
			   AKV_SECRET_VALUE_MAX);
		fuzz_check(akv_names_check_secret(bundle.name, NULL) == AKV_OK);
		fuzz_check(bundle.version[0] == '\0' ||
			   akv_names_check_version(bundle.version, NULL) ==
				   AKV_OK);
		fuzz_check(!akv_text_has_control(bundle.content_type));
		fuzz_check(bundle.expires_at >= 0 && bundle.not_before >= 0);
	} else {
		fuzz_check_error(code, &err);
		fuzz_check(bundle.value == NULL);
	}
	akv_secret_bundle_clear(&bundle);
}

static void read_deleted(const struct akv_http_reply *reply)
{
	struct akv_deleted_secret deleted;
	struct akv_error err;
	enum akv_code code =
		akv_secret_reply_parse_deleted(reply, &deleted, &err);

	if (code == AKV_OK)
		fuzz_check(deleted.deleted_at >= 0 && deleted.purged_at >= 0);
	else
		fuzz_check_error(code, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_http_reply reply;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	read_secret(&reply);
	read_deleted(&reply);
	akv_secret_free(reply.body);
	return 0;
}
