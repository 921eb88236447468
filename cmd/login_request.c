/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/report.h"
#include "cmd/secret_input.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/core/client_secret.h"
#include "libhelper/core/identity_source.h"

#include "cmd/login_request.h"

static enum akv_code refuse(struct akv_error *err, const char *what)
{
	akv_fail(err, AKV_ERR_USAGE, "BadOption", "akv login: %s", what);
	akv_error_hint(err, "akv login --service-principal --username "
			    "CLIENT_ID --tenant TENANT");
	akv_error_hint(err, "akv login --identity");
	return AKV_ERR_USAGE;
}

static bool is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

/* -- as whom -- */

static enum akv_code take_identity(const struct akv_options *options,
				   struct akv_login *login,
				   struct akv_error *err)
{
	const char *why = NULL;
	enum akv_code code;

	if (akv_options_has(options, AKV_OPTION_TENANT) ||
	    akv_options_has(options, AKV_OPTION_CERTIFICATE) ||
	    akv_options_has(options, AKV_OPTION_CERTIFICATE_PASSWORD_FILE) ||
	    akv_options_has(options, AKV_OPTION_FEDERATED_TOKEN_FILE) ||
	    akv_options_has(options, AKV_OPTION_CLIENT_SECRET_FILE))
		return refuse(err, "--identity goes with --username alone");
	code = akv_identity_source_find(&login->managed_identity, &why, err);
	if (code != AKV_OK)
		return code;
	akv_report_note("the managed identity of %s: %s",
			login->managed_identity, why);
	return AKV_OK;
}

static enum akv_code check_ways(const struct akv_options *options,
				struct akv_error *err)
{
	int count = akv_options_has(options, AKV_OPTION_CERTIFICATE) +
		    akv_options_has(options, AKV_OPTION_FEDERATED_TOKEN_FILE) +
		    akv_options_has(options, AKV_OPTION_CLIENT_SECRET_FILE);

	if (count > 1)
		return refuse(err, "one of --certificate, "
				   "--federated-token-file and "
				   "--client-secret-file, please");
	if (akv_options_has(options, AKV_OPTION_CERTIFICATE_PASSWORD_FILE) &&
	    !akv_options_has(options, AKV_OPTION_CERTIFICATE))
		return refuse(err, "--certificate-password-file is for "
				   "--certificate");
	return AKV_OK;
}

/* Before anybody types a secret for them. */
static enum akv_code check_ids(const struct akv_login *login,
			       struct akv_error *err)
{
	enum akv_code code = akv_names_check_tenant(login->tenant, err);

	if (code != AKV_OK) {
		akv_error_prefix(err, "--tenant");
		return code;
	}
	if (akv_names_is_guid(login->client_id))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidClientId",
		 "--username: the client id is not a GUID");
	akv_error_hint(err, "it is the Application (client) ID that the "
			    "portal shows, not the name");
	return AKV_ERR_USAGE;
}

/* -- paths -- */

/* ${path} from / on, in ${absolute} of PATH_MAX bytes; "" is none. */
static enum akv_code make_absolute(const char *path, char *absolute,
				   struct akv_error *err)
{
	struct akv_text text;
	char here[PATH_MAX];

	akv_text_init(&text, absolute, PATH_MAX);
	if (path == NULL || is_stdin(path))
		return AKV_OK;
	if (path[0] == '\0')
		return refuse(err, "a path is empty");
	if (path[0] != '/') {
		if (getcwd(here, sizeof(here)) == NULL)
			return akv_fail_errno(err, AKV_ERR_USAGE, "NoDirectory",
					      "%s: where are we?", path);
		akv_text_addf(&text, "%s/", strcmp(here, "/") == 0 ? "" : here);
	}
	akv_text_add(&text, path);
	if (text.cut)
		return refuse(err, "a path is too long");
	return AKV_OK;
}

static enum akv_code take_paths(const struct akv_options *options,
				struct akv_login_request *request,
				struct akv_error *err)
{
	struct akv_login *login = &request->login;
	const struct {
		enum akv_option option;
		char *absolute;
		const char **out;
	} paths[] = {
		{ AKV_OPTION_CLIENT_SECRET_FILE, request->client_secret_file,
		  &login->client_secret_file },
		{ AKV_OPTION_CERTIFICATE, request->certificate,
		  &login->certificate },
		{ AKV_OPTION_CERTIFICATE_PASSWORD_FILE,
		  request->certificate_password_file,
		  &login->certificate_password_file },
		{ AKV_OPTION_FEDERATED_TOKEN_FILE,
		  request->federated_token_file, &login->federated_token_file },
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		enum akv_code code = make_absolute(
			akv_options_text(options, paths[i].option),
			paths[i].absolute, err);

		if (code != AKV_OK)
			return code;
		if (paths[i].absolute[0] != '\0')
			*paths[i].out = paths[i].absolute;
	}
	return AKV_OK;
}

static enum akv_code take_service_principal(const struct akv_options *options,
					    struct akv_login_request *request,
					    struct akv_error *err)
{
	const char *file =
		akv_options_text(options, AKV_OPTION_CLIENT_SECRET_FILE);
	enum akv_code code;

	if (!akv_options_has(options, AKV_OPTION_CLIENT_ID) ||
	    !akv_options_has(options, AKV_OPTION_TENANT))
		return refuse(err, "--service-principal needs --username and "
				   "--tenant");
	code = check_ways(options, err);
	if (code != AKV_OK)
		return code;
	request->login.tenant = akv_options_text(options, AKV_OPTION_TENANT);
	code = check_ids(&request->login, err);
	if (code != AKV_OK)
		return code;
	request->reads_stdin = file != NULL && is_stdin(file);
	return take_paths(options, request, err);
}

enum akv_code akv_login_request_init(const struct akv_options *options,
				     struct akv_login_request *request,
				     struct akv_error *err)
{
	bool is_identity = akv_options_has(options, AKV_OPTION_IDENTITY);
	bool is_application =
		akv_options_has(options, AKV_OPTION_SERVICE_PRINCIPAL);

	*request = (struct akv_login_request){ 0 };
	request->login.client_id =
		akv_options_text(options, AKV_OPTION_CLIENT_ID);
	if (is_identity == is_application)
		return refuse(err, "as whom? --service-principal or "
				   "--identity");
	if (is_identity)
		return take_identity(options, &request->login, err);
	return take_service_principal(options, request, err);
}

void akv_login_request_clear(struct akv_login_request *request)
{
	akv_secret_free(request->client_secret);
	*request = (struct akv_login_request){ 0 };
}

/* -- the client secret -- */

static bool needs_client_secret(const struct akv_login *login)
{
	return login->managed_identity == NULL && login->certificate == NULL &&
	       login->federated_token_file == NULL &&
	       login->client_secret_file == NULL;
}

enum akv_code akv_login_request_complete(struct akv_login_request *request,
					 struct akv_error *err)
{
	bool from_stdin = request->reads_stdin || isatty(STDIN_FILENO) == 0;
	enum akv_code code;

	if (!needs_client_secret(&request->login))
		return AKV_OK;
	code = from_stdin ?
		       akv_secret_input_read(&request->client_secret, err) :
		       akv_secret_input_ask("Client secret",
					    request->login.client_id,
					    &request->client_secret, err);
	if (code == AKV_OK)
		code = akv_client_secret_check(
			request->client_secret,
			from_stdin ? "stdin" : "the terminal", err);
	if (code == AKV_OK)
		request->login.client_secret = request->client_secret;
	return code;
}
