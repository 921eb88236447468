/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/secret_input.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/file.h"
#include "libhelper/base/text.h"
#include "libhelper/core/connection_password.h"
#include "libhelper/core/connection_type.h"
#include "libhelper/core/connection_url.h"
#include "libhelper/core/connection_url_build.h"
#include "libhelper/core/value.h"
#include "libhelper/edge/connection_password_store.h"

#include "cmd/connection_request.h"

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "BadOption", "akv connection: %s", what);
	akv_error_hint(err, "akv connection create --help");
	return AKV_ERR_USAGE;
}

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}

enum akv_code akv_connection_request_name(const struct akv_options *options,
					  const char **out,
					  struct akv_error *err)
{
	const char *named = akv_options_text(options, AKV_OPTION_NAME);

	if ((named != NULL) == (options->operand_count > 0)) {
		akv_fail(err, AKV_ERR_USAGE, "NoConnection",
			 "which connection? name one");
		akv_error_hint(err, "--name CONNECTION; akv connection list "
				    "shows them");
		return AKV_ERR_USAGE;
	}
	*out = named != NULL ? named : options->operands[0];
	return AKV_OK;
}

/* -- values that are one word -- */

static enum akv_code check_type(const char *value, struct akv_error *err)
{
	const struct akv_connection_type *type;

	return akv_connection_type_find(value, &type, err);
}

struct word {
	enum akv_code (*check)(const char *value, struct akv_error *err);
	const char **out;
	enum akv_option option;
	bool may_be_empty; /* in a change: no more of it */
};

static enum akv_code take_word(const struct akv_options *options,
			       const struct word *word, bool is_new,
			       struct akv_error *err)
{
	const char *value = akv_options_text(options, word->option);
	enum akv_code code = AKV_OK;

	if (value == NULL)
		return AKV_OK;
	if (akv_text_has_control(value))
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
				"the value has a control character");
	else if (value[0] != '\0' || (is_new && !word->may_be_empty))
		code = word->check(value, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "--%s",
				 akv_options_help(word->option)->name);
	*word->out = value;
	return code;
}

static enum akv_code take_words(const struct akv_options *options, bool is_new,
				struct akv_connection_setup *setup,
				struct akv_error *err)
{
	const struct word words[] = {
		{ check_type, &setup->type, AKV_OPTION_TYPE, false },
		{ akv_value_check_url, &setup->url, AKV_OPTION_URL, false },
		{ akv_value_check_username, &setup->username,
		  AKV_OPTION_USERNAME, true },
		{ akv_names_check_secret, &setup->secret,
		  AKV_OPTION_CONNECTION_SECRET, false },
		{ akv_names_check_version, &setup->version,
		  AKV_OPTION_CONNECTION_VERSION, true },
		{ akv_names_check_vault, &setup->vault, AKV_OPTION_VAULT_NAME,
		  false },
	};
	enum akv_code code = AKV_OK;

	for (size_t i = 0;
	     i < sizeof(words) / sizeof(words[0]) && code == AKV_OK; i++)
		code = take_word(options, &words[i], is_new, err);
	return code;
}

/* -- more secrets, of which there may be several -- */

static size_t length_of_lists(const struct akv_options *options)
{
	size_t len = 1;

	for (size_t i = 0; i < options->given_count; i++)
		if (options->given[i].option == AKV_OPTION_MORE_SECRETS)
			len += strlen(options->given[i].argument) + 1;
	return len;
}

static void add_words(struct akv_text *list, const char *words)
{
	size_t len = 0;

	for (const char *word = akv_value_next_word(words, &len); word != NULL;
	     word = akv_value_next_word(word + len, &len)) {
		akv_text_add(list, list->len > 0 ? ";" : "");
		akv_text_add_bytes(list, word, len);
	}
}

static enum akv_code take_more_secrets(const struct akv_options *options,
				       struct akv_connection_request *request,
				       struct akv_error *err)
{
	size_t size = length_of_lists(options);
	struct akv_text list;
	enum akv_code code;

	if (!akv_options_has(options, AKV_OPTION_MORE_SECRETS))
		return AKV_OK;
	request->more_secrets = malloc(size);
	if (request->more_secrets == NULL)
		return no_memory(err);
	akv_text_init(&list, request->more_secrets, size);
	for (size_t i = 0; i < options->given_count; i++)
		if (options->given[i].option == AKV_OPTION_MORE_SECRETS)
			add_words(&list, options->given[i].argument);
	code = akv_value_check_secrets(request->more_secrets, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "--more-secrets");
	request->setup.more_secrets = request->more_secrets;
	return code;
}

/* -- where it goes -- */

