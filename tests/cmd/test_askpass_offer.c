/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/askpass_offer.h"
#include "tests/fakes/config_text.h"

static struct akv_config *config;
static struct akv_error err;

static void set_up(void)
{
	config = config_of("[vault contoso]\n"
			   "[connection url]\n"
			   "url = sftp://export@sftp.example.com:2222/in\n"
			   "secret = password\n"
			   "more-secrets = key;key-passphrase\n"
			   "[connection bare]\nsecret = password\n"
			   "[connection user]\nsecret = password\n"
			   "username = export\n"
			   "[connection v6]\nurl = sftp://[2001:db8::1]\n"
			   "secret = password\n"
			   "[connection git]\nsecret = token\n"
			   "url = https://build@git.example.com/team\n"
			   "[connection only]\nsecret = key-passphrase\n"
			   "[connection two]\nsecret = password\n"
			   "more-secrets = a-passphrase;b-passphrase\n");
}

static void tear_down(void)
{
	akv_config_free(config);
}

TestSuite(askpass_offer, .init = set_up, .fini = tear_down);

static struct akv_askpass_offer offer_of(const char *name)
{
	struct akv_askpass_offer offer = { .has_password = true };

	cr_assert_eq(
		akv_config_connection(config, name, &offer.connection, NULL),
		AKV_OK);
	offer.username = offer.connection->username != NULL ?
				 offer.connection->username :
				 offer.connection->url_username;
	offer.has_passphrase =
		akv_askpass_offer_passphrase_of(offer.connection) != NULL;
	return offer;
}

static void expect_of(const struct akv_askpass_offer *offers, size_t count,
		      const char *question, int chosen)
{
	struct akv_askpass_prompt prompt = akv_askpass_prompt_parse(question);
	size_t out = 99;
	enum akv_code code =
		akv_askpass_offer_choose(offers, count, &prompt, &out, &err);

	if (chosen >= 0) {
		cr_expect_eq(code, AKV_OK, "%s: %s", question, err.text);
		cr_expect_eq(out, (size_t)chosen, "%s", question);
	} else {
		cr_expect_eq(code, AKV_ERR_OTHER, "%s", question);
		cr_expect_neq(err.reason[0], '\0');
	}
}

static void expect_answered(const char *name, const char *question,
			    bool answered)
{
	struct akv_askpass_offer offer = offer_of(name);

	expect_of(&offer, 1, question, answered ? 0 : -1);
}

Test(askpass_offer, is_for_the_connections_user_and_host)
{
	expect_answered("url", "export@sftp.example.com's password: ", true);
	expect_answered("url", "export@SFTP.example.com's password: ", true);
	expect_answered("url", "(export@sftp.example.com) Password: ", true);
	expect_answered("url", "other@sftp.example.com's password: ", false);
	cr_assert_str_eq(err.reason, "OtherHost");
	expect_answered("url", "Export@sftp.example.com's password: ", false);
	expect_answered("url", "export@jump.example.com's password: ", false);
	expect_answered("url",
			"export@sftp.example.com.evil's password: ", false);
	expect_answered("url", "export@sftp.example's password: ", false);
	expect_answered("v6", "x@2001:db8::1's password: ", true);
	expect_answered("v6", "x@2001:db8::2's password: ", false);
}

Test(askpass_offer, of_a_connection_without_a_url_is_for_any_host)
{
	expect_answered("bare", "x@y's password: ", true);
	expect_answered("user", "export@y's password: ", true);
	expect_answered("user", "x@y's password: ", false);
}

/* Who wrote the command line knows whom the password is for. */
Test(askpass_offer, is_for_the_destination)
{
	struct akv_askpass_offer offer = offer_of("url");

	offer.destination =
		(struct akv_ssh_destination){ .host = "alias", .host_len = 5 };
	expect_of(&offer, 1, "export@alias's password: ", 0);
	expect_of(&offer, 1, "other@alias's password: ", -1);
	expect_of(&offer, 1, "export@sftp.example.com's password: ", 0);
	expect_of(&offer, 1, "export@jump's password: ", -1);
	offer.destination.user = "bob";
	offer.destination.user_len = 3;
	expect_of(&offer, 1, "bob@alias's password: ", 0);
	expect_of(&offer, 1, "alice@alias's password: ", -1);
	offer = offer_of("bare");
	offer.destination =
		(struct akv_ssh_destination){ .host = "host", .host_len = 4 };
	expect_of(&offer, 1, "x@host's password: ", 0);
	expect_of(&offer, 1, "x@jump's password: ", -1);
}

