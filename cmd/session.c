/* SPDX-License-Identifier: MIT */
#include "libhelper/base/process.h"
#include "libhelper/core/connection_password.h"
#include "libhelper/core/side_by_side.h"
#include "libhelper/core/vault.h"

#include "cmd/report.h"

#include "cmd/session.h"

enum akv_code akv_session_open(int64_t timeout_ms, struct akv_session *out,
			       struct akv_error *err)
{
	struct akv_session session = {
		.deadline = akv_clock_deadline_in(timeout_ms),
	};
	enum akv_code code = akv_config_load(&session.config, err);

	if (code == AKV_OK)
		*out = session;
	return code;
}

void akv_session_restart_clock(struct akv_session *session, int64_t timeout_ms)
{
	session->deadline = akv_clock_deadline_in(timeout_ms);
	if (session->clients != NULL)
		akv_vault_clients_set_deadline(session->clients,
					       session->deadline);
}

void akv_session_forget(struct akv_session *session)
{
	akv_vault_clients_free(session->clients);
	akv_token_share_free(session->share);
	akv_token_store_free(session->store);
	akv_principal_free(session->principal);
	*session = (struct akv_session){ .config = session->config,
					 .deadline = session->deadline };
}

void akv_session_close(struct akv_session *session)
{
	akv_session_forget(session);
	akv_config_free(session->config);
	*session = (struct akv_session){ 0 };
}

enum akv_code akv_session_token_store_kind(const struct akv_config *config,
					   enum akv_token_store_kind *out,
					   struct akv_error *err)
{
	const char *word = akv_process_env("AKV_TOKEN_STORE");

	if (word == NULL) {
		*out = config->token_store;
		return AKV_OK;
	}
	if (akv_config_parse_token_store(word, out))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "UnknownTokenStore",
		 "AKV_TOKEN_STORE: there is no token store \"%s\"", word);
	akv_error_hint(err, "token stores: auto, libsecret, keyring, none");
	return AKV_ERR_USAGE;
}

/* What one thread needs. */
static enum akv_code set_up_one(struct akv_session *session,
				struct akv_error *err)
{
	enum akv_token_store_kind kind;
	enum akv_code code;

	/* first, because a store that is slow to start begins to start now */
	code = akv_session_token_store_kind(session->config, &kind, err);
	if (code == AKV_OK && session->store == NULL)
		code = akv_token_store_open(kind, &session->store, err);
	if (code == AKV_OK && session->principal == NULL)
		code = akv_principal_load(session->config, &session->principal,
					  err);
	return code;
}

enum akv_code akv_session_set_up(struct akv_session *session,
				 struct akv_error *err)
{
	enum akv_code code = set_up_one(session, err);

	if (code == AKV_OK && session->share == NULL)
		code = akv_token_share_new(&session->share, err);
	return code;
}

struct akv_token_source
akv_session_token_source(const struct akv_session *session)
{
	return (struct akv_token_source){ .principal = session->principal,
					  .store = session->store,
					  .share = session->share,
					  .deadline = session->deadline };
}

/* Key Vault gives expired secrets out like any other: saying so is for us. */
static void warn_of_dates(const struct akv_secret_bundle *bundle,
			  const char *vault)
{
	int64_t now_s = akv_clock_unix_s();
	char date[AKV_CLOCK_DATE_SIZE];

	if (bundle->expires_at != 0 && bundle->expires_at <= now_s) {
		akv_clock_date(bundle->expires_at, date);
		akv_report_warning("secret %s in vault %s expired on %s",
				   bundle->name, vault, date);
	}
	if (bundle->not_before > now_s) {
		akv_clock_date(bundle->not_before, date);
		akv_report_warning("secret %s in vault %s is not valid "
				   "before %s",
				   bundle->name, vault, date);
	}
}

enum akv_code akv_session_fetch(struct akv_session *session,
				const struct akv_target *target,
				struct akv_secret_bundle *out,
				struct akv_error *err)
{
	struct akv_token_source source;
	enum akv_code code;

