/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/check_row.h"

static struct akv_vault_config vault = {
	.name = (char[]){ "exports" },
	.host = (char[]){ "contoso.vault.azure.net" },
};
static struct akv_connection_config connection = {
	.name = (char[]){ "nightly" },
	.vault = &vault,
};

static struct akv_check_row row;

static void set_up(void)
{
	row = (struct akv_check_row){
		.connection = &connection,
		.secret = "sftp-password",
	};
}

TestSuite(check_row, .init = set_up);

static const char *sentence(void)
{
	static char buf[1024];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_check_row_sentence(&row, &text);
	return buf;
}

static const char *recovery(void)
{
	static char buf[1024];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_check_row_recovery(&row, &text);
	return buf;
}

static const char *description(void)
{
	static char buf[8192];
	AKV_AUTO(json) *object = akv_check_row_describe(&row);
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_text text;

	cr_assert_eq(akv_secret_new(8000, &bytes, NULL), AKV_OK);
	cr_assert_eq(akv_json_write(object, false, bytes, NULL), AKV_OK);
	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add(&text, akv_secret_text(bytes));
	return buf;
}

static void delete_it(void)
{
	row.state = AKV_CHECK_DELETED;
	akv_fail(&row.err, AKV_ERR_NOT_FOUND, "SecretDeleted",
		 "secret sftp-password was deleted");
	akv_error_hint(&row.err, "recover it");
	akv_error_hint(&row.err, "or make a new one");
	row.deleted_at = 1;
	row.recoverable_until = 86400;
}

Test(check_row, says_what_was_found)
{
	cr_expect_str_eq(sentence(),
			 "secret sftp-password in vault exports is accessible");
	row.state = AKV_CHECK_EXPIRES_SOON;
	row.expires_at = 86400;
	cr_expect_str_eq(sentence(),
			 "secret sftp-password in vault exports expires on "
			 "1970-01-02T00:00:00+00:00");
	row.state = AKV_CHECK_EXPIRED;
	cr_expect_str_eq(sentence(),
			 "secret sftp-password in vault exports expired on "
			 "1970-01-02T00:00:00+00:00");
	row.state = AKV_CHECK_NOT_YET_VALID;
	row.not_before = 1;
	cr_expect_str_eq(sentence(),
			 "secret sftp-password in vault exports is not valid "
			 "before 1970-01-01T00:00:01+00:00");
	row.state = AKV_CHECK_NEWER_VERSION;
	row.pinned = "a1";
	(void)strcpy(row.newest_version, "b2");
	cr_expect_str_eq(sentence(),
			 "version a1 of secret sftp-password in vault exports "
			 "is not the newest, which is b2");
}

Test(check_row, says_why_it_was_not_read)
{
	delete_it();
	cr_expect_str_eq(sentence(), "secret sftp-password was deleted");
}

Test(check_row, knows_passwords_of_this_machine)
{
	row.secret = NULL;
	connection.vault = NULL;
	cr_expect_str_eq(sentence(), "the password of connection nightly is "
				     "kept on this machine");
	cr_expect_str_eq(akv_check_row_key(&row).vault, "");
	cr_expect_not_null(
		strstr(description(), "\"vault\":null,\"secret\":null,"));
	delete_it();
	cr_expect_str_eq(recovery(), "");
	connection.vault = &vault;
}

Test(check_row, names_the_vault_to_recover_from_as_azure_does)
{
	cr_expect_str_eq(recovery(), "");
	delete_it();
	cr_expect_str_eq(recovery(),
			 "az keyvault secret recover --vault-name contoso "
			 "--name sftp-password");
}

Test(check_row, tells_the_sentence_and_the_command)
{
	char buf[1024];
	struct akv_text text;

	delete_it();
	akv_text_init(&text, buf, sizeof(buf));
	akv_check_row_story(&row, &text);
	cr_expect_str_eq(buf, "secret sftp-password was deleted; to recover "
			      "it: az keyvault secret recover --vault-name "
			      "contoso --name sftp-password");
}

Test(check_row, has_a_key)
{
	struct akv_check_key key = akv_check_row_key(&row);

	cr_expect_str_eq(key.connection, "nightly");
	cr_expect_str_eq(key.vault, "contoso.vault.azure.net");
	cr_expect_str_eq(key.secret, "sftp-password");
	cr_expect_str_eq(key.version, "");
	row.pinned = "a1";
	cr_expect_str_eq(akv_check_row_key(&row).version, "a1");
}

Test(check_row, comes_to_a_code)
{
	cr_expect_eq(akv_check_row_code(&row), AKV_OK);
	row.state = AKV_CHECK_EXPIRED;
	cr_expect_eq(akv_check_row_code(&row), AKV_ERR_UNUSABLE);
	delete_it();
	cr_expect_eq(akv_check_row_code(&row), AKV_ERR_NOT_FOUND);
}

Test(check_row, is_described_whole)
{
	delete_it();
	row.since = 2;
	(void)strcpy(row.object_id, "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42");
	cr_expect_str_eq(
		description(),
		"{\"connection\":\"nightly\",\"vault\":\"exports\","
		"\"secret\":\"sftp-password\",\"secretVersion\":null,"
		"\"state\":\"deleted\",\"since\":\"1970-01-01T00:00:02+00:00\","
		"\"message\":\"secret sftp-password was deleted\","
		"\"reason\":\"SecretDeleted\",\"version\":null,"
		"\"newestVersion\":null,\"notBefore\":null,\"expires\":null,"
		"\"deleted\":\"1970-01-01T00:00:01+00:00\","
		"\"recoverableUntil\":\"1970-01-02T00:00:00+00:00\","
		"\"recover\":\"az keyvault secret recover --vault-name contoso "
		"--name sftp-password\","
		"\"objectId\":\"3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42\","
		"\"hints\":[\"recover it\",\"or make a new one\"]}");
}
