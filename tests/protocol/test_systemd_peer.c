/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "protocol/systemd_peer.h"

#define ADDRESS(text) ("\0" text), (sizeof("\0" text) - 1)

static void expect(const char *name, size_t len, const char *unit,
		   const char *id)
{
	struct akv_systemd_peer peer;

	cr_assert_eq(akv_systemd_peer_parse(name, len, &peer, NULL), AKV_OK,
		     "%s", name + 1);
	cr_assert_str_eq(peer.unit, unit);
	cr_assert_str_eq(peer.id, id);
}

static void refuse(const char *name, size_t len)
{
	struct akv_systemd_peer peer = { .unit = "untouched" };
	struct akv_error err;

	cr_assert_eq(akv_systemd_peer_parse(name, len, &peer, &err),
		     AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "NotSystemd");
	cr_assert_str_eq(peer.unit, "untouched");
}

Test(systemd_peer, says_unit_and_credential)
{
	expect(ADDRESS("adf9d86b6eda275e/unit/payroll.service/sftp-pw"),
	       "payroll.service", "sftp-pw");
	expect(ADDRESS("0/unit/a@b\\x2dc.service/x.y"), "a@b\\x2dc.service",
	       "x.y");
}

Test(systemd_peer, is_refused_where_a_part_is_missing)
{
	refuse("", 0);
	refuse(ADDRESS(""));
	refuse(ADDRESS("/unit/a.service/b"));
	refuse(ADDRESS("1/unit/a.service"));
	refuse(ADDRESS("1/unit/a.service/"));
	refuse(ADDRESS("1/unit//b"));
	refuse(ADDRESS("1/unit/"));
	refuse(ADDRESS("1"));
	refuse(ADDRESS("1/scope/a.service/b"));
}

Test(systemd_peer, is_refused_where_there_is_more)
{
	refuse(ADDRESS("1/unit/a.service/b/c"));
	refuse(ADDRESS("1/unit/a.service/b\nc"));
	refuse(ADDRESS("1/unit/a.service/b c"));
	refuse(ADDRESS("1/unit/a.service/b\0"));
	refuse(ADDRESS("1/unit/a\0.service/b"));
	refuse(ADDRESS("1/unit/a.service/\xc3\xa4"));
	refuse(ADDRESS("0123456789abcdef0/unit/a.service/b"));
	refuse(ADDRESS("ABC/unit/a.service/b"));
}

Test(systemd_peer, is_refused_where_it_is_a_path)
{
	refuse("1/unit/a.service/b", 18);
	refuse("/run/1/unit/a.service/b", 23);
}

Test(systemd_peer, has_names_of_any_length_that_fits)
{
	char name[108] = "\0001/unit/";

	memset(name + 8, 'u', sizeof(name) - 8);
	refuse(name, sizeof(name));
	name[100] = '/';
	{
		struct akv_systemd_peer peer;

		cr_assert_eq(
			akv_systemd_peer_parse(name, sizeof(name), &peer, NULL),
			AKV_OK);
		cr_assert_eq(strlen(peer.unit), 92);
		cr_assert_str_eq(peer.id, "uuuuuuu");
	}
	refuse(name, sizeof(name) + 1);
}
