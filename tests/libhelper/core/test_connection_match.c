/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/core/connection_match.h"
#include "tests/fakes/config_text.h"

#define VAULTS "[vault contoso]\ndefault=true\n[vault fabrikam]\n"
#define CONNECTION(name, url) \
	"[connection " name "]\nsecret = s\nurl = " url "\n"

static const char *match(const char *text, const struct akv_request *request)
{
	static char name[64];
	AKV_AUTO(config) *config = config_of(text);
	const struct akv_connection_config *found =
		akv_connection_match(config, request);

	if (found == NULL)
		return "(none)";
	snprintf(name, sizeof(name), "%s", found->name);
	return name;
}

#define EXPECT(text, wanted, ...) \
	cr_expect_str_eq( \
		match((text), &(const struct akv_request){ __VA_ARGS__ }), \
		(wanted))

/* -- git's t0303, as far as it is about what matches -- */

static const char store[] =
	VAULTS CONNECTION("store", "https://store-user@example.com");

Test(connection_match, t0303_has_no_existing_data)
{
	EXPECT(VAULTS, "(none)", .protocol = "https", .host = "example.com");
}

Test(connection_match, t0303_can_retrieve_password)
{
	EXPECT(store, "store", .protocol = "https", .host = "example.com");
}

Test(connection_match, t0303_requires_matching_protocol)
{
	EXPECT(store, "(none)", .protocol = "http", .host = "example.com");
}

Test(connection_match, t0303_requires_matching_host)
{
	EXPECT(store, "(none)", .protocol = "https", .host = "other.tld");
}

Test(connection_match, t0303_requires_matching_username)
{
	EXPECT(store, "(none)", .protocol = "https", .host = "example.com",
	       .username = "other");
	EXPECT(store, "store", .protocol = "https", .host = "example.com",
	       .username = "store-user");
}

Test(connection_match, t0303_requires_matching_path)
{
	static const char text[] =
		VAULTS CONNECTION("foo", "http://path.tld/foo.git");

	EXPECT(text, "(none)", .protocol = "http", .host = "path.tld",
	       .path = "bar.git");
	EXPECT(text, "foo", .protocol = "http", .host = "path.tld",
	       .path = "foo.git");
}

Test(connection_match, t0303_can_store_multiple_users)
{
	static const char text[] = VAULTS CONNECTION("one", "https://user1@h")
		CONNECTION("two", "https://user2@h");

	EXPECT(text, "one", .protocol = "https", .host = "h",
	       .username = "user1");
	EXPECT(text, "two", .protocol = "https", .host = "h",
	       .username = "user2");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .username = "user3");
}

Test(connection_match, t0303_can_store_empty_username)
{
	static const char text[] =
		VAULTS CONNECTION("sso", "https://sso.tld") "username =\n";

	EXPECT(text, "sso", .protocol = "https", .host = "sso.tld");
	EXPECT(text, "sso", .protocol = "https", .host = "sso.tld",
	       .username = "");
	EXPECT(text, "(none)", .protocol = "https", .host = "sso.tld",
	       .username = "me");
}

/* -- protocol and host -- */

Test(connection_match, nothing_absent_or_empty_is_a_wildcard)
{
	EXPECT(store, "(none)", .protocol = NULL);
	EXPECT(store, "(none)", .host = "example.com");
	EXPECT(store, "(none)", .protocol = "https");
	EXPECT(store, "(none)", .protocol = "", .host = "example.com");
	EXPECT(store, "(none)", .protocol = "https", .host = "");
	EXPECT(store, "(none)", .protocol = "", .host = "");
	EXPECT(store, "(none)", .username = "store-user");
	EXPECT(store, "(none)", .path = "x", .username = "store-user");
}

Test(connection_match, a_connection_without_a_url_matches_nothing)
{
	static const char text[] = VAULTS "[connection x]\nsecret=s\n";

	EXPECT(text, "(none)", .protocol = "https", .host = "h");
	EXPECT(text, "(none)", .protocol = "", .host = "");
	EXPECT(text, "(none)", .protocol = NULL);
}

