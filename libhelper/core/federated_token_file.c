/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/file.h"
#include "libhelper/base/trace.h"
#include "libhelper/reply/jws.h"

#include "libhelper/core/federated_token_file.h"

#define WHAT_BELONGS \
	"the file has to hold the token that the platform signs for this " \
	"workload (a JWT), and nothing else"

enum { CLOCK_TOLERANCE_S = 5 * 60 };

static const char white_space[] = " \t\r\n";

static enum akv_code explain(const char *path, enum akv_code code,
			     struct akv_error *err)
{
	if (code == AKV_ERR_NOT_FOUND) {
		/* no secret of a vault is missing, but what is configured */
		akv_fail(err, AKV_ERR_USAGE, "FileNotFound",
			 "%s: there is no such file with a federated token",
			 path);
		akv_error_hint(err, "in Kubernetes the pod needs the label "
				    "azure.workload.identity/use: \"true\"; "
				    "elsewhere start what writes the file");
		return AKV_ERR_USAGE;
	}
	if (code == AKV_ERR_USAGE)
		akv_error_hint(err, WHAT_BELONGS);
	if (code == AKV_ERR_STORE)
		akv_error_hint(err, "in Kubernetes securityContext.fsGroup "
				    "lets a user other than root read it");
	return code;
}

static enum akv_code trim(const struct akv_secret *bytes,
			  struct akv_secret **out, struct akv_error *err)
{
	const char *text = akv_secret_text(bytes);
	size_t len = akv_secret_len(bytes);
	size_t front = strspn(text, white_space);

	text += front;
	len -= front;
	while (len > 0 && text[len - 1] != '\0' &&
	       strchr(white_space, text[len - 1]) != NULL)
		len--;
	return akv_secret_new_from(text, len, out, err);
}

static enum akv_code refuse(const char *path, const char *what,
			    const char *hint, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidFederatedToken", "%s: %s", path,
		 what);
	akv_error_hint(err, "%s", hint);
	return AKV_ERR_USAGE;
}

static enum akv_code check_shape(const char *path,
				 const struct akv_secret *token,
				 struct akv_error *err)
{
	switch (akv_jws_shape(akv_secret_text(token), akv_secret_len(token))) {
	case AKV_JWS_COMPACT:
		return AKV_OK;
	case AKV_JWS_EMPTY:
		return refuse(path, "is empty",
			      "what writes the file has not done so yet, or "
			      "has failed",
			      err);
	case AKV_JWS_BROKEN:
		return refuse(path, "holds more than one line or word",
			      WHAT_BELONGS, err);
	case AKV_JWS_TOO_LONG:
		return refuse(path, "holds too long a token", WHAT_BELONGS,
			      err);
	case AKV_JWS_OTHER:
		break;
	}
	return refuse(path,
		      "holds no signed token (three parts of base64url with "
		      "dots in between)",
		      WHAT_BELONGS, err);
}

enum akv_code akv_federated_token_file_read(const char *path,
					    struct akv_secret **out,
					    struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(secret) *token = NULL;
	enum akv_code code;

	code = akv_file_read(path, AKV_FILE_TRUSTED, AKV_SECRET_TOKEN_MAX,
			     &bytes, err);
	if (code != AKV_OK)
		return explain(path, code, err);
	code = trim(bytes, &token, err);
	if (code != AKV_OK)
		return code;
	code = check_shape(path, token, err);
	if (code != AKV_OK)
		return code;

	*out = token;
	token = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code check_expiry(const char *path,
				  const struct akv_secret *token,
				  struct akv_error *err)
{
	int64_t now_s = akv_clock_unix_s();
	char expired[AKV_CLOCK_DATE_SIZE];
	char now[AKV_CLOCK_DATE_SIZE];
	int64_t expires_at;

	if (!akv_jws_expires_at(token, &expires_at) ||
	    expires_at >= now_s - CLOCK_TOLERANCE_S)
		return AKV_OK;
	akv_clock_date(expires_at, expired);
	akv_clock_date(now_s, now);
	akv_fail(err, AKV_ERR_SIGN_IN, "FederatedTokenExpired",
		 "%s: the federated token expired on %s", path, expired);
	akv_error_hint(err,
		       "what renews the file has stopped; this machine's "
		       "clock says %s",
		       now);
	return AKV_ERR_SIGN_IN;
}

enum akv_code akv_federated_token_file_get(const char *path,
					   struct akv_secret **out,
					   struct akv_error *err)
{
	AKV_AUTO(secret) *token = NULL;
	enum akv_code code = akv_federated_token_file_read(path, &token, err);

	if (code != AKV_OK)
		return code;
	code = check_expiry(path, token, err);
	if (code != AKV_OK)
		return code;
	akv_trace("%s: a federated token of %zu bytes", path,
		  akv_secret_len(token));

	*out = token;
	token = NULL; /* the caller's now */
	return AKV_OK;
}
