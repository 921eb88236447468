/* SPDX-License-Identifier: MIT */
#include "protocol/git_credential_answer.h"

#include "cmd/get_answer.h"

struct akv_request
akv_get_answer_request(const struct akv_credential_request *from)
{
	return (struct akv_request){
		.connection = from->connection,
		.secret = from->secret,
		.vault = from->vault,
		.version = from->version,
		.protocol = from->protocol,
		.host = from->host,
		.path = from->path,
		.username = from->username,
	};
}

/* Only who asked in our terms is told in our terms: git would pass every
 * attribute on to the next helper. */
static bool asked_in_our_terms(const struct akv_credential_request *request)
{
	return request->connection != NULL || request->secret != NULL;
}

enum akv_code akv_get_answer_format(const struct akv_get_answer *answer,
				    struct akv_secret **out,
				    struct akv_error *err)
{
	const struct akv_target *target = answer->target;
	const struct akv_secret_bundle *bundle = answer->bundle;
	struct akv_credential_answer lines = {
		.password = bundle->value,
		.username = target->username,
		.expires_at = bundle->expires_at,
		.encoding = answer->request->encoding,
	};

	if (lines.username == NULL && bundle->username[0] != '\0')
		lines.username = bundle->username;
	if (asked_in_our_terms(answer->request) &&
	    !akv_lookup_is_local(target)) {
		lines.vault = target->id.vault->name;
		lines.secret = bundle->name;
		lines.version = bundle->version;
		lines.content_type = bundle->content_type;
	}
	return akv_git_credential_answer_format(&lines, out, err);
}
