/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>

#include "tests/e2e/login.h"
#include "tests/fakes/typist.h"

/* Linking a vault, looking at it, and unlinking it. */

#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define SETTINGS \
	CONFIG_PRINCIPAL "client-secret-file = %s\n\n" \
			 "[cache]\n" \
			 "token-store = none\n"

#define LINK \
	"vault", "link", "--subscription", SUBSCRIPTION, "--resource-group", \
		"exports", "--vault-name"

#define CONTOSO \
	"\n[vault contoso]\n" \
	"subscription = " SUBSCRIPTION "\n" \
	"resource-group = exports\n"

static void set_up(void)
{
	suite_set_up();
	config_set(SETTINGS, sandbox_path("client-secret"));
}

TestSuite(vault_link, .init = set_up, .fini = suite_tear_down, .timeout = 120);

static void expect_config(const char *more)
{
	login_expect_config(SETTINGS "%s", sandbox_path("client-secret"), more);
}

static void refused(const struct outcome *got, int status, const char *reason)
{
	expect_failure(got, status, reason);
	expect_config("");
}

/* What the principal may see; it has no role at first. */
static void make_reader(void)
{
	(void)cloud_tell("POST", "/subscriptions/" SUBSCRIPTION,
			 "{'grants': [{'principal': '" CLOUD_OBJECT
			 "', 'role': 'Reader'}]}");
}

Test(vault_link, takes_the_administrator_s_word_without_a_role)
{
	const struct outcome *got = akv(LINK, "contoso", "--accept");

	expect_words(got, "\"resourceGroup\": \"exports\"");
	cr_expect_not_null(strstr(got->err, "taken for true"));
	expect_config(CONTOSO "default = true\n");
	/* the vault itself was asked, and nothing was read */
	cr_expect_eq(cloud_journal_count("path", "/secrets"), 1);
	expect_words(akv("connection", "create", "-n", "new", "--secret-name",
			 "sftp-password"),
		     "\"vault\": \"contoso\"");
	expect_answer(akv("read", "new"), CLOUD_PASSWORD);
}

/* Continuous access evaluation: a token for the claims, and the same again. */
Test(vault_link, answers_what_resource_manager_demands_of_a_token)
{
	make_reader();
	cloud_fault(
		"{'match': {'host': 'management.azure.com', 'times': 1}, 'do':"
		" {'status': 401, 'headers': {'WWW-Authenticate': 'Bearer"
		" realm=\\\"\\\", authorization_uri=\\\"https://login."
		"microsoftonline.com/common/oauth2/authorize\\\","
		" error=\\\"insufficient_claims\\\","
		" claims=\\\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\\\"'}}}");
	expect_words(akv(LINK, "contoso", "--accept"),
		     "\"location\": \"westeurope\"");
	/* one more than the two services' */
	cr_expect_eq(cloud_count("token_requests"), 3);
}

Test(vault_link, knows_more_where_it_may_look)
{
	make_reader();
	expect_answer(akv(LINK, "contoso", "--accept"),
		      "{\n"
		      "  \"name\": \"contoso\",\n"
		      "  \"subscription\": \"" SUBSCRIPTION "\",\n"
		      "  \"resourceGroup\": \"exports\",\n"
		      "  \"location\": \"westeurope\",\n"
		      "  \"permissionModel\": \"rbac\",\n"
		      "  \"state\": null,\n"
		      "  \"checkedAt\": null,\n"
		      "  \"host\": \"contoso.vault.azure.net\",\n"
		      "  \"isDefault\": true\n"
		      "}\n");
	expect_config(CONTOSO "location = westeurope\n"
			      "permission-model = rbac\n"
			      "default = true\n");
	expect_words(akv("vault", "show"), "\"permissionModel\": \"rbac\"");
	expect_words(akv("vault", "list", "-o", "table"), "westeurope");
	expect_failure(akv(LINK, "Contoso", "--accept"), 2, "VaultLinked");
}

Test(vault_link, finds_the_resource_group)
{
	make_reader();
	expect_words(akv("vault", "link", "--subscription", SUBSCRIPTION,
			 "--vault-name", "contoso", "--accept"),
		     "\"resourceGroup\": \"exports\"");
}