Test(connection_match, protocol_and_host_have_no_case)
{
	EXPECT(store, "store", .protocol = "HTTPS", .host = "EXAMPLE.com");
	EXPECT(VAULTS CONNECTION("x", "HTTPS://EXAMPLE.com"), "x",
	       .protocol = "https", .host = "example.com");
}

Test(connection_match, the_protocol_s_own_port_is_none)
{
	static const char own[] = VAULTS CONNECTION("x", "sftp://h:22");
	static const char other[] = VAULTS CONNECTION("x", "sftp://h:2222");
	static const char ipv6[] = VAULTS CONNECTION("x", "sftp://[::1]");

	EXPECT(own, "x", .protocol = "sftp", .host = "h");
	EXPECT(own, "x", .protocol = "sftp", .host = "h:22");
	EXPECT(own, "(none)", .protocol = "sftp", .host = "h:2222");
	EXPECT(own, "(none)", .protocol = "sftp", .host = "h:");
	EXPECT(own, "(none)", .protocol = "sftp", .host = "h:022");
	EXPECT(own, "(none)", .protocol = "sftp", .host = "h:22:22");
	EXPECT(own, "(none)", .protocol = "sftp", .host = "h:220");
	EXPECT(other, "x", .protocol = "sftp", .host = "h:2222");
	EXPECT(other, "(none)", .protocol = "sftp", .host = "h");
	EXPECT(other, "(none)", .protocol = "sftp", .host = "h:22");
	EXPECT(other, "(none)", .protocol = "sftp", .host = "h:2222:22");
	EXPECT(ipv6, "x", .protocol = "sftp", .host = "[::1]");
	EXPECT(ipv6, "x", .protocol = "sftp", .host = "[::1]:22");
	EXPECT(ipv6, "(none)", .protocol = "sftp", .host = "[::1]:23");
}

Test(connection_match, a_protocol_without_a_known_port_compares_exactly)
{
	static const char text[] = VAULTS CONNECTION("x", "thing://h");

	EXPECT(text, "x", .protocol = "thing", .host = "h");
	EXPECT(text, "(none)", .protocol = "thing", .host = "h:0");
	EXPECT(text, "(none)", .protocol = "thing", .host = "h:1");
}

Test(connection_match, a_host_is_no_part_of_another)
{
	EXPECT(store, "(none)", .protocol = "https",
	       .host = "example.com.evil.tld");
	EXPECT(store, "(none)", .protocol = "https", .host = "www.example.com");
	EXPECT(store, "(none)", .protocol = "https", .host = "xample.com");
	EXPECT(store, "(none)", .protocol = "https", .host = "example.com.");
	EXPECT(store, "(none)", .protocol = "https", .host = "example.com/");
	EXPECT(store, "(none)", .protocol = "https",
	       .host = "example.com@evil.tld");
	EXPECT(store, "(none)", .protocol = "https", .host = "*");
	EXPECT(store, "(none)", .protocol = "https", .host = "*.com");
}

Test(connection_match, a_certificate_has_no_host)
{
	static const char text[] =
		VAULTS CONNECTION("x", "cert:///home/me/client.pem");

	EXPECT(text, "x", .protocol = "cert", .host = "",
	       .path = "home/me/client.pem", .username = "");
	EXPECT(text, "(none)", .protocol = "cert",
	       .path = "home/me/client.pem");
	EXPECT(text, "(none)", .protocol = "cert", .host = "h",
	       .path = "home/me/client.pem");
	EXPECT(text, "(none)", .protocol = "cert", .host = "",
	       .path = "home/me/other.pem");
	EXPECT(text, "(none)", .protocol = "cert", .host = "");
}

/* -- path -- */

