/* SPDX-License-Identifier: MIT */
#include "tests/harness/kernel_keyring.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"
#include "tests/residue/look.h"

/* The way into the stores of this machine and out of them. */
E2E_SUITE(stores);

/* When it is put there, and when it is found. */
static void expect_kept(const char *store)
{
	const char *value = look_for(48);

	program_setenv("AKV_TOKEN_STORE", store);
	for (int i = 0; i < 2; i++)
		look_expect_clean(look_at(WORDS("read", "canary")), value);
	cr_expect_eq(cloud_count("token_requests"), 1);
}

Test(stores, of_a_token_in_the_keyring_is_none)
{
	kernel_keyring_make();
	expect_kept("keyring");
}

Test(stores, of_a_token_in_the_secret_service_is_none)
{
	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	expect_kept("libsecret");
}

/* From stdin into the Secret Service, and from there to Entra ID. */
Test(stores, of_a_client_secret_that_is_kept_is_none)
{
	const char *value = look_for(48);

	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	look_expect_nothing(look_run((struct program){
		.arguments = WORDS("login", "--service-principal", "-u",
				   CLOUD_CLIENT, "-t", CLOUD_TENANT),
		.input = CLOUD_CLIENT_SECRET "\n" }));
	look_expect_clean(look_at(WORDS("read", "canary")), value);
}

/* -- passwords that are not in the vault -- */

Test(stores, of_a_password_in_the_secret_service_is_none)
{
	const char *value = look_for(48);
	const struct outcome *got;

	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	got = look_run((struct program){
		.arguments = WORDS("connection", "create", "-n", "own", "--url",
				   "sftp://me@own.example.com"),
		.input = value });
	look_expect(got, look_text("end", 0, ""));
	got = look_at(WORDS("read", "own"));
	look_expect(got, look_text("end", 0, ""));
	cr_expect_str_eq(got->out, value);
	look_expect(look_at(WORDS("exec", "-c", "own", "--env", "PW", "--",
				  "true")),
		    look_text("execve", 1, ""));
}
