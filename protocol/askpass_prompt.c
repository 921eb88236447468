/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "protocol/askpass_prompt.h"

static struct akv_askpass_part part(const char *from, const char *to)
{
	return (struct akv_askpass_part){ .bytes = from,
					  .len = (size_t)(to - from) };
}

static bool has_any(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasestr(text, *words) != NULL)
			return true;
	return false;
}

static bool ends(const char *text, const char *end)
{
	size_t len = strlen(text);
	size_t end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == '\x7f')
			return true;
	return false;
}

/* USER@HOST between two places; the last @ counts: no host has one. */
static bool split_place(const char *from, const char *to,
			struct akv_askpass_prompt *out)
{
	const char *at = memrchr(from, '@', (size_t)(to - from));

	if (at == NULL || at == from || at + 1 == to ||
	    memchr(at, ' ', (size_t)(to - at)) != NULL)
		return false;
	out->user = part(from, at);
	out->host = part(at + 1, to);
	return true;
}

/* What a sentence that asks for the present password cannot hold. */
static const char *const not_the_password[] = {
	"new",	   "retype",	   "again", "change", "one-time",
	"onetime", "otp",	   "token", "code",   "pin",
	"factor",  "verification", "(yes/", "yes/no", NULL,
};

/* The sentences that PAM and the BSDs have for it, in which names stand that
 * may hold any word. */
static bool is_usual_sentence(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && text[len - 1] == ' ')
		len--;
	if (len == strlen("password:") &&
	    strncasecmp(text, "password:", len) == 0)
		return true;
	return strncasecmp(text, "password for ", strlen("password for ")) ==
		       0 &&
	       text[len - 1] == ':';
}

/* (USER@HOST) and then whatever the server says. */
static bool is_keyboard_interactive(const char *text,
				    struct akv_askpass_prompt *out)
{
	const char *end = *text == '(' ? strstr(text, ") ") : NULL;

	if (end == NULL || !split_place(text + 1, end, out))
		return false;
	out->kind = AKV_ASKPASS_OTHER;
	if (strcasestr(end, "password") == NULL)
		return true;
	if (is_usual_sentence(end + strlen(") ")) ||
	    !has_any(end, not_the_password))
		out->kind = AKV_ASKPASS_PASSWORD;
	else
		out->kind = AKV_ASKPASS_NEW_PASSWORD;
	return true;
}

static bool is_password(const char *text, struct akv_askpass_prompt *out)
{
	static const char end[] = "'s password: ";

	if (!ends(text, end) || begins(text, "Enter ") ||
	    begins(text, "Retype ") ||
	    !split_place(text, text + strlen(text) - strlen(end), out))
		return false;
	out->kind = AKV_ASKPASS_PASSWORD;
	return true;
}

/* ssh(1) puts the path in single quotes, ssh-keygen(1) in double ones,
 * ssh-add(1) in none. */
static bool is_passphrase(const char *text, struct akv_askpass_prompt *out)
{
	static const char *const beginnings[] = {
		"Enter passphrase for key '",
		"Enter passphrase for \"",
		"Enter passphrase for ",
	};
	static const char *const endings[] = { "': ", "\": ", ": " };

	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++) {
		const char *from;
		const char *to;

		if (!begins(text, beginnings[i]))
			continue;
		from = text + strlen(beginnings[i]);
		to = text + strlen(text) - strlen(endings[i]);
		if (!ends(text, endings[i]) || to <= from ||
		    begins(from, "PKCS#11"))
			return false;
		out->kind = AKV_ASKPASS_PASSPHRASE;
		out->path = part(from, to);
		return true;
	}
	return false;
}

static bool is_git(const char *text, struct akv_askpass_prompt *out)
{
	static const char username[] = "Username for '";
	static const char password[] = "Password for '";
	const char *to;

	if (!begins(text, username) && !begins(text, password))
		return false;
	/* both beginnings are of one length */
	to = text + strlen(text) - strlen("': ");
	if (!ends(text, "': ") || to <= text + strlen(username))
		return false;
	out->kind = begins(text, username) ? AKV_ASKPASS_GIT_USERNAME :
					     AKV_ASKPASS_GIT_PASSWORD;
	out->url = part(text + strlen(username), to);
	return true;
}

/* A question that somebody has to decide, whatever stands around it. */
static enum akv_askpass_kind kind_of_question(const char *text)
{
	static const char *const host_key[] = { "authenticity of host",
						"fingerprint", NULL };
	static const char *const decision[] = { "(yes/no", "(y/n)", "PIN for",
						NULL };
	static const char *const to_be_chosen[] = {
		"new password",	  "old password",    "new passphrase",
		"old passphrase", "same passphrase", NULL
	};

	if (has_any(text, host_key))
		return AKV_ASKPASS_HOST_KEY;
	if (has_any(text, decision))
		return AKV_ASKPASS_CONFIRMATION;
	return has_any(text, to_be_chosen) ? AKV_ASKPASS_NEW_PASSWORD :
					     AKV_ASKPASS_OTHER;
}

struct akv_askpass_prompt akv_askpass_prompt_parse(const char *text)
{
	struct akv_askpass_prompt prompt = { .kind = AKV_ASKPASS_OTHER };

	if (strnlen(text, AKV_ASKPASS_PROMPT_MAX + 1) > AKV_ASKPASS_PROMPT_MAX)
		return prompt;
	/* a path or a user's name could hold these words, and is not worth
	 * an answer to a question that it was not */
	prompt.kind = kind_of_question(text);
	if (prompt.kind != AKV_ASKPASS_OTHER || has_control(text))
		return prompt;
	if (!is_passphrase(text, &prompt) && !is_git(text, &prompt) &&
	    !is_keyboard_interactive(text, &prompt) &&
	    !is_password(text, &prompt))
		return (struct akv_askpass_prompt){ .kind = AKV_ASKPASS_OTHER };
	return prompt;
}

/* Without the line break at its end. */
static size_t length_of_line(const struct akv_secret *value)
{
	const char *text = akv_secret_text(value);
	size_t len = akv_secret_len(value);

	if (len > 0 && text[len - 1] == '\n')
		len--;
	if (len > 0 && len < akv_secret_len(value) && text[len - 1] == '\r')
		len--;
	return len;
}

enum akv_code akv_askpass_prompt_answer(const struct akv_secret *value,
					struct akv_secret **out,
					struct akv_error *err)
{
	const char *text = akv_secret_text(value);
	size_t len = length_of_line(value);
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code;

	if (len == 0)
		return akv_fail(err, AKV_ERR_UNUSABLE, "Empty",
				"the secret is empty");
	if (memchr(text, '\n', len) != NULL ||
	    memchr(text, '\r', len) != NULL || memchr(text, '\0', len) != NULL)
		return akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
				"the secret is not one line, and of its first "
				"alone nobody has any use");
	if (len > AKV_ASKPASS_ANSWER_MAX)
		return akv_fail(err, AKV_ERR_UNUSABLE, "TooLong",
				"the secret has %zu bytes, and ssh(1) takes "
				"the first %d for the whole",
				len, AKV_ASKPASS_ANSWER_MAX);
	code = akv_secret_new(len + 1, &line, err);
	if (code == AKV_OK)
		code = akv_secret_append(line, text, len, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, "\n", err);
	if (code != AKV_OK)
		return code;
	*out = line;
	line = NULL; /* the caller's now */
	return AKV_OK;
}
