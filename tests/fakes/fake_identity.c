/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/fakes/fake_identity.h"

struct fake_identity fake_identity;

struct akv_http {
	int unused;
};

static struct akv_http only_http;

void fake_identity_will_answer(int status, const char *body)
{
	int i = fake_identity.answers++;

	cr_assert_lt(i, FAKE_IDENTITY_MAX);
	fake_identity.statuses[i] = status;
	fake_identity.bodies[i] = body;
}

enum akv_code akv_http_new(AKV_UNUSED struct akv_deadline deadline,
			   struct akv_http **out,
			   AKV_UNUSED struct akv_error *err)
{
	*out = &only_http;
	return AKV_OK;
}

void akv_http_free(AKV_UNUSED struct akv_http *http)
{
}

void akv_http_reply_init(struct akv_http_reply *reply)
{
	*reply = (struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
}

void akv_http_reply_clear(struct akv_http_reply *reply)
{
	akv_secret_free(reply->body);
	akv_http_reply_init(reply);
}

static void note(const struct akv_identity_url *url,
		 const struct akv_http_identity_proof *proof)
{
	static const char *const kinds[] = {
		[AKV_HTTP_IDENTITY_METADATA] = "metadata",
		[AKV_HTTP_IDENTITY_HEADER] = "header",
		[AKV_HTTP_IDENTITY_BASIC] = "basic",
	};

	cr_assert_lt(fake_identity.asked, FAKE_IDENTITY_MAX);
	(void)snprintf(fake_identity.url, sizeof(fake_identity.url), "%s",
		       akv_identity_url_text(url));
	(void)snprintf(fake_identity.proofs[fake_identity.asked],
		       sizeof(fake_identity.proofs[0]), "%s%s%s",
		       kinds[proof->kind], proof->secret == NULL ? "" : " ",
		       proof->secret == NULL ? "" :
					       akv_secret_text(proof->secret));
}

enum akv_code akv_http_identity(AKV_UNUSED struct akv_http *http,
				const struct akv_identity_url *url,
				const struct akv_http_identity_proof *proof,
				struct akv_http_reply *reply,
				struct akv_error *err)
{
	int i = fake_identity.asked < fake_identity.answers ?
			fake_identity.asked :
			fake_identity.answers - 1;

	note(url, proof);
	fake_identity.asked++;
	akv_http_reply_clear(reply);
	if (fake_identity.code != AKV_OK)
		return akv_fail(err, fake_identity.code, fake_identity.reason,
				"no reply");
	cr_assert_geq(i, 0);
	reply->status = fake_identity.statuses[i];
	if (reply->status == 401)
		memcpy(reply->challenge, fake_identity.challenge,
		       sizeof(fake_identity.challenge));
	return akv_secret_new_from(fake_identity.bodies[i],
				   strlen(fake_identity.bodies[i]),
				   &reply->body, err);
}
