/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/docker_lookup.h"
#include "tests/fakes/config_text.h"

static const char text[] = "[vault contoso]\ndefault = true\n"
			   "[connection registry]\ntype = docker\n"
			   "url = https://bob@registry.example.com\n"
			   "secret = a\n"
			   "[connection team]\ntype = docker\n"
			   "url = https://registry.example.com/team\n"
			   "secret = b\n"
			   "[connection hub]\ntype = docker\n"
			   "url = https://index.docker.io/v1/\n"
			   "secret = c\n"
			   "[connection plain]\ntype = docker\n"
			   "url = http://localhost:5000\n"
			   "secret = d\n"
			   "[connection untyped]\n"
			   "url = https://untyped.example.com:8443\n"
			   "secret = e\n"
			   "[connection git]\ntype = git\n"
			   "url = https://git.example.com\n"
			   "secret = f\n"
			   "[connection no-url]\ntype = docker\nsecret = g\n";

/* ${url} is asked for: ${name} is the connection, NULL for none. */
static void expect(const char *url, const char *name)
{
	AKV_AUTO(config) *config = config_of(text);
	AKV_AUTO(secret) *request = NULL;
	struct akv_docker_server server;
	struct akv_target target;
	const char *got;

	cr_assert_eq(akv_secret_new_from(url, strlen(url), &request, NULL),
		     AKV_OK);
	cr_assert_eq(akv_docker_credential_server(request, &server, NULL),
		     AKV_OK);
	cr_assert_eq(akv_docker_lookup_find(config, &server, &target, NULL),
		     AKV_OK);
	got = target.id.name != NULL ? target.connection->name : "(none)";
	cr_assert_str_eq(got, name != NULL ? name : "(none)", "%s", url);
}

Test(docker_lookup, finds_a_registry_however_it_is_written)
{
	expect("registry.example.com", "registry");
	expect("Registry.Example.COM", "registry");
	expect("registry.example.com:443", "registry");
	expect("https://registry.example.com", "registry");
	expect("https://registry.example.com/v1/", "registry");
	expect("https://registry.example.com/v2/", "registry");
	expect("https://bob@registry.example.com", "registry");
}

Test(docker_lookup, takes_the_longest_path)
{
	expect("registry.example.com/team", "team");
	expect("registry.example.com/team/image", "team");
	expect("registry.example.com/teamwork", "registry");
}

Test(docker_lookup, knows_all_names_of_the_hub)
{
	expect("https://index.docker.io/v1/", "hub");
	expect("index.docker.io", "hub");
	expect("docker.io", "hub");
	expect("registry-1.docker.io", "hub");
	expect("docker.io/library/debian", "hub");
}

Test(docker_lookup, takes_http_where_nothing_else_is_said)
{
	expect("localhost:5000", "plain");
	expect("http://localhost:5000", "plain");
	expect("https://localhost:5000", NULL);
	expect("http://registry.example.com", NULL);
}

Test(docker_lookup, gives_nothing_of_another_server_or_type)
{
	expect("untyped.example.com:8443", "untyped");
	expect("untyped.example.com", NULL);
	expect("git.example.com", NULL);
	expect("example.com", NULL);
	expect("registry.example.com.evil.net", NULL);
	expect("https://eve@registry.example.com", NULL);
	expect("ftp://registry.example.com", NULL);
}

Test(docker_lookup, lists_what_is_of_its_type)
{
	static const char *const keys[] = {
		"https://registry.example.com",
		"https://registry.example.com/team",
		"https://index.docker.io/v1/",
		"http://localhost:5000",
		NULL,
		NULL,
		NULL,
	};
	AKV_AUTO(config) *config = config_of(text);

	cr_assert_eq(config->connection_count, sizeof(keys) / sizeof(keys[0]));
	for (size_t i = 0; i < config->connection_count; i++) {
		char key[AKV_DOCKER_LOOKUP_KEY_SIZE];
		bool has_key =
			akv_docker_lookup_key(&config->connections[i], key);

		cr_assert_eq(has_key, keys[i] != NULL);
		if (has_key)
			cr_assert_str_eq(key, keys[i]);
	}
}