Test(vault_link, needs_somebody_who_agrees)
{
	refused(akv(LINK, "contoso"), 2, "NotAgreed");
	refused(program_run(
			&(struct program){ .arguments = WORDS(LINK, "contoso"),
					   .input = "yes\nyes\nyes\n" }),
		2, "NotAgreed");
	refused(program_run(
			&(struct program){ .arguments = WORDS(LINK, "contoso"),
					   .input = "yes\n",
					   .has_terminal = true }),
		2, "NotAgreed");
	refused(akv("vault", "link", "--accept"), 2, "BadOption");
	expect_untouched();
}

Test(vault_link, refuses_names_outside_the_rules)
{
	static const char *const names[] = {
		"",	    "ab",	 "a-very-long-name-of-25-xx",
		"-contoso", "contoso-",	 "con--toso",
		"9contoso", "con.toso",	 "contoso/x",
		"con toso", "undefined", "null",
		"none",	    "cont\033[m"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		refused(akv(LINK, names[i], "--accept"), 2, "InvalidVaultName");
	refused(akv("vault", "link", "--subscription", "mine", "--vault-name",
		    "contoso", "--accept"),
		2, "InvalidSubscription");
	expect_untouched();
}

Test(vault_link, refuses_what_is_not_there)
{
	make_reader();
	refused(akv(LINK, "nobody", "--accept"), 3, "ResourceNotFound");
	(void)cloud_tell("DELETE", "/vaults/contoso?soft", "{}");
	refused(akv(LINK, "contoso", "--accept"), 3, "VaultDeleted");
	expect_hint(akv(LINK, "contoso", "--accept"), "az keyvault recover");
}

Test(vault_link, refuses_another_tenant)
{
	(void)cloud_tell("POST", "/subscriptions/" SUBSCRIPTION, "{}");
	refused(akv(LINK, "fabrikam", "--accept"), 4, "WrongTenant");
}

Test(vault_link, refuses_another_location)
{
	make_reader();
	config_add("[environment]\nlocation = northeurope\n");
	expect_failure(akv(LINK, "contoso", "--accept"), 2, "WrongLocation");
	config_set("[environment]\nlocation = West Europe\n" SETTINGS,
		   sandbox_path("client-secret"));
	expect_words(akv(LINK, "contoso", "--accept"), "westeurope");
	config_set("[environment]\nlocation = westeurope\n" SETTINGS,
		   sandbox_path("client-secret"));
	(void)cloud_tell("POST", "/subscriptions/" SUBSCRIPTION,
			 "{'grants': []}");
	expect_failure(akv(LINK, "contoso", "--location", "eastus", "--accept"),
		       2, "WrongLocation");
}

Test(vault_link, refuses_a_vault_that_keeps_us_out)
{
	make_reader();
	(void)cloud_tell("POST", "/vaults/contoso", "{'firewall': true}");
	refused(akv(LINK, "contoso", "--accept"), 6, "ForbiddenByFirewall");
}

Test(vault_link, takes_a_vault_of_single_secrets)
{
	const struct outcome *got;

	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'grants': [{'principal': '" CLOUD_OBJECT
			 "', 'role': 'Key Vault Secrets User', "
			 "'secret': 'sftp-password'}]}");
	got = akv(LINK, "contoso", "--accept");
	cr_expect_eq(got->status, 0);
	cr_expect_not_null(strstr(got->err, "may not be listed"));
}

/* -- several -- */

static void link_two(void)
{
	make_reader();
	(void)akv(LINK, "contoso", "--accept");
	(void)akv(LINK, "contoso-policy", "--accept");
}

Test(vault_link, keeps_the_default_one)
{
	link_two();
	expect_words(akv("vault", "show"), "\"name\": \"contoso\"");
	expect_words(akv("vault", "show", "-n", "contoso-policy"),
		     "\"permissionModel\": \"access-policy\"");
	expect_silence(
		akv("vault", "unlink", "-n", "contoso-policy", "-o", "none"));
	(void)akv(LINK, "contoso-policy", "--accept", "--default");
	expect_words(akv("vault", "show"), "\"name\": \"contoso-policy\"");
}

Test(vault_link, keeps_the_default_one_that_was_alone)
{
	make_reader();
	config_set(SETTINGS "[vault contoso]\n", sandbox_path("client-secret"));
	(void)akv(LINK, "contoso-policy", "--accept");
	expect_words(akv("vault", "show"), "\"name\": \"contoso\"");
}

Test(vault_link, is_not_undone_while_it_is_used)
{
	const struct outcome *got;

	link_two();
	(void)akv("connection", "create", "-n", "one", "--secret-name",
		  "sftp-password", "--no-verify");
	(void)akv("connection", "create", "-n", "two", "--secret-name",
		  "sftp-password", "--no-verify");
	got = akv("vault", "unlink", "--name", "contoso");
	expect_failure(got, 2, "VaultInUse");
	expect_error(got, "akv: the vault contoso is used by 2 connections: "
			  "one, two (VaultInUse)");
	got = akv("vault", "unlink", "--name", "contoso", "--force");
	cr_expect_eq(got->status, 0);
	cr_expect_not_null(strstr(got->err, "removing with it: one, two"));
	expect_answer(akv("connection", "list"), "[]\n");
	expect_failure(akv("vault", "show", "-n", "contoso"), 3,
		       "VaultNotLinked");
	expect_failure(akv("vault", "unlink"), 2, "BadOption");
}

/* -- at a terminal -- */

static struct running *start(void)
{
	return program_start(
		&(struct program){ .arguments = WORDS("vault", "link"),
				   .stdin_fd = PROGRAM_TERMINAL,
				   .has_terminal = true });
}

static void type(const struct running *running, const char *question,
		 const char *answer)
{
	typist_sees(program_terminal(running), question);
	typist_sees(program_terminal(running), "a part of the name: ");
	typist_types(program_terminal(running), answer);
}

Test(vault_link, is_chosen_from_lists_and_agreed_to)
{
	struct running *running;

	make_reader();
	(void)cloud_tell("POST", "/resource-manager", "{'page_size': 1}");
	running = start();
	type(running, "Which subscription?", "1\n");
	type(running, "Which vault?", "POLICY\n");
	type(running, "Which vault?", "2\n");
	typist_sees(program_terminal(running), "What akv reads of this vault");
	typist_sees(program_terminal(running), "Type yes to agree and link");
	typist_types(program_terminal(running), "yes\n");
	expect_words(program_end(running), "\"name\": \"contoso-policy\"");
	expect_words(akv("vault", "list", "-o", "tsv"), "contoso-policy");
}

Test(vault_link, is_narrowed_by_group)
{
	struct running *running;

	make_reader();
	(void)cloud_tell("POST", "/subscriptions/" SUBSCRIPTION,
			 "{'groups': {'other': 'westeurope'}}");
	(void)cloud_tell("POST", "/vaults/elsewhere",
			 "{'subscription': '" SUBSCRIPTION
			 "', 'resource_group': 'other', "
			 "'location': 'westeurope'}");
	running = start();
	type(running, "Which subscription?", "1\n");
	type(running, "Which resource group?", "other\n");
	type(running, "Which vault?", "1\n");
	typist_sees(program_terminal(running), "link elsewhere: ");
	typist_types(program_terminal(running), "no\n");
	refused(program_end(running), 2, "NotAgreed");
}

Test(vault_link, is_given_up_at_any_time)
{
	struct running *running;

	make_reader();
	running = start();
	type(running, "Which subscription?", "\003");
	cr_expect_eq(program_end(running)->status, 128 + SIGINT);
	running = start();
	type(running, "Which subscription?", "\004");
	refused(program_end(running), 2, "NothingEntered");
	running = start();
	type(running, "Which subscription?", "1\n");
	type(running, "Which vault?", "1\n");
	typist_sees(program_terminal(running), "Type yes to agree");
	program_signal(running, SIGHUP);
	cr_expect_eq(program_end(running)->status, 128 + SIGHUP);
	expect_config("");
}

Test(vault_link, has_nothing_to_choose_without_a_role)
{
	const struct outcome *got = program_end(start());

	refused(got, 5, "NothingVisible");
	expect_hint(got, "--resource-group NAME --vault-name NAME");
}
