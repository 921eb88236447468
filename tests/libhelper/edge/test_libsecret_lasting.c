/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/edge/libsecret_lasting.h"
#include "tests/fakes/fake_libsecret.h"

static const char *const everywhere[] = { SECRET_COLLECTION_DEFAULT, NULL };

static const SecretSchema schema = {
	.name = "org.example.Word",
	.flags = SECRET_SCHEMA_NONE,
	.attributes = {
		{ "whose", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
	},
};

static const struct akv_libsecret_lasting word = {
	.item = { .schema = &schema,
		  .collections = everywhere,
		  .values = { "ours" },
		  .label = "a word" },
	.max = 16,
	.what = "the word",
	.missing = "NoWord",
	.nothing = "no word",
	.remedy = "say it again",
	.instead = { "or write it down", NULL },
};

static struct akv_error err;

static void set_up(void)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/asks", 1);
	(void)unsetenv("SNAP_NAME");
}

TestSuite(libsecret_lasting, .init = set_up, .timeout = 30);

static enum akv_code keep(const char *text)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return akv_libsecret_lasting_keep(&word, secret, &err);
}

Test(libsecret_lasting, keeps_finds_and_forgets)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_expect_eq(keep("s3cret"), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "s3cret");
	cr_expect_str_eq(fake_libsecret.schema, "org.example.Word");
	cr_expect_str_eq(fake_libsecret.attributes, "whose=ours ");
	cr_assert_eq(akv_libsecret_lasting_load(&word, &secret, &err), AKV_OK);
	cr_expect_str_eq(akv_secret_text(secret), "s3cret");
	cr_expect_eq(akv_libsecret_lasting_forget(&word, &err), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "");
	cr_expect_eq(akv_libsecret_lasting_forget(&word, &err), AKV_OK);
	cr_expect_eq(fake_libsecret.live, 0);
}

static void expect_refused(enum akv_code code, const char *reason,
			   const char *text)
{
	cr_expect_eq(code, AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_eq(strncmp(err.text, text, strlen(text)), 0, "%s", err.text);
}

static void expect_all_refused(const char *reason, const char *text)
{
	AKV_AUTO(secret) *secret = NULL;

	expect_refused(akv_libsecret_lasting_load(&word, &secret, &err), reason,
		       text);
	cr_expect_null(secret);
	expect_refused(keep("s3cret"), reason, text);
	cr_expect_str_eq(err.hint, "log in to the desktop, which unlocks it;\n"
				   "or write it down\n");
	expect_refused(akv_libsecret_lasting_forget(&word, &err), reason, text);
	/* there is nothing to do instead of forgetting */
	cr_expect_str_eq(err.hint, "log in to the desktop, which unlocks it\n");
}

Test(libsecret_lasting, says_that_there_is_none)
{
	AKV_AUTO(secret) *secret = NULL;

	expect_refused(akv_libsecret_lasting_load(&word, &secret, &err),
		       "NoWord", "the Secret Service has no word");
	cr_expect_str_eq(err.hint, "say it again\n");
}

Test(libsecret_lasting, says_why_it_was_refused)
{
	fake_libsecret.refusal = "it is locked";
	expect_all_refused("SecretServiceRefused",
			   "the word needs the Secret Service: it is locked");
}

Test(libsecret_lasting, needs_a_session_bus)
{
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)unsetenv("XDG_RUNTIME_DIR");
	expect_all_refused("NoSecretService", "the word needs the Secret "
					      "Service: there is no session "
					      "bus");
	cr_expect_eq(fake_libsecret.calls, 0);
}

Test(libsecret_lasting, takes_no_more_than_its_bound)
{
	AKV_AUTO(secret) *secret = NULL;

	strcpy(fake_libsecret.value, "longer than sixteen bytes");
	cr_expect_eq(akv_libsecret_lasting_load(&word, &secret, &err),
		     AKV_ERR_STORE);
	cr_expect_null(secret);
}

static void sleep_long(void)
{
	(void)sleep(20);
}

Test(libsecret_lasting, waits_for_five_seconds)
{
	AKV_AUTO(secret) *secret = NULL;

	fake_libsecret.on_call = sleep_long;
	expect_refused(akv_libsecret_lasting_load(&word, &secret, &err),
		       "SecretServiceSilent",
		       "the word needs the Secret Service: it does not answer "
		       "within five seconds");
}
