/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"

#include "cmd/help.h"

static void print_summaries(const char *noun)
{
	size_t count;
	const struct akv_command *const *commands = akv_commands(&count);
	size_t len = strlen(noun);

	for (size_t i = 0; i < count; i++)
		if (strncmp(commands[i]->name, noun, len) == 0)
			(void)printf("  %-20s  %s\n", commands[i]->name,
				     commands[i]->summary);
}

void akv_help_program(void)
{
	(void)fputs("usage: akv COMMAND [OPTION ...]\n"
		    "\n"
		    "Reads credentials from Azure Key Vault for programs that "
		    "ask for them.\n"
		    "\n"
		    "commands:\n",
		    stdout);
	print_summaries("");
	(void)fputs("\n"
		    "akv COMMAND --help shows a command's options, "
		    "akv --version the version;\n"
		    "see akv(1) and akv-config(5).\n",
		    stdout);
}

void akv_help_group(const char *noun)
{
	(void)printf("usage: akv %s COMMAND [OPTION ...]\n\ncommands:\n", noun);
	print_summaries(noun);
}

static void print_option(enum akv_option option)
{
	const struct akv_option_help *help = akv_options_help(option);
	char names[64];

	(void)snprintf(names, sizeof(names), "%s%c%s --%s %s",
		       help->letter == '\0' ? "  " : "-",
		       help->letter == '\0' ? ' ' : help->letter,
		       help->letter == '\0' ? "" : ",", help->name,
		       help->argument == NULL ? "" : help->argument);
	(void)printf("  %-26s  %s\n", names, help->text);
}

static void print_options(const enum akv_option *options)
{
	for (; options != NULL && *options != AKV_OPTION_COUNT; options++)
		print_option(*options);
}

void akv_help_command(const struct akv_command *command)
{
	bool is_program = command->program != NULL;

	(void)printf("usage: %s%s%s%s [OPTION ...]\n\n%s\n",
		     is_program ? command->program : "akv ",
		     is_program ? "" : command->name,
		     command->operands[0] == '\0' ? "" : " ", command->operands,
		     command->summary);
	if (command->details[0] != '\0')
		(void)printf("\n%s", command->details);
	(void)fputs("\noptions:\n", stdout);
	print_options(akv_options_common);
	print_options(command->options);
}
