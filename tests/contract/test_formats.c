/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/contract/password_server.h"
#include "tests/contract/shell.h"

/*
 * akv read --format, read back by the programs that the formats are for: for
 * every value either they get it to the last byte, or akv refuses.
 */

static void tear_down(void)
{
	password_server_end();
	suite_tear_down();
}

TestSuite(formats, .init = suite_set_up, .fini = tear_down, .timeout = 120);

static const char *const values[] = {
	"plain-value",
	"two words",
	" front",
	"back ",
	"say \"it\" \\ 'all'",
	"\\\\n",
	"colon:in:it",
	"#leading",
	"$(id) `id` ${x} %s !1 &;|<>*?~",
	"p\xc3\xa4ss-w\xc3\xb6rd \xf0\x9f\x94\x91",
	"=",
	"one\ntwo\n",
	"tab\tand\rreturn",
	"esc\x1b[1m",
	"",
};

enum { VALUE_COUNT = sizeof(values) / sizeof(values[0]) };

/* Value ${i} is the secret of the connection "reader". */
static const char *put(size_t i)
{
	cloud_put_secret("contoso", "reader", values[i]);
	return values[i];
}

static void connect(const char *scheme, const char *path)
{
	config_add("\n[connection reader]\nsecret = reader\n"
		   "url = %s://bob@127.0.0.1:%ld%s\n",
		   scheme, password_server_port(), path);
}

/* ${script} makes the program log in, unless akv refuses the value. */
static void expect_log_ins(const char *script, size_t refused)
{
	size_t refusals = 0;

	for (size_t i = 0; i < VALUE_COUNT; i++) {
		const char *value = put(i);
		const struct outcome *got = shell("%s", script);

		if (strstr(got->err, "(DoesNotFit)") != NULL) {
			refusals++;
			password_server_expect_none();
		} else {
			password_server_expect("bob", value);
		}
	}
	cr_assert_eq(refusals, refused, "%zu", refusals);
}

Test(formats, curl_reads_its_configuration)
{
	password_server_start("http");
	connect("http", "");
	expect_log_ins(sandbox_text("$AKV read --format curl reader >f && "
				    "curl -sS --noproxy '*' --config - "
				    "http://127.0.0.1:%ld/ <f",
				    password_server_port()),
		       0);
}

Test(formats, curl_reads_netrc)
{
	password_server_start("http");
	connect("http", "");
	expect_log_ins(sandbox_text("$AKV read --format netrc reader >f && "
				    "curl -sS --noproxy '*' --netrc-file f "
				    "http://127.0.0.1:%ld/",
				    password_server_port()),
		       4);
}

Test(formats, psql_reads_its_password_file)
{
	shell_needs("psql");
	password_server_start("postgres");
	connect("postgresql", "/payroll");
	expect_log_ins(sandbox_text("umask 077; rm -f f; "
				    "$AKV read --format pgpass reader >f && "
				    "PGPASSFILE=f PGSSLMODE=disable "
				    "PGGSSENCMODE=disable psql -w -h 127.0.0.1 "
				    "-p %ld -U bob -d payroll -c 'select 1'",
				    password_server_port()),
		       3);
}

/* ${script} prints the value, unless akv refuses it. */
static void expect_values(const char *script, size_t refused)
{
	size_t refusals = 0;

	for (size_t i = 0; i < VALUE_COUNT; i++) {
		const char *value = put(i);
		const struct outcome *got = shell("%s", script);

		if (got->status == 11 && got->out_len == 0)
			refusals++;
		else
			expect_answer(got, value);
	}
	cr_assert_eq(refusals, refused, "%zu", refusals);
}

Test(formats, python_reads_netrc)
{
	config_add("\n[connection reader]\nsecret = reader\n"
		   "url = sftp://bob@sftp.example.com:2222\n");
	expect_values(sandbox_text("$AKV read --format netrc reader >f || "
				   "exit; %s -c 'import netrc, sys; "
				   "u, _, p = netrc.netrc(\"f\")."
				   "authenticators(\"sftp.example.com\"); "
				   "assert u == \"bob\"; "
				   "sys.stdout.buffer.write(p.encode())'",
				   harness_python()),
		      4);
}

Test(formats, shells_read_variables)
{
	static const char *const shells[] = { "dash", "bash" };

	config_connect("reader");
	for (size_t i = 0; i < 2; i++)
		expect_values(sandbox_text("command -v %s >/dev/null || exit; "
					   "$AKV read --format env reader >f; "
					   "%s -c '. ./f; printf %%s "
					   "\"$AKV_PASSWORD\"'",
					   shells[i], shells[i]),
			      0);
	expect_values("eval \"$($AKV read --format env --env PW reader)\"; "
		      "printf %s \"$PW\"",
		      0);
}

/* The parser of EnvironmentFile=, where it can be had without systemd running;
 * it expands variables, which that file's lines are not. */
Test(formats, systemd_reads_variables)
{
	static const char generator[] =
		"/usr/lib/systemd/user-environment-generators/"
		"30-systemd-environment-d-generator";

	shell_needs(generator);
	config_connect("reader");
	cloud_put_secret("contoso", "reader", "say \"it\" \\ 'all' #1 `id`");
	(void)shell("mkdir -p c/environment.d; $AKV read --format env "
		    "--env READ_BACK reader >c/environment.d/x.conf");
	expect_answer(shell("XDG_CONFIG_HOME=$PWD/c %s >f; . ./f; "
			    "printf %%s \"$READ_BACK\"",
			    generator),
		      "say \"it\" \\ 'all' #1 `id`");
}

Test(formats, jq_reads_json)
{
	config_connect("reader");
	expect_values("$AKV read --format json reader | jq -j .password", 0);
}

Test(formats, base64_reads_base_64)
{
	config_connect("reader");
	expect_values("$AKV read --format base64 reader | base64 -d", 0);
	expect_values("$AKV read --newline --format base64 reader | base64 -d",
		      0);
}
