/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "protocol/git_url.h"

#include "protocol/docker_credential.h"

static const char blanks[] = " \t\r\n";

enum akv_code akv_docker_credential_request(int fd, struct akv_secret **out,
					    struct akv_error *err)
{
	AKV_AUTO(secret) *request = NULL;
	enum akv_code code =
		akv_secret_new(AKV_DOCKER_REQUEST_MAX, &request, err);

	if (code == AKV_OK)
		code = akv_secret_read(request, fd, err);
	if (code == AKV_ERR_USAGE)
		code = akv_fail(err, AKV_ERR_PEER, "RequestTooLarge",
				"the request has more than %d bytes",
				AKV_DOCKER_REQUEST_MAX);
	if (code != AKV_OK)
		return code;

	*out = request;
	request = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_PEER, "BadRequest",
			"the server's url in the request %s", what);
}

/* The request without blanks around it. */
static enum akv_code copy_url(const struct akv_secret *request,
			      struct akv_docker_server *out,
			      struct akv_error *err)
{
	const char *text = akv_secret_text(request);
	size_t len = akv_secret_len(request);
	struct akv_text url;

	if (memchr(text, '\0', len) != NULL)
		return refuse("has a NUL byte", err);
	len -= strspn(text, blanks);
	text += strspn(text, blanks);
	while (len > 0 && strchr(blanks, text[len - 1]) != NULL)
		len--;
	akv_text_init(&url, out->url, sizeof(out->url));
	akv_text_add_bytes(&url, text, len);
	if (url.cut)
		return refuse("is too long", err);
	if (akv_text_has_control(out->url) || strpbrk(out->url, blanks) != NULL)
		return refuse("has a blank or a control character", err);
	return AKV_OK;
}

static void copy_part(struct akv_git_url_part part, char *out, size_t size)
{
	struct akv_text text;

	akv_text_init(&text, out, size);
	if (part.bytes != NULL)
		akv_text_add_bytes(&text, part.bytes, part.len);
}

enum akv_code akv_docker_credential_server(const struct akv_secret *request,
					   struct akv_docker_server *out,
					   struct akv_error *err)
{
	char with_scheme[AKV_DOCKER_URL_MAX + sizeof("https://")];
	struct akv_text text;
	struct akv_git_url parts;
	bool has_protocol;
	enum akv_code code;

	*out = (struct akv_docker_server){ 0 };
	code = copy_url(request, out, err);
	if (code != AKV_OK || out->url[0] == '\0')
		return code;
	has_protocol = strstr(out->url, "://") != NULL;
	akv_text_init(&text, with_scheme, sizeof(with_scheme));
	akv_text_add(&text, has_protocol ? "" : "https://");
	akv_text_add(&text, out->url);
	code = akv_git_url_split(with_scheme, text.len, &parts, err);
	if (code != AKV_OK)
		return code;
	if (has_protocol)
		copy_part(parts.protocol, out->protocol, sizeof(out->protocol));
	copy_part(parts.host, out->host, sizeof(out->host));
	copy_part(parts.path, out->path, sizeof(out->path));
	copy_part(parts.username, out->username, sizeof(out->username));
	return AKV_OK;
}
