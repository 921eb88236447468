/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/askpass_offer.h"
#include "libhelper/base/text.h"

#include "cmd/exec_secrets.h"

void akv_exec_secrets_wipe(struct akv_exec_secrets *secrets)
{
	if (secrets->results != NULL)
		akv_session_results_clear(secrets->results, secrets->count);
}

void akv_exec_secrets_clear(struct akv_exec_secrets *secrets)
{
	akv_exec_secrets_wipe(secrets);
	free(secrets->results);
	free(secrets->targets);
	free(secrets->values);
	free(secrets->passphrases);
	*secrets = (struct akv_exec_secrets){ 0 };
}

static bool is_same_version(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool is_same(const struct akv_target *a, const struct akv_target *b)
{
	if (akv_lookup_is_local(a) || akv_lookup_is_local(b))
		return akv_lookup_is_local(a) && akv_lookup_is_local(b) &&
		       a->connection == b->connection;
	return a->id.vault == b->id.vault &&
	       akv_text_equal_nocase(a->id.name, b->id.name) &&
	       is_same_version(a->id.version, b->id.version);
}

/* The number of ${target}, which is a new one where it is not there. */
static size_t intern(struct akv_exec_secrets *secrets,
		     const struct akv_target *target)
{
	for (size_t i = 0; i < secrets->count; i++)
		if (is_same(&secrets->targets[i], target))
			return i;
	secrets->targets[secrets->count] = *target;
	return secrets->count++;
}

static enum akv_code resolve(const struct akv_config *config,
			     const struct akv_exec_source *source,
			     struct akv_target *out, struct akv_error *err)
{
	const struct akv_request request = { .connection = source->connection,
					     .secret = source->secret };

	return akv_lookup_resolve(config, &request, out, err);
}

/* ssh(1) may ask for the passphrase of a key before it asks for a password. */
static enum akv_code add_passphrase(const struct akv_config *config,
				    const struct akv_exec_source *source,
				    struct akv_exec_secrets *secrets,
				    size_t *out, struct akv_error *err)
{
	struct akv_exec_source other = { .connection = source->connection };
	struct akv_target target;
	enum akv_code code;

	code = resolve(config, &other, &target, err);
	if (code != AKV_OK)
		return code;
	other.secret = akv_askpass_offer_passphrase_of(target.connection);
	if (other.secret == NULL)
		return AKV_OK;
	code = resolve(config, &other, &target, err);
	if (code == AKV_OK)
		*out = intern(secrets, &target);
	return code;
}

static bool wants_passphrase(const struct akv_exec_plan *plan, size_t source)
{
	for (size_t i = 0; i < plan->delivery_count; i++)
		if (plan->deliveries[i].way == AKV_EXEC_SSH &&
		    plan->deliveries[i].source == source)
			return plan->sources[source].secret == NULL;
	return false;
}

static enum akv_code resolve_all(const struct akv_config *config,
				 const struct akv_exec_plan *plan,
				 struct akv_exec_secrets *secrets,
				 struct akv_error *err)
{
	for (size_t i = 0; i < plan->source_count; i++) {
		struct akv_target target;
		enum akv_code code =
			resolve(config, &plan->sources[i], &target, err);

		if (code != AKV_OK)
			return code;
		secrets->values[i] = intern(secrets, &target);
		secrets->passphrases[i] = secrets->values[i];
		if (wants_passphrase(plan, i))
			code = add_passphrase(config, &plan->sources[i],
					      secrets, &secrets->passphrases[i],
					      err);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}

static enum akv_code fetch_all(struct akv_session *session,
			       struct akv_exec_secrets *secrets,
			       struct akv_error *err)
{
	const struct akv_session_result *failed;

	if (secrets->count == 1)
		return akv_session_fetch(session, &secrets->targets[0],
					 &secrets->results[0].bundle, err);
	akv_session_fetch_all(session, secrets->targets, secrets->count,
			      secrets->results);
	failed = akv_session_first_failure(secrets->results, secrets->count);
	if (failed == NULL)
		return AKV_OK;
	*err = failed->error;
	return failed->code;
}

enum akv_code akv_exec_secrets_fetch(struct akv_session *session,
				     const struct akv_exec_plan *plan,
				     struct akv_exec_secrets *out,
				     struct akv_error *err)
{
	__attribute__((cleanup(
		akv_exec_secrets_clear))) struct akv_exec_secrets made = { 0 };
	size_t most = 2 * plan->source_count; /* each and its passphrase */
	enum akv_code code;

	made.targets = calloc(most, sizeof(*made.targets));
	made.results = calloc(most, sizeof(*made.results));
	made.values = calloc(most, sizeof(*made.values));
	made.passphrases = calloc(most, sizeof(*made.passphrases));
	if (made.targets == NULL || made.results == NULL ||
	    made.values == NULL || made.passphrases == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	/* a name that is wrong is no reason to ask for the others */
	code = resolve_all(session->config, plan, &made, err);
	if (code == AKV_OK)
		code = fetch_all(session, &made, err);
	if (code != AKV_OK)
		return code;
	*out = made;
	made = (struct akv_exec_secrets){ 0 }; /* the caller's now */
	return AKV_OK;
}
