/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_MESSAGE_H
#define AKV_REPLY_VAULT_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The fields that Key Vault puts into an error's message and nowhere else.
 * They are shown to people and put into commands for them to copy, so each is
 * checked for its form and left "" when it has another: the message also holds
 * names that others chose.  Nothing is decided by them.  Private to
 * vault_error.c.
 */
struct akv_vault_message {
	/* AKV10022, TokenExpired: what a 401's message begins with */
	char number[24];
	char address[48];     /* Client address: or addr=: IPv4 or IPv6 */
	char application[40]; /* appid=: a GUID */
	char object[40];      /* oid=: a GUID */
	char action[128];     /* Action: Microsoft.KeyVault/... */
	char resource[512];   /* Resource: up to the secret's name */
	char decision[64];    /* DecisionReason: */
	char first_line[256]; /* any bytes: never for a command */
};

/*
 * akv_vault_message_read(text, len, network_info, out): the fields of the
 * ${len} bytes of ${text}.  The address that the message does not have comes
 * from the header x-ms-keyvault-network-info, ${network_info}.
 */
void akv_vault_message_read(const char *text, size_t len,
			    const char *network_info,
			    struct akv_vault_message *out);

/* akv_vault_message_is_public_ipv4(address): one that the rules of a vault's
 * firewall can name: IPv4, and of no private network. */
bool akv_vault_message_is_public_ipv4(const char *address);

#endif
