/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/base/secret.h"
#include "libhelper/core/config_build.h"
#include "libhelper/core/config_draft.h"

#include "tests/fakes/config_text.h"

static enum akv_code add(struct akv_config_draft *draft, const char *text,
			 const char *path, struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return akv_config_draft_add(draft, bytes, path, err);
}

enum akv_code config_try(const char *one, const char *two,
			 struct akv_config **out, struct akv_error *err)
{
	AKV_AUTO(config_draft) *draft = NULL;
	enum akv_code code = akv_config_draft_new(&draft, err);

	if (code == AKV_OK)
		code = add(draft, one, "/one", err);
	if (code == AKV_OK && two != NULL)
		code = add(draft, two, "/two", err);
	if (code == AKV_OK)
		code = akv_config_build(draft, out, err);
	return code;
}

struct akv_config *config_of(const char *text)
{
	struct akv_config *config = NULL;
	struct akv_error err = { 0 };
	enum akv_code code = config_try(text, NULL, &config, &err);

	cr_assert_eq(code, AKV_OK, "%s", err.text);
	return config;
}

const char *config_fails(const char *one, const char *two, const char *reason,
			 const char *text)
{
	static struct akv_error err;
	struct akv_config *config = NULL;
	enum akv_code code;

	err = (struct akv_error){ 0 };
	code = config_try(one, two, &config, &err);
	cr_expect_eq(code, AKV_ERR_USAGE, "%s: code %d", text, (int)code);
	cr_expect_eq(err.code, AKV_ERR_USAGE);
	cr_expect_null(config);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	akv_config_free(config);
	return err.hint;
}
