/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "libhelper/edge/libcurl_library.h"

#include "tests/fakes/fake_libcurl.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo

struct fake_libcurl fake_libcurl;

/* What one handle was told and must know to play an exchange. */
struct handle {
	curl_write_callback on_header, on_body;
	void *header_data, *body_data;
	curl_prereq_callback on_connected;
	void *connected_data;
	curl_xferinfo_callback on_progress;
	void *progress_data;
	struct curl_slist *headers;
	bool posts;
};

enum akv_code akv_libcurl_load(AKV_UNUSED struct akv_error *err)
{
	return AKV_OK;
}

void akv_libcurl_preload(void)
{
}

CURL *curl_easy_init(void)
{
	fake_libcurl.live_handles++;
	return calloc(1, sizeof(struct handle));
}

void curl_easy_cleanup(CURL *easy)
{
	fake_libcurl.live_handles--;
	free(easy);
}

const char *curl_easy_strerror(AKV_UNUSED CURLcode code)
{
	return "fake";
}

static void note(char *field, size_t size, const char *text)
{
	(void)snprintf(field, size, "%s", text == NULL ? "(none)" : text);
}

static void take_pointer(struct handle *handle, int option, void *value)
{
	switch (option) {
	case CURLOPT_URL:
		note(fake_libcurl.url, sizeof(fake_libcurl.url), value);
		break;
	case CURLOPT_CAINFO:
		note(fake_libcurl.ca_file, sizeof(fake_libcurl.ca_file), value);
		break;
	case CURLOPT_CAPATH:
		note(fake_libcurl.ca_path, sizeof(fake_libcurl.ca_path), value);
		break;
	case CURLOPT_PROTOCOLS_STR:
		note(fake_libcurl.protocols, sizeof(fake_libcurl.protocols),
		     value);
		break;
	case CURLOPT_NOPROXY:
		note(fake_libcurl.no_proxy, sizeof(fake_libcurl.no_proxy),
		     value);
		break;
	case CURLOPT_POSTFIELDS:
		handle->posts = true;
		if (value != NULL)
			note(fake_libcurl.form, sizeof(fake_libcurl.form),
			     value);
		break;
	case CURLOPT_HTTPHEADER:
		handle->headers = value;
		break;
	case CURLOPT_HEADERDATA:
		handle->header_data = value;
		break;
	case CURLOPT_WRITEDATA:
		handle->body_data = value;
		break;
	case CURLOPT_PREREQDATA:
		handle->connected_data = value;
		break;
	case CURLOPT_XFERINFODATA:
		handle->progress_data = value;
		break;
	default:
		break;
	}
}

static void take_number(struct handle *handle, int option, long value)
{
	if (option == CURLOPT_POST || option == CURLOPT_HTTPGET)
		handle->posts = (option == CURLOPT_POST) == (value != 0);
	if (option == CURLOPT_POSTFIELDSIZE)
		fake_libcurl.form_size = value;
	if (option == CURLOPT_CONNECTTIMEOUT_MS)
		fake_libcurl.connect_timeout_ms = value;
}

typedef void any_function(void);

static void take_function(struct handle *handle, int option,
			  any_function *value)
{
	switch (option) {
	case CURLOPT_HEADERFUNCTION:
		handle->on_header = (curl_write_callback)value;
		break;
	case CURLOPT_WRITEFUNCTION:
		handle->on_body = (curl_write_callback)value;
		break;
	case CURLOPT_PREREQFUNCTION:
		handle->on_connected = (curl_prereq_callback)value;
		break;
	case CURLOPT_XFERINFOFUNCTION:
		handle->on_progress = (curl_xferinfo_callback)value;
		break;
	default:
		break;
	}
}

CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	va_list args;
	int number = (int)option;

	if (fake_libcurl.option_count < 64)
		fake_libcurl.options[fake_libcurl.option_count++] = number;
	va_start(args, option);
	if (number >= CURLOPTTYPE_FUNCTIONPOINT && number < CURLOPTTYPE_OFF_T)
		take_function(easy, number, va_arg(args, any_function *));
	else if (number >= CURLOPTTYPE_OBJECTPOINT &&
		 number < CURLOPTTYPE_FUNCTIONPOINT)
		take_pointer(easy, number, va_arg(args, void *));
	else if (number < CURLOPTTYPE_OBJECTPOINT)
		take_number(easy, number, va_arg(args, long));
	va_end(args);
	return CURLE_OK;
}

CURLcode curl_easy_getinfo(AKV_UNUSED CURL *easy, CURLINFO info, ...)
{
	va_list args;
	long *out;

	va_start(args, info);
	out = va_arg(args, long *);
	va_end(args);
	*out = 0;
	if (info == CURLINFO_RESPONSE_CODE)
		*out = fake_libcurl.status;
	if (info == CURLINFO_HTTP_CONNECTCODE)
		*out = fake_libcurl.proxy_status;
	if (info == CURLINFO_OS_ERRNO)
		*out = fake_libcurl.sys_errno;
	return CURLE_OK;
}

static void write_headers_down(const struct handle *handle)
{
	char *sent = fake_libcurl.sent_headers;

	sent[0] = '\0';
	for (const struct curl_slist *node = handle->headers; node != NULL;
	     node = node->next) {
		size_t len = strlen(sent);

		(void)snprintf(sent + len,
			       sizeof(fake_libcurl.sent_headers) - len, "%s\n",
			       node->data);
		if (strncmp(node->data, "Authorization:", 14) == 0)
			note(fake_libcurl.authorization,
			     sizeof(fake_libcurl.authorization), node->data);
	}
}

/* libcurl's callbacks take what they are given as char *. */
static size_t call(curl_write_callback callback, const char *text, void *data)
{
	char copy[4096];
	size_t len = strlen(text);

	memcpy(copy, text, len);
	return callback(copy, 1, len, data);
}

static CURLcode play_body(const struct handle *handle)
{
	size_t repeats =
		fake_libcurl.body_repeats == 0 ? 1 : fake_libcurl.body_repeats;

	for (size_t i = 0; fake_libcurl.body != NULL && i < repeats; i++)
		if (call(handle->on_body, fake_libcurl.body,
			 handle->body_data) != strlen(fake_libcurl.body))
			return CURLE_WRITE_ERROR;
	return CURLE_OK;
}

CURLcode curl_easy_perform(CURL *easy)
{
	struct handle *handle = easy;
	char nowhere[] = "127.0.0.1";
	CURLcode code;

	fake_libcurl.performed++;
	note(fake_libcurl.performed_protocols,
	     sizeof(fake_libcurl.performed_protocols), fake_libcurl.protocols);
	note(fake_libcurl.performed_no_proxy,
	     sizeof(fake_libcurl.performed_no_proxy), fake_libcurl.no_proxy);
	if (handle->on_progress != NULL &&
	    handle->on_progress(handle->progress_data, 0, 0, 0, 0) != 0)
		return CURLE_ABORTED_BY_CALLBACK;
	if (fake_libcurl.never_connects)
		return (CURLcode)fake_libcurl.result;
	if (handle->on_connected != NULL &&
	    handle->on_connected(handle->connected_data, nowhere, nowhere, 443,
				 1) != CURL_PREREQFUNC_OK)
		return CURLE_ABORTED_BY_CALLBACK;
	fake_libcurl.was_post = handle->posts;
	write_headers_down(handle);
	for (size_t i = 0;
	     fake_libcurl.headers != NULL && fake_libcurl.headers[i] != NULL;
	     i++)
		(void)call(handle->on_header, fake_libcurl.headers[i],
			   handle->header_data);
	code = play_body(handle);
	return code != CURLE_OK ? code : (CURLcode)fake_libcurl.result;
}

bool fake_libcurl_was_told(int option)
{
	for (size_t i = 0; i < fake_libcurl.option_count; i++)
		if (fake_libcurl.options[i] == option)
			return true;
	return false;
}