Test(askpass_offer, is_for_the_destination_by_any_name)
{
	struct akv_askpass_offer offer = offer_of("url");
	struct akv_askpass_prompt prompt =
		akv_askpass_prompt_parse("export@10.0.0.1's password: ");
	size_t out;

	offer.destination =
		(struct akv_ssh_destination){ .host = "alias", .host_len = 5 };
	cr_expect_eq(akv_askpass_offer_choose(&offer, 1, &prompt, &out, NULL),
		     AKV_ERR_OTHER);
	prompt.is_for_destination = true;
	cr_expect_eq(akv_askpass_offer_choose(&offer, 1, &prompt, &out, NULL),
		     AKV_OK);
	prompt = akv_askpass_prompt_parse("other@10.0.0.1's password: ");
	prompt.is_for_destination = true;
	cr_expect_eq(akv_askpass_offer_choose(&offer, 1, &prompt, &out, NULL),
		     AKV_ERR_OTHER);
}

/* ssh(1) of some years ago shows so much of it. */
Test(askpass_offer, knows_a_long_name_by_its_beginning)
{
	struct akv_askpass_offer offer = offer_of("bare");

	offer.username = "abcdefghijklmnopqrstuvwxyzabcdefgh";
	expect_of(&offer, 1,
		  "abcdefghijklmnopqrstuvwxyzabcd@h's password: ", 0);
	expect_of(&offer, 1,
		  "abcdefghijklmnopqrstuvwxyzabcdefgh@h's "
		  "password: ",
		  0);
	expect_of(&offer, 1,
		  "abcdefghijklmnopqrstuvwxyzabc@h's password: ", -1);
}

Test(askpass_offer, has_a_passphrase_for_any_key)
{
	expect_answered("url", "Enter passphrase for key '/x/key': ", true);
	expect_answered("url", "Enter passphrase for key '/x/other': ", true);
	expect_answered("only", "Enter passphrase for key '/x/key': ", true);
	expect_answered("bare", "Enter passphrase for key '/x/key': ", false);
	cr_assert_str_eq(err.reason, "NoPassphrase");
	expect_answered("two", "Enter passphrase for key '/x/a': ", false);
}

Test(askpass_offer, of_several_is_chosen_by_name_and_place)
{
	struct akv_askpass_offer offers[] = { offer_of("only"), offer_of("url"),
					      offer_of("v6") };

	offers[0].has_password = false;
	expect_of(offers, 3, "export@sftp.example.com's password: ", 1);
	expect_of(offers, 3, "x@2001:db8::1's password: ", 2);
	expect_of(offers, 3, "x@other's password: ", -1);
	expect_of(offers, 3, "Enter passphrase for key '/x/key': ", 0);
	expect_of(offers, 3, "Enter passphrase for key '/x/other': ", -1);
}

Test(askpass_offer, is_for_gits_url)
{
	expect_answered("git",
			"Password for 'https://build@git.example.com/"
			"team/repo.git': ",
			true);
	expect_answered("git",
			"Username for 'https://git.example.com/team': ", true);
	expect_answered(
		"git", "Password for 'https://build@git.example.com': ", false);
	expect_answered("git",
			"Password for 'http://build@git.example.com/"
			"team': ",
			false);
	expect_answered("git",
			"Password for 'https://eve@git.example.com/"
			"team': ",
			false);
	expect_answered("git",
			"Password for 'https://build@evil.example.com/"
			"team': ",
			false);
	expect_answered("git", "Password for 'no url': ", false);
	expect_answered("bare", "Password for 'https://x@y': ", false);
	expect_answered("url",
			"Password for 'https://export@sftp.example."
			"com': ",
			false);
}

Test(askpass_offer, answers_no_other_question)
{
	expect_answered("bare",
			"Are you sure you want to continue "
			"connecting (yes/no/[fingerprint])? ",
			false);
	cr_assert_str_eq(err.reason, "HostKeyQuestion");
	expect_answered("bare", "(x@y) New password: ", false);
	cr_assert_str_eq(err.reason, "NotAPassword");
	expect_answered("bare", "(x@y) Verification code: ", false);
	expect_answered("bare", "\x1b[2Jx@y's password: ", false);
	expect_answered("bare", "Enter PIN for x: ", false);
}

Test(askpass_offer, tells_passphrases_by_their_names)
{
	cr_expect(akv_askpass_offer_is_passphrase("sftp-key-passphrase"));
	cr_expect(akv_askpass_offer_is_passphrase("Passphrase"));
	cr_expect_not(akv_askpass_offer_is_passphrase("passphrase-old"));
	cr_expect_not(akv_askpass_offer_is_passphrase("password"));
	cr_expect_str_eq(
		akv_askpass_offer_passphrase_of(offer_of("url").connection),
		"key-passphrase");
	cr_expect_str_eq(
		akv_askpass_offer_passphrase_of(offer_of("only").connection),
		"key-passphrase");
	cr_expect_null(
		akv_askpass_offer_passphrase_of(offer_of("two").connection));
	cr_expect_null(
		akv_askpass_offer_passphrase_of(offer_of("bare").connection));
}