	if (akv_lookup_is_local(target))
		return akv_connection_password_get(target->connection, out,
						   err);
	akv_vault_prepare();
	code = set_up_one(session, err);
	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(session);
	code = akv_vault_get_secret(&source, &target->id, out, err);
	if (code == AKV_OK)
		warn_of_dates(out, target->id.vault->name);
	return code;
}

/* -- several -- */

enum akv_code akv_session_clients(struct akv_session *session,
				  struct akv_vault_clients **out,
				  struct akv_error *err)
{
	struct akv_token_source source;
	enum akv_code code = AKV_OK;

	if (session->clients == NULL) {
		akv_vault_prepare();
		code = akv_session_set_up(session, err);
		if (code != AKV_OK)
			return code;
		source = akv_session_token_source(session);
		code = akv_vault_clients_new(&source, &session->clients, err);
	}
	if (code == AKV_OK)
		*out = session->clients;
	return code;
}

struct batch {
	struct akv_vault_clients *clients;
	const struct akv_target *targets;
	struct akv_session_result *results;
};

static enum akv_code fetch_one(const struct batch *batch, size_t worker,
			       const struct akv_target *target,
			       struct akv_secret_bundle *out,
			       struct akv_error *err)
{
	struct akv_vault_client *client;
	enum akv_code code = akv_vault_clients_get(
		batch->clients, worker, target->id.vault->host, &client, err);

	if (code != AKV_OK)
		return code;
	return akv_vault_read_secret(client, &target->id, out, err);
}

static void run_job(size_t job, size_t worker, void *context)
{
	const struct batch *batch = context;
	const struct akv_target *target = &batch->targets[job];
	struct akv_session_result *result = &batch->results[job];

	if (target->id.name != NULL)
		result->code = fetch_one(batch, worker, target, &result->bundle,
					 &result->error);
}

/* Before the others: the Secret Service takes one call at a time. */
static void fetch_local(const struct akv_target *targets, size_t count,
			struct akv_session_result *results)
{
	for (size_t i = 0; i < count; i++)
		if (akv_lookup_is_local(&targets[i]))
			results[i].code = akv_connection_password_get(
				targets[i].connection, &results[i].bundle,
				&results[i].error);
}

/* Their vaults cannot be asked. */
static void fail_others(const struct akv_target *targets, size_t count,
			const struct akv_error *err,
			struct akv_session_result *results)
{
	for (size_t i = 0; i < count; i++) {
		if (akv_lookup_is_local(&targets[i]))
			continue;
		results[i].code = err->code;
		results[i].error = *err;
	}
}

static bool are_all_local(const struct akv_target *targets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!akv_lookup_is_local(&targets[i]))
			return false;
	return true;
}

void akv_session_fetch_all(struct akv_session *session,
			   const struct akv_target *targets, size_t count,
			   struct akv_session_result *results)
{
	struct batch batch = { .targets = targets, .results = results };
	struct akv_error err = { 0 };

	for (size_t i = 0; i < count; i++)
		results[i] = (struct akv_session_result){ 0 };
	fetch_local(targets, count, results);
	if (are_all_local(targets, count))
		return;
	if (akv_session_clients(session, &batch.clients, &err) != AKV_OK) {
		fail_others(targets, count, &err, results);
		return;
	}
	akv_side_by_side(count, run_job, &batch);
	for (size_t i = 0; i < count; i++)
		if (targets[i].id.name != NULL &&
		    results[i].bundle.value != NULL)
			warn_of_dates(&results[i].bundle,
				      targets[i].id.vault->name);
}

void akv_session_results_clear(struct akv_session_result *results, size_t count)
{
	for (size_t i = 0; i < count; i++)
		akv_secret_bundle_clear(&results[i].bundle);
}

const struct akv_session_result *
akv_session_first_failure(const struct akv_session_result *results,
			  size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (results[i].code != AKV_OK)
			return &results[i];
	return NULL;
}
