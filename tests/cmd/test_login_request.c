/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/login_request.h"
#include "cmd/report.h"

#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static struct akv_options options;
static struct akv_login_request request;
static struct akv_error err;

/* ${option} is given, or, with NULL, given no longer. */
static void give(enum akv_option option, const char *argument)
{
	static struct akv_option_given given[16];
	size_t kept = 0;

	options.given = given;
	for (size_t i = 0; i < options.given_count; i++)
		if (given[i].option != option)
			given[kept++] = given[i];
	if (argument != NULL)
		given[kept++] = (struct akv_option_given){ option, argument };
	options.given_count = kept;
}

static void set_up(void)
{
	akv_report_only_errors();
	cr_assert_eq(chdir("/tmp"), 0);
	give(AKV_OPTION_SERVICE_PRINCIPAL, "");
	give(AKV_OPTION_CLIENT_ID, CLIENT);
	give(AKV_OPTION_TENANT, "contoso.com");
}

static void tear_down(void)
{
	akv_login_request_clear(&request);
}

TestSuite(login_request, .init = set_up, .fini = tear_down);

static const struct akv_login *expect_login(void)
{
	cr_assert_eq(akv_login_request_init(&options, &request, &err), AKV_OK,
		     "%s", err.text);
	return &request.login;
}

static void expect_refused(const char *words)
{
	cr_expect_eq(akv_login_request_init(&options, &request, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "BadOption");
	cr_expect_not_null(strstr(err.text, words), "%s", err.text);
}

Test(login_request, is_for_a_service_principal)
{
	const struct akv_login *login = expect_login();

	cr_expect_str_eq(login->client_id, CLIENT);
	cr_expect_str_eq(login->tenant, "contoso.com");
	cr_expect_null(login->certificate);
	cr_expect_null(login->client_secret_file);
	cr_expect_null(login->federated_token_file);
	cr_expect_null(login->managed_identity);
}

Test(login_request, makes_paths_absolute)
{
	give(AKV_OPTION_CERTIFICATE, "a.pem");
	give(AKV_OPTION_CERTIFICATE_PASSWORD_FILE, "/etc/../password");
	cr_expect_str_eq(expect_login()->certificate, "/tmp/a.pem");
	cr_expect_str_eq(request.login.certificate_password_file,
			 "/etc/../password");
	cr_assert_eq(chdir("/"), 0);
	cr_expect_str_eq(expect_login()->certificate, "/a.pem");
}

Test(login_request, takes_no_path_that_is_none)
{
	char *path = malloc(PATH_MAX + 1);

	cr_assert_not_null(path);
	memset(path, 'a', PATH_MAX);
	path[PATH_MAX] = '\0';
	give(AKV_OPTION_FEDERATED_TOKEN_FILE, path);
	expect_refused("too long");
	give(AKV_OPTION_FEDERATED_TOKEN_FILE, "");
	expect_refused("empty");
	free(path);
}

Test(login_request, takes_one_way_at_most)
{
	give(AKV_OPTION_CERTIFICATE, "/a");
	give(AKV_OPTION_CLIENT_SECRET_FILE, "-");
	expect_refused("one of");
	give(AKV_OPTION_CERTIFICATE, NULL);
	give(AKV_OPTION_CERTIFICATE_PASSWORD_FILE, "/b");
	expect_refused("--certificate-password-file");
}

Test(login_request, needs_both_ids)
{
	give(AKV_OPTION_TENANT, NULL);
	expect_refused("--tenant");
	give(AKV_OPTION_TENANT, "contoso.com");
	give(AKV_OPTION_CLIENT_ID, NULL);
	expect_refused("--username");
}

/* A secret that is asked for must not have been typed in vain. */
Test(login_request, checks_both_ids_before_anything_is_asked)
{
	give(AKV_OPTION_CLIENT_ID, "nightly");
	cr_expect_eq(akv_login_request_init(&options, &request, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidClientId");
	give(AKV_OPTION_CLIENT_ID, CLIENT);
	give(AKV_OPTION_TENANT, "a/b");
	cr_expect_eq(akv_login_request_init(&options, &request, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidTenant");
}

Test(login_request, is_for_an_identity)
{
	give(AKV_OPTION_SERVICE_PRINCIPAL, NULL);
	give(AKV_OPTION_IDENTITY, "");
	expect_refused("--identity");
	give(AKV_OPTION_TENANT, NULL);
	setenv("IDENTITY_ENDPOINT", "http://127.0.0.1/", 1);
	setenv("IDENTITY_HEADER", "h", 1);
	cr_expect_str_eq(expect_login()->managed_identity, "app-service");
	cr_expect_str_eq(request.login.client_id, CLIENT);
	/* there is no secret to get */
	cr_expect_eq(akv_login_request_complete(&request, &err), AKV_OK);
	cr_expect_null(request.login.client_secret);
}

Test(login_request, is_for_somebody)
{
	give(AKV_OPTION_SERVICE_PRINCIPAL, NULL);
	expect_refused("as whom?");
	give(AKV_OPTION_SERVICE_PRINCIPAL, "");
	give(AKV_OPTION_IDENTITY, "");
	expect_refused("as whom?");
}

static void set_stdin(const char *text)
{
	int ends[2];

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
	(void)close(ends[1]);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	(void)close(ends[0]);
}

Test(login_request, reads_one_line_of_stdin)
{
	set_stdin("s3cret\r\n");
	(void)expect_login();
	cr_assert_eq(akv_login_request_complete(&request, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(akv_secret_text(request.login.client_secret),
			 "s3cret");
}

Test(login_request, reads_no_more_than_one_line)
{
	set_stdin("one\ntwo\n");
	give(AKV_OPTION_CLIENT_SECRET_FILE, "-");
	(void)expect_login();
	cr_expect_null(request.login.client_secret_file);
	cr_expect_eq(akv_login_request_complete(&request, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidClientSecret");
	cr_expect_null(request.login.client_secret);
}

Test(login_request, leaves_stdin_alone_with_another_credential)
{
	set_stdin("s3cret\n");
	give(AKV_OPTION_CERTIFICATE, "/a");
	(void)expect_login();
	cr_expect_eq(akv_login_request_complete(&request, &err), AKV_OK);
	cr_expect_null(request.login.client_secret);
}