Test(connection_match, a_path_is_a_prefix_of_whole_components)
{
	static const char text[] = VAULTS CONNECTION("org", "https://h/org");

	EXPECT(text, "org", .protocol = "https", .host = "h", .path = "org");
	EXPECT(text, "org", .protocol = "https", .host = "h",
	       .path = "org/repo.git");
	EXPECT(text, "org", .protocol = "https", .host = "h",
	       .path = "/org/repo.git/");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "organisation");
	EXPECT(text, "(none)", .protocol = "https", .host = "h", .path = "o");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "other/org");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "Org/repo.git");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "org?x");
}

Test(connection_match, no_path_is_for_connections_without_one)
{
	static const char text[] = VAULTS CONNECTION("org", "https://h/org");

	EXPECT(text, "(none)", .protocol = "https", .host = "h");
	EXPECT(text, "(none)", .protocol = "https", .host = "h", .path = "");
	EXPECT(text, "(none)", .protocol = "https", .host = "h", .path = "/");
}

Test(connection_match, a_connection_without_a_path_is_for_all_of_the_host)
{
	EXPECT(store, "store", .protocol = "https", .host = "example.com",
	       .path = "org/repo.git");
	EXPECT(store, "store", .protocol = "https", .host = "example.com",
	       .path = "a/../b");
}

Test(connection_match, dots_lead_out_of_a_path)
{
	static const char text[] = VAULTS CONNECTION("org", "https://h/org");

	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "org/../other");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .path = "org/./repo");
	EXPECT(text, "org", .protocol = "https", .host = "h",
	       .path = "org/.git");
}

Test(connection_match, the_longest_path_wins)
{
	static const char text[] = VAULTS CONNECTION("host", "https://h")
		CONNECTION("repo", "https://h/org/repo")
			CONNECTION("org", "https://h/org");

	EXPECT(text, "host", .protocol = "https", .host = "h");
	EXPECT(text, "host", .protocol = "https", .host = "h", .path = "x");
	EXPECT(text, "org", .protocol = "https", .host = "h",
	       .path = "org/other");
	EXPECT(text, "repo", .protocol = "https", .host = "h",
	       .path = "org/repo/info");
}

/* -- user name -- */

Test(connection_match, a_user_name_is_a_filter)
{
	static const char text[] = VAULTS CONNECTION("any", "https://h")
		CONNECTION("alice", "https://alice@h");

	EXPECT(text, "alice", .protocol = "https", .host = "h",
	       .username = "alice");
	EXPECT(text, "any", .protocol = "https", .host = "h",
	       .username = "bob");
	EXPECT(text, "any", .protocol = "https", .host = "h",
	       .username = "Alice");
	EXPECT(text, "any", .protocol = "https", .host = "h", .username = "");
}

Test(connection_match, the_longest_path_wins_over_the_user_name)
{
	static const char text[] = VAULTS CONNECTION("alice", "https://alice@h")
		CONNECTION("org", "https://h/org");

	EXPECT(text, "org", .protocol = "https", .host = "h", .path = "org/x",
	       .username = "alice");
}

Test(connection_match, the_connection_s_user_name_wins_over_the_url_s)
{
	static const char text[] =
		VAULTS CONNECTION("x", "https://alice@h") "username = bob\n";

	EXPECT(text, "x", .protocol = "https", .host = "h", .username = "bob");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .username = "alice");
}

Test(connection_match, without_a_user_name_the_first_wins)
{
	static const char text[] = VAULTS CONNECTION("two", "https://user2@h")
		CONNECTION("one", "https://user1@h")
			CONNECTION("any", "https://h");

	EXPECT(text, "two", .protocol = "https", .host = "h");
}

/* -- vault -- */

Test(connection_match, a_vault_is_a_filter_too)
{
	static const char text[] = VAULTS CONNECTION("one", "https://a@h")
		CONNECTION("two", "https://b@h") "vault = fabrikam\n";

	EXPECT(text, "two", .protocol = "https", .host = "h",
	       .vault = "Fabrikam");
	EXPECT(text, "one", .protocol = "https", .host = "h",
	       .vault = "contoso");
	EXPECT(text, "(none)", .protocol = "https", .host = "h",
	       .vault = "other");
}
