/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cmd/connection_output.h"
#include "cmd/output.h"
#include "cmd/session.h"

#include "cmd/connection_change.h"

/* The secrets of a connection, each to be read once. */
struct proof {
	struct akv_target *targets;
	struct akv_session_result *results;
	size_t count;
};

static void proof_clear(struct proof *proof)
{
	if (proof->results != NULL)
		akv_session_results_clear(proof->results, proof->count);
	free(proof->results);
	free(proof->targets);
}

static enum akv_code
find_targets(const struct akv_session *session,
	     const struct akv_connection_config *connection,
	     struct proof *proof, struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < proof->count && code == AKV_OK; i++) {
		const struct akv_request request = {
			.connection = connection->name,
			.secret =
				i == 0 ? NULL : connection->more_secrets[i - 1],
		};

		code = akv_lookup_resolve(session->config, &request,
					  &proof->targets[i], err);
	}
	return code;
}

/* The values are looked at by nobody. */
static enum akv_code prove(struct akv_session *session, const char *name,
			   struct akv_error *err)
{
	__attribute__((cleanup(proof_clear))) struct proof proof = { 0 };
	const struct akv_connection_config *connection;
	const struct akv_session_result *failure;
	size_t count = 1;
	enum akv_code code =
		akv_config_connection(session->config, name, &connection, err);

	if (code != AKV_OK)
		return code;
	while (connection->more_secrets[count - 1] != NULL)
		count++;
	proof.targets = calloc(count, sizeof(*proof.targets));
	proof.results = calloc(count, sizeof(*proof.results));
	if (proof.targets == NULL || proof.results == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	proof.count = count;
	code = find_targets(session, connection, &proof, err);
	if (code != AKV_OK)
		return code;
	akv_session_fetch_all(session, proof.targets, count, proof.results);
	failure = akv_session_first_failure(proof.results, count);
	if (failure == NULL)
		return AKV_OK;
	if (err != NULL)
		*err = failure->error;
	akv_error_hint(err, "nothing was saved; --no-verify saves without "
			    "reading");
	return failure->code;
}

static enum akv_code print(const struct akv_config *config, const char *name,
			   enum akv_output_format format, struct akv_error *err)
{
	const struct akv_connection_config *connection;
	AKV_AUTO(json) *object = NULL;
	enum akv_code code =
		akv_config_connection(config, name, &connection, err);

	if (code != AKV_OK)
		return code;
	object = akv_connection_output(connection);
	return akv_output_print(object, format, err);
}

enum akv_code
akv_connection_change_make(const struct akv_connection_request *request,
			   struct akv_config_file *file,
			   const struct akv_options *options,
			   struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = {
		.deadline = akv_clock_deadline_in(options->timeout_ms),
	};
	const struct akv_connection_setup *setup = &request->setup;
	enum akv_code code = akv_connection_setup_configure(
		setup, akv_config_file_edit(file), err);

	if (code == AKV_OK)
		code = akv_config_file_preview(file, &session.config, err);
	if (code == AKV_OK && request->verifies)
		code = prove(&session, setup->name, err);
	if (code == AKV_OK)
		code = akv_connection_setup_save(setup, file, err);
	if (code != AKV_OK)
		return code;
	return print(session.config, setup->name, options->output, err);
}
