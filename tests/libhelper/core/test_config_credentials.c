/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/fakes/config_text.h"

#define BASE \
	"[vault contoso]\n" \
	"[connection nightly]\nsecret = a\nmore-secrets = b;c\n"

Test(config_credentials, name_a_connection)
{
	AKV_AUTO(config) *config = config_of(
		BASE "[credential p.service/x]\nconnection = nightly\n"
		     "[credential p.service/y]\nconnection = nightly\n"
		     "secret = B\n");
	const struct akv_credential_config *x =
		akv_config_credential(config, "p.service", "x");
	const struct akv_credential_config *y =
		akv_config_credential(config, "p.service", "y");

	cr_assert_eq(config->credential_count, 2);
	cr_assert_str_eq(x->connection->name, "nightly");
	cr_assert_null(x->secret);
	cr_assert_str_eq(y->secret, "B");
	cr_assert_null(akv_config_credential(config, "p.service", "z"));
	cr_assert_null(akv_config_credential(config, "q.service", "x"));
}

Test(config_credentials, of_an_instance_win_over_its_template_s)
{
	AKV_AUTO(config) *config = config_of(
		BASE "[credential p@1.service/x]\nconnection = nightly\n"
		     "secret = c\n"
		     "[credential p@.service/x]\nconnection = nightly\n");

	cr_assert_str_eq(
		akv_config_credential(config, "p@1.service", "x")->secret, "c");
	cr_assert_null(
		akv_config_credential(config, "p@2.service", "x")->secret);
}

Test(config_credentials, may_come_before_their_connection)
{
	AKV_AUTO(config) *config = config_of(
		"[credential p.service/x]\nconnection = nightly\n" BASE);

	cr_assert_not_null(akv_config_credential(config, "p.service", "x"));
}

Test(config_credentials, need_a_connection)
{
	cr_assert_str_eq(
		config_fails(
			BASE "[credential p.service/x]\nsecret = a\n", NULL,
			"MissingKey",
			"/one:5: [credential p.service/x] connection: a credential "
			"needs the name of a connection"),
		"add a line connection = NAME\n");
}

Test(config_credentials, need_one_that_exists)
{
	cr_assert_str_eq(
		config_fails(BASE "[credential p.service/x]\n"
				  "connection = nihgtly\n",
			     NULL, "ConnectionNotFound",
			     "/one:6: [credential p.service/x] connection: "
			     "there is no connection nihgtly"),
		"did you mean nightly?\n");
}

Test(config_credentials, have_secrets_of_the_connection)
{
	(void)config_fails(BASE "[credential p.service/x]\n"
				"connection = nightly\nsecret = d\n",
			   NULL, "SecretNotInConnection",
			   "/one:7: [credential p.service/x] secret: "
			   "connection nightly does not use the secret d");
}

Test(config_credentials, have_a_name_that_systemd_knows)
{
	(void)config_fails(BASE "[credential payroll]\nconnection = nightly\n",
			   NULL, "InvalidName",
			   "/one:5: [credential payroll]: this names no "
			   "credential of a unit");
}
