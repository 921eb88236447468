/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/entra_codes.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/entra_error.h"

static const char peer[] = "Entra ID";

enum {
	NUMBER_MAX = 99999999,
	WORD_SIZE = 41,
	DESCRIPTION_MAX = 240,
};

/* A refusal (RFC 6749, 5.2) with Entra's additions. */
struct refusal {
	int64_t number; /* error_codes[0]; 0 when absent */
	char reason[AKV_ERROR_REASON_MAX];
	char word[WORD_SIZE];		   /* error */
	char correlation_id[40];	   /* a GUID, or "" */
	char timestamp[24];		   /* or "" */
	char description[DESCRIPTION_MAX]; /* first sentence */
};

/* -- reading -- */

static bool is_made_of(const char *text, const char *bytes)
{
	return text[strspn(text, bytes)] == '\0';
}

/*
 * The first sentence of an error_description: without the number in front,
 * and without the identifiers behind, which Entra separates by CR LF or by
 * spaces.
 */
static void read_description(const char *text, struct refusal *out)
{
	static const char number[] = "AADSTS";
	const char *end;
	size_t len;

	if (strncmp(text, number, sizeof(number) - 1) == 0) {
		const char *behind = strchr(text, ':');

		text = behind == NULL ? text : behind + 1;
	}
	text += strspn(text, " ");
	len = strcspn(text, "\r\n");
	end = strstr(text, ". ");
	if (end != NULL && (size_t)(end - text) < len)
		len = (size_t)(end - text);
	if (len > 0 && text[len - 1] == '.')
		len--;
	if (len >= sizeof(out->description))
		len = sizeof(out->description) - 1;
	memcpy(out->description, text, len);
	out->description[len] = '\0';
}

static void read_number(const struct akv_json *json, struct refusal *out)
{
	const struct akv_json *codes = akv_json_member(json, "error_codes");
	int64_t number = 0;

	if (akv_json_integer(akv_json_element(codes, 0), &number) &&
	    number > 0 && number <= NUMBER_MAX)
		out->number = number;
}

/* False when ${json} is no refusal. */
static bool read_json(const struct akv_json *json, struct refusal *out)
{
	const char *description;
	struct akv_text reason;

	if (!akv_json_copy_text(json, "error", out->word, sizeof(out->word)) ||
	    out->word[0] == '\0' ||
	    !is_made_of(out->word, "abcdefghijklmnopqrstuvwxyz_"))
		return false;

	read_number(json, out);
	akv_text_init(&reason, out->reason, sizeof(out->reason));
	if (out->number != 0)
		akv_text_addf(&reason, "AADSTS%" PRId64, out->number);
	else
		akv_text_add(&reason, out->word);

	description =
		akv_json_text(akv_json_member(json, "error_description"), NULL);
	if (description != NULL)
		read_description(description, out);
	if (akv_json_copy_text(json, "correlation_id", out->correlation_id,
			       sizeof(out->correlation_id)) &&
	    !akv_names_is_guid(out->correlation_id))
		out->correlation_id[0] = '\0';
	if (akv_json_copy_text(json, "timestamp", out->timestamp,
			       sizeof(out->timestamp)) &&
	    !is_made_of(out->timestamp, "0123456789-:. TZ"))
		out->timestamp[0] = '\0';
	return true;
}

