/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/vault_clients.h"
#include "tests/fakes/fake_vault.h"

static struct akv_vault_clients *clients;

static void set_up(void)
{
	cr_assert_eq(akv_vault_clients_new(fake_vault_source(), &clients, NULL),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_vault_clients_free(clients);
}

TestSuite(vault_clients, .init = set_up, .fini = tear_down);

static struct akv_vault_client *get(size_t worker, const char *host)
{
	struct akv_vault_client *client = NULL;

	cr_assert_eq(
		akv_vault_clients_get(clients, worker, host, &client, NULL),
		AKV_OK);
	return client;
}

Test(vault_clients, gives_a_worker_the_one_it_had)
{
	cr_expect_eq(get(0, FAKE_VAULT_HOST),
		     get(0, "Contoso.vault.azure.net"));
	cr_expect_eq(fake_vault.clients, 1);
}

Test(vault_clients, gives_each_vault_one_of_its_own)
{
	struct akv_vault_client *one = get(0, FAKE_VAULT_HOST);
	struct akv_vault_client *other = get(0, "fabrikam.vault.azure.net");

	cr_expect_neq(one, other);
	cr_expect_str_eq(akv_vault_client_host(other),
			 "fabrikam.vault.azure.net");
	cr_expect_eq(get(0, FAKE_VAULT_HOST), one);
}

Test(vault_clients, gives_each_worker_one_of_its_own)
{
	cr_expect_neq(get(0, FAKE_VAULT_HOST), get(15, FAKE_VAULT_HOST));
}

Test(vault_clients, says_why_there_can_be_none)
{
	static const char long_host[] =
		"a-name-that-is-longer-than-any-host-of-any-vault-could-be."
		"vault.azure.net";
	struct akv_vault_client *client = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(
		akv_vault_clients_get(clients, 0, long_host, &client, &err),
		AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidVaultUri");
	cr_expect_eq(client, NULL);
}

Test(vault_clients, gives_all_of_them_a_new_deadline)
{
	(void)get(3, FAKE_VAULT_HOST);
	akv_vault_clients_set_deadline(clients,
				       (struct akv_deadline){ .at_ms = 77 });
	cr_expect_eq(fake_vault.deadline.at_ms, 77);
}