static enum akv_code build_url(const struct akv_options *options,
			       const char *type_name,
			       struct akv_connection_request *request,
			       struct akv_error *err)
{
	struct akv_connection_url_parts parts = {
		.host = akv_options_text(options, AKV_OPTION_HOST),
		.port = akv_options_text(options, AKV_OPTION_PORT),
		.path = akv_options_text(options, AKV_OPTION_PATH),
	};
	enum akv_code code;

	if (type_name == NULL || type_name[0] == '\0')
		return refuse("--host needs --type, which says the scheme",
			      err);
	code = akv_connection_type_find(type_name, &parts.type, err);
	if (code == AKV_OK)
		code = akv_connection_url_build(&parts, &request->url, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "--host");
	request->setup.url = request->url;
	return code;
}

static enum akv_code take_parts(const struct akv_options *options,
				const struct akv_connection_config *before,
				struct akv_connection_request *request,
				struct akv_error *err)
{
	const char *type = request->setup.type;

	if (!akv_options_has(options, AKV_OPTION_HOST)) {
		if (akv_options_has(options, AKV_OPTION_PORT) ||
		    akv_options_has(options, AKV_OPTION_PATH))
			return refuse("--port and --path go with --host", err);
		return AKV_OK;
	}
	if (akv_options_has(options, AKV_OPTION_URL))
		return refuse("--url or --host, not both", err);
	if (type == NULL && before != NULL)
		type = before->type;
	return build_url(options, type, request, err);
}

/* The type that a new connection's url speaks of. */
static void guess_type(struct akv_connection_setup *setup)
{
	struct akv_connection_url url;
	const struct akv_connection_type *type;

	if (setup->type != NULL || setup->url == NULL ||
	    akv_connection_url_parse(setup->url, &url, NULL) != AKV_OK)
		return;
	type = akv_connection_type_of_scheme(url.protocol);
	if (type != NULL)
		setup->type = type->name;
	akv_connection_url_clear(&url);
}

/* -- all of it -- */

static enum akv_code
check_together(const struct akv_connection_request *request,
	       struct akv_error *err)
{
	if (request->setup.secret != NULL && request->password_file != NULL)
		return refuse("--secret-name or --password-file, not both",
			      err);
	return AKV_OK;
}

static bool names_a_secret(const struct akv_connection_setup *setup)
{
	return setup->secret != NULL || setup->version != NULL ||
	       setup->vault != NULL || setup->more_secrets != NULL;
}

enum akv_code
akv_connection_request_init(const struct akv_options *options,
			    const struct akv_connection_config *before,
			    struct akv_connection_request *request,
			    struct akv_error *err)
{
	enum akv_code code;

	*request = (struct akv_connection_request){
		.password_file =
			akv_options_text(options, AKV_OPTION_PASSWORD_FILE),
	};
	code = akv_connection_request_name(options, &request->setup.name, err);
	if (code == AKV_OK)
		code = take_words(options, before == NULL, &request->setup,
				  err);
	if (code == AKV_OK)
		code = take_more_secrets(options, request, err);
	if (code == AKV_OK)
		code = take_parts(options, before, request, err);
	if (code == AKV_OK)
		code = check_together(request, err);
	if (before == NULL)
		guess_type(&request->setup);
	request->verifies = !akv_options_has(options, AKV_OPTION_NO_VERIFY) &&
			    names_a_secret(&request->setup);
	return code;
}

void akv_connection_request_clear(struct akv_connection_request *request)
{
	akv_secret_free(request->password);
	free(request->url);
	free(request->more_secrets);
	*request = (struct akv_connection_request){ 0 };
}

/* -- the password -- */

static enum akv_code read_file(const char *path, struct akv_secret **out,
			       struct akv_error *err)
{
	enum akv_code code =
		akv_file_read(path, AKV_FILE_PRIVATE,
			      AKV_CONNECTION_PASSWORD_MAX + 2, out, err);

	if (code == AKV_ERR_NOT_FOUND)
		return akv_fail(err, AKV_ERR_USAGE, "FileNotFound",
				"%s: there is no such file with a password",
				path);
	return code;
}

enum akv_code
akv_connection_request_take_password(struct akv_connection_request *request,
				     struct akv_error *err)
{
	const char *path = request->password_file;
	bool is_stdin = path == NULL || strcmp(path, "-") == 0;
	const char *from = path;
	enum akv_code code;

	if (!is_stdin) {
		code = read_file(path, &request->password, err);
	} else if (isatty(STDIN_FILENO) != 0) {
		from = "the terminal";
		code = akv_secret_input_ask("Password", request->setup.name,
					    &request->password, err);
	} else {
		from = "stdin";
		code = akv_secret_input_read(&request->password, err);
	}
	if (code == AKV_OK)
		code = akv_connection_password_check(request->password, from,
						     err);
	if (code == AKV_OK)
		request->setup.password = request->password;
	return code;
}
