/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/contract/git.h"

static const char askpass[] = "#!/bin/sh\n"
			      "echo \"askpass: $1\" >&2\n"
			      "case $1 in\n"
			      "Username*) echo askpass-username ;;\n"
			      "*) echo askpass-password ;;\n"
			      "esac\n";

/* What git reads; the file is written anew for every change. */
static const char *helpers = "[credential]\n\thelper = akv\n";
static const char *configuration = "";

static void write_configuration(void)
{
	(void)sandbox_write("home/.gitconfig", 0600,
			    "[user]\n\tname = akv\n\temail = akv@example.com\n"
			    "[init]\n\tdefaultBranch = main\n%s%s",
			    helpers, configuration);
}

void git_set_up(void)
{
	const char *akv_folder = akv_path();
	int len = (int)(strrchr(akv_folder, '/') - akv_folder);

	suite_set_up();
	program_setenv("PATH", sandbox_text("%.*s:/usr/local/bin:/usr/bin:/bin",
					    len, akv_folder));
	program_setenv("GIT_CONFIG_NOSYSTEM", "1");
	program_setenv("GIT_TERMINAL_PROMPT", "0");
	program_setenv("GIT_ASKPASS",
		       sandbox_write("askpass", 0700, "%s", askpass));
	write_configuration();
}

void git_configure(const char *fmt, ...)
{
	char lines[4096];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(lines, sizeof(lines), fmt, args);
	va_end(args);
	configuration = sandbox_text("%s%s", configuration, lines);
	write_configuration();
}

void git_replace_helpers(const char *lines)
{
	helpers = lines;
	write_configuration();
}

static const struct outcome *git_with_input(const char *const *arguments,
					    const char *input)
{
	const char *words[32] = { "git" };

	for (size_t i = 1; *arguments != NULL && i < 31; i++)
		words[i] = *arguments++;
	return program_run(&(struct program){
		.path = "/usr/bin/env",
		.arguments = words,
		.input = input,
	});
}

const struct outcome *git_run(const char *const *arguments)
{
	return git_with_input(arguments, NULL);
}

const struct outcome *git_fill(const char *request)
{
	return git_with_input(WORDS("credential", "fill"), request);
}

const struct outcome *git_approve(const char *request)
{
	return git_with_input(WORDS("credential", "approve"), request);
}

const struct outcome *git_reject(const char *request)
{
	return git_with_input(WORDS("credential", "reject"), request);
}

const struct outcome *helper(const char *operation, const char *input)
{
	return program_run(&(struct program){
		.path = akv_called("git-credential-akv"),
		.arguments = WORDS(operation),
		.input = input,
	});
}

void expect_fill(const char *request, const char *out)
{
	expect_answer(git_fill(request), out);
}

void expect_asked(const char *request, const char *out, const char *questions)
{
	const struct outcome *got = git_fill(request);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_str_eq(got->out, out, "%s", outcome_words(got));
	cr_assert_str_eq(got->err, questions, "%s", outcome_words(got));
}

void expect_told_to_quit(const struct outcome *got, const char *reason)
{
	static const char last[] =
		"fatal: credential helper 'akv' told us to quit\n";
	const char *words = outcome_words(got);

	cr_assert_eq(got->status, 128, "%s", words);
	cr_assert_str_eq(got->out, "", "%s", words);
	cr_assert_eq(strncmp(got->err, "akv: ", 5), 0, "%s", words);
	cr_assert_not_null(strstr(got->err, sandbox_text("(%s)\n", reason)),
			   "%s", words);
	cr_assert_null(strstr(got->err, "askpass"), "%s", words);
	cr_assert_geq(got->err_len, strlen(last));
	cr_assert_str_eq(got->err + got->err_len - strlen(last), last, "%s",
			 words);
}

void connect_host(const char *name, const char *url, const char *value)
{
	cloud_put_secret("contoso", name, value);
	config_add("\n[connection %s]\nurl = %s\nsecret = %s\n", name, url,
		   name);
}
