/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "protocol/docker_credential.h"

static enum akv_code parse(const char *bytes, size_t len,
			   struct akv_docker_server *server,
			   struct akv_error *err)
{
	AKV_AUTO(secret) *request = NULL;

	cr_assert_eq(akv_secret_new_from(bytes, len, &request, NULL), AKV_OK);
	return akv_docker_credential_server(request, server, err);
}

static void expect(const char *text, const char *url, const char *protocol,
		   const char *host, const char *path)
{
	struct akv_docker_server server;

	cr_assert_eq(parse(text, strlen(text), &server, NULL), AKV_OK);
	cr_assert_str_eq(server.url, url);
	cr_assert_str_eq(server.protocol, protocol);
	cr_assert_str_eq(server.host, host);
	cr_assert_str_eq(server.path, path);
	cr_assert_str_eq(server.username, "");
}

Test(docker_credential, takes_a_server_apart)
{
	expect("registry.example.com", "registry.example.com", "",
	       "registry.example.com", "");
	expect("localhost:5000", "localhost:5000", "", "localhost:5000", "");
	expect("https://index.docker.io/v1/", "https://index.docker.io/v1/",
	       "https", "index.docker.io", "v1");
	expect("quay.io/team/image", "quay.io/team/image", "", "quay.io",
	       "team/image");
}

Test(docker_credential, takes_blanks_off_a_server)
{
	expect("registry.example.com\n", "registry.example.com", "",
	       "registry.example.com", "");
	expect(" \tregistry.example.com \r\n", "registry.example.com", "",
	       "registry.example.com", "");
	expect("", "", "", "", "");
	expect(" \n", "", "", "", "");
}

Test(docker_credential, knows_a_user)
{
	struct akv_docker_server server;
	static const char text[] = "https://bob@registry.example.com/";

	cr_assert_eq(parse(text, strlen(text), &server, NULL), AKV_OK);
	cr_assert_str_eq(server.username, "bob");
	cr_assert_str_eq(server.host, "registry.example.com");
}

static void refuse(const char *bytes, size_t len, const char *reason)
{
	struct akv_docker_server server;
	struct akv_error err;

	cr_assert_neq(parse(bytes, len, &server, &err), AKV_OK);
	cr_assert_str_eq(err.reason, reason);
}

Test(docker_credential, refuses_what_is_no_server)
{
	static char longest[AKV_DOCKER_URL_MAX + 1];

	refuse("one two", 7, "BadRequest");
	refuse("one\ntwo", 7, "BadRequest");
	refuse("nul\0byte", 8, "BadRequest");
	refuse("es\x1b[c", 5, "BadRequest");
	memset(longest, 'h', sizeof(longest));
	refuse(longest, sizeof(longest), "BadRequest");
	refuse("a@b@c", 5, "BadUrl");
	refuse("://", 3, "BadUrl");
}

Test(docker_credential, bounds_a_request)
{
	AKV_AUTO(secret) *request = NULL;
	struct akv_secret *none = NULL;
	struct akv_error err;
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);

	cr_assert_eq(akv_docker_credential_request(fd, &none, &err),
		     AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "RequestTooLarge");
	cr_assert_null(none);
	(void)close(fd);
	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	cr_assert_eq(akv_docker_credential_request(fd, &request, &err), AKV_OK);
	cr_assert_eq(akv_secret_len(request), 0);
	(void)close(fd);
}