/* False when the body is not a refusal by Entra. */
static bool read_body(const struct akv_http_reply *reply, struct refusal *out)
{
	AKV_AUTO(json) *json = NULL;

	*out = (struct refusal){ 0 };
	if (reply->body == NULL ||
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		return false;
	return read_json(json, out);
}

/* -- speaking -- */

/* The value of the placeholder at ${at}, which begins behind its {. */
static const char *fill_in(const char *at,
			   const struct akv_entra_request *request)
{
	switch (*at) {
	case 'c':
		if (at[1] == 'r')
			return request->credential;
		/* in a command to copy there is no place for anything else */
		return akv_names_is_guid(request->client_id) ?
			       request->client_id :
			       "CLIENT_ID";
	case 't':
		return request->tenant;
	default:
		return request->authority_host;
	}
}

/* Fills in the first ${len} bytes of a template of entra_codes.c. */
static void expand(const char *template, size_t len,
		   const struct akv_entra_request *request,
		   struct akv_text *out)
{
	const char *end = template + len;

	while (template <end) {
		size_t run = strcspn(template, "{");

		if (run > (size_t)(end - template))
			run = (size_t)(end - template);
		akv_text_add_bytes(out, template, run);
		template += run;
		if (template == end)
			return;
		akv_text_add(out, fill_in(template + 1, request));
		template += strcspn(template, "}") + 1;
	}
}

static void add_hints(const char *hints,
		      const struct akv_entra_request *request,
		      struct akv_error *err)
{
	while (*hints != '\0') {
		char line[AKV_ERROR_HINT_MAX];
		size_t len = strcspn(hints, "\n");
		struct akv_text text;

		akv_text_init(&text, line, sizeof(line));
		expand(hints, len, request, &text);
		if (!text.cut)
			akv_error_hint(err, "%s", line);
		hints += len;
		hints += *hints == '\n';
	}
}

static enum akv_code say_known(const struct akv_entra_code *row,
			       const struct refusal *refusal,
			       const struct akv_entra_request *request,
			       struct akv_error *err)
{
	char line[AKV_ERROR_TEXT_MAX];
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, line, sizeof(line));
	expand(row->text, strlen(row->text), request, &text);
	code = akv_fail(err, row->code, refusal->reason, "%s", line);
	add_hints(row->hint, request, err);
	return code;
}

static enum akv_code say_unknown(const struct refusal *refusal,
				 const struct akv_entra_request *request,
				 struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_SIGN_IN, refusal->reason,
			"Entra ID refused to sign in application %s: %s",
			fill_in("client", request),
			refusal->description[0] != '\0' ? refusal->description :
							  refusal->word);
}

static void hint_support(const struct refusal *refusal, struct akv_error *err)
{
	if (refusal->correlation_id[0] == '\0')
		return;
	akv_error_hint(err, "correlation id: %s%s%s", refusal->correlation_id,
		       refusal->timestamp[0] != '\0' ? ", " : "",
		       refusal->timestamp);
}

/* The status alone says it better when it stands for a fault that passes,
 * unless Entra throttles us and leaves open for how long. */
static bool is_row_better(const struct akv_entra_code *row,
			  const struct akv_http_reply *reply)
{
	if (row == NULL)
		return false;
	return !akv_status_is_passing(reply->status) ||
	       (row->code == AKV_ERR_THROTTLED && reply->retry_after_ms < 0);
}

static bool is_passing_word(const char *word)
{
	return strcmp(word, "temporarily_unavailable") == 0 ||
	       strcmp(word, "server_error") == 0;
}

static enum akv_code say_refusal(const struct akv_http_reply *reply,
				 const struct refusal *refusal,
				 const struct akv_entra_request *request,
				 struct akv_error *err)
{
	const struct akv_entra_code *row =
		akv_entra_codes_find(refusal->number);
	enum akv_code code;

	if (is_row_better(row, reply))
		code = say_known(row, refusal, request, err);
	else if (akv_status_is_passing(reply->status))
		code = akv_status_error(reply, peer, refusal->reason, err);
	else if (is_passing_word(refusal->word))
		code = akv_fail(err, AKV_ERR_UNREACHABLE, refusal->reason,
				"Entra ID cannot sign anybody in now (%s)",
				refusal->word);
	else
		code = say_unknown(refusal, request, err);

	akv_status_hint_clock(reply, err);
	hint_support(refusal, err);
	return code;
}

enum akv_code akv_entra_error(const struct akv_http_reply *reply,
			      const struct akv_entra_request *request,
			      struct akv_error *err)
{
	struct refusal refusal;

	if (reply->status >= 300 && reply->status <= 399)
		return akv_status_error(reply, peer, "", err);
	if (read_body(reply, &refusal))
		return say_refusal(reply, &refusal, request, err);
	/* Entra's own are JSON */
	if (reply->status >= 400 && !akv_status_is_passing(reply->status))
		return akv_status_not_theirs(reply, peer, err);
	return akv_status_error(reply, peer, "", err);
}
