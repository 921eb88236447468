/* SPDX-License-Identifier: MIT */
#include "cmd/output.h"
#include "cmd/report.h"
#include "libhelper/base/clock.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/edge/certificate.h"
#include "libhelper/reply/access_token.h"

#include "cmd/account.h"

enum { DAY_S = 24 * 60 * 60, SOON_DAYS = 30 };

/* The last second of a certificate; 0: the credential has no known end. */
static int64_t find_end(const struct akv_principal *principal)
{
	AKV_AUTO(certificate) *certificate = NULL;
	struct akv_error err = { 0 };

	if (principal->kind != AKV_CREDENTIAL_CERTIFICATE)
		return 0;
	if (akv_client_certificate_open(principal, &certificate, &err) ==
	    AKV_OK)
		return akv_certificate_not_after(certificate);
	akv_report_warning("%s", err.text);
	return 0;
}

static void warn_of_end(const struct akv_principal *principal, int64_t end)
{
	int64_t left_s = end - akv_clock_unix_s();
	char date[AKV_CLOCK_DATE_SIZE];

	if (end == 0 || left_s > SOON_DAYS * (int64_t)DAY_S)
		return;
	akv_clock_date(end, date);
	akv_report_warning("the certificate %s ends on %s, in %lld days",
			   principal->source, date,
			   (long long)(left_s / DAY_S));
}

static const char *known(const char *id)
{
	return id != NULL && id[0] != '\0' ? id : NULL;
}

static const char *either(const char *id, const char *other)
{
	return known(id) != NULL ? id : known(other);
}

static struct akv_json *describe(const struct akv_session *session,
				 const struct akv_access_token *read,
				 int64_t end)
{
	const struct akv_principal *principal = session->principal;
	struct akv_json *object = akv_json_new_object();
	char date[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(end, date);
	akv_json_set_text(object, "tenant",
			  either(principal->tenant, read->tenant));
	akv_json_set_text(object, "clientId",
			  either(principal->client_id, read->client_id));
	akv_json_set_text(object, "objectId", known(read->object_id));
	akv_json_set_text(object, "credential",
			  akv_principal_credential_name(principal));
	akv_json_set_text(object, "credentialSource", principal->source);
	akv_json_set_text(object, "credentialExpires", end != 0 ? date : NULL);
	akv_json_set_text(object, "cloud", principal->cloud->name);
	akv_json_set_text(object, "tokenStore",
			  akv_token_store_name(session->store));
	return object;
}

enum akv_code akv_account_print(const struct akv_session *session,
				const struct akv_token *token,
				enum akv_output_format format,
				struct akv_error *err)
{
	AKV_AUTO(json) *object = NULL;
	struct akv_access_token read = { 0 };
	int64_t end = find_end(session->principal);

	if (token != NULL && !akv_access_token_read(token->value, &read))
		akv_report_warning("the object id is unknown: the access "
				   "token is not in a form that we can read");
	warn_of_end(session->principal, end);
	object = describe(session, &read, end);
	return akv_output_print(object, format, err);
}
