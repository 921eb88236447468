/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/scratch.h"

#include "libhelper/core/vault_setup.h"

static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	setenv("AKV_CONFIG", scratch_path("config"), 1);
}

TestSuite(vault_setup, .init = set_up, .fini = scratch_remove);

struct change {
	struct akv_config_file *file;
	struct akv_config *before;
};

static struct change begin(const char *text)
{
	struct change change = { 0 };

	scratch_text("config", text);
	cr_assert_eq(akv_config_file_open(akv_clock_deadline_in(1000),
					  &change.file, &err),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(akv_config_file_preview(change.file, &change.before, &err),
		     AKV_OK, "%s", err.text);
	return change;
}

static void end(struct change *change)
{
	akv_config_free(change->before);
	akv_config_file_free(change->file);
}

static void links(const struct akv_vault_setup *setup, const char *before,
		  const char *after)
{
	struct change change = begin(before);

	cr_expect_eq(akv_vault_setup_link(setup, change.before,
					  akv_config_file_edit(change.file),
					  &err),
		     AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(akv_config_edit_text(
				 akv_config_file_edit(change.file))),
			 after);
	end(&change);
}

#define SETUP(...) (&(const struct akv_vault_setup){ __VA_ARGS__ })

Test(vault_setup, writes_what_is_known)
{
	links(SETUP(.name = "contoso",
		    .subscription = "00000000-0000-0000-0000-000000000000",
		    .resource_group = "exports", .location = "westeurope",
		    .permission_model = "rbac",
		    .uri = "https://other.vault.azure.net"),
	      "; mine\n",
	      "; mine\n\n[vault contoso]\n"
	      "subscription = 00000000-0000-0000-0000-000000000000\n"
	      "resource-group = exports\n"
	      "location = westeurope\n"
	      "permission-model = rbac\n"
	      "uri = https://other.vault.azure.net\n"
	      "default = true\n");
}

Test(vault_setup, leaves_the_default_where_it_was)
{
	links(SETUP(.name = "two"), "[vault one]\ndefault = true\n",
	      "[vault one]\ndefault = true\n\n[vault two]\n");
	links(SETUP(.name = "two"), "[vault one]\n",
	      "[vault one]\ndefault = true\n\n[vault two]\n");
	links(SETUP(.name = "two"), "[vault one]\ndefault = false\n",
	      "[vault one]\ndefault = false\n\n[vault two]\n");
}

Test(vault_setup, takes_the_default_when_told)
{
	links(SETUP(.name = "two", .is_default = true),
	      "[vault one]\ndefault = true\n",
	      "[vault one]\n\n[vault two]\ndefault = true\n");
}

Test(vault_setup, links_no_name_twice)
{
	struct change change = begin("[vault contoso]\n");

	cr_expect_eq(akv_vault_setup_check_new(change.before,
					       SETUP(.name = "CONTOSO"), &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "VaultLinked");
	cr_expect_eq(akv_vault_setup_check_new(change.before,
					       SETUP(.name = "other"), &err),
		     AKV_OK);
	end(&change);
}

Test(vault_setup, unlinks_with_all_that_uses_it)
{
	struct change change =
		begin("[vault one]\ndefault = true\n[vault two]\n"
		      "[connection a]\nsecret = s\n"
		      "[connection b]\nsecret = s\nvault = two\n"
		      "[connection c]\npassword-store = libsecret\n");

	cr_expect_eq(akv_vault_setup_unlink(&change.before->vaults[0],
					    change.before, change.file, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(akv_config_edit_text(
				 akv_config_file_edit(change.file))),
			 "[vault two]\n"
			 "[connection b]\nsecret = s\nvault = two\n"
			 "[connection c]\npassword-store = libsecret\n");
	end(&change);
}
