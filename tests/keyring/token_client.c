/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/sign_in.h"
#include "libhelper/core/token.h"

/*
 * token_client STORE JOURNAL: get a token as akv does, the whole way through
 * the store and the lock, but for the sign-in itself: it takes 50 ms, gives a
 * token without asking anybody, and adds a line to the file JOURNAL.  Prints
 * the token, and where it came from last.
 */

enum { SIGN_IN_MS = 50, TOKEN_LEN = 1800 };

static const char *journal;

enum akv_code akv_sign_in(AKV_UNUSED const struct akv_sign_in_request *request,
			  struct akv_token *out, struct akv_error *err)
{
	int fd = open(journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	char token[TOKEN_LEN + 1];
	enum akv_code code;

	if (fd < 0 || write(fd, "signed in\n", 10) != 10)
		return akv_fail_errno(err, AKV_ERR_OTHER, "Journal", "journal");
	(void)close(fd);
	akv_clock_sleep_ms(SIGN_IN_MS);

	/* as long as a real one */
	memset(token, 't', TOKEN_LEN);
	(void)snprintf(token + TOKEN_LEN - 10, 11, "%010d", (int)getpid());
	code = akv_secret_new_from(token, TOKEN_LEN, &out->value, err);
	out->expires_at = akv_clock_unix_s() + 3600;
	return code;
}

/* The compiler checks neither the name nor the number of what is not used. */
static struct akv_principal test_principal(void)
{
	static char tenant[] = "72f988bf-86f1-41af-91ab-2d7cd011db47";
	static char client[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
	static char host[] = "login.microsoftonline.com";

	return (struct akv_principal){
		.tenant = tenant,
		.client_id = client,
		.authority_host = host,
		.fingerprint = "f",
	};
}

static enum akv_code get(struct akv_token_store *store, struct akv_error *err)
{
	const struct akv_principal principal = test_principal();
	const struct akv_token_source source = {
		.principal = &principal,
		.store = store,
		.deadline = akv_clock_deadline_in(30000),
	};
	struct akv_token token = { 0 };
	enum akv_code code;

	code = akv_token_get(&source, "https://vault.azure.net", &token, err);
	if (code != AKV_OK)
		return code;
	(void)printf("%s %s\n", akv_secret_text(token.value) + TOKEN_LEN - 10,
		     akv_token_store_name(store));
	akv_token_clear(&token);
	return AKV_OK;
}

int main(int argc, char **argv)
{
	AKV_AUTO(token_store) *store = NULL;
	enum akv_token_store_kind kind;
	struct akv_error err = { 0 };

	if (argc < 3 || !akv_config_parse_token_store(argv[1], &kind))
		return 2;
	journal = argv[2];
	if (argc > 3)
		akv_trace_enable();
	if (akv_token_store_open(kind, &store, &err) == AKV_OK &&
	    get(store, &err) == AKV_OK)
		return 0;
	(void)fprintf(stderr, "%s\n", err.text);
	return 1;
}
