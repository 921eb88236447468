/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <string.h>

#include "libhelper/azure/names.h"

#include "libhelper/reply/vault_message.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

/* Part of the message; may hold NULs like the whole. */
struct slice {
	const char *start;
	size_t len;
};

/* Takes ${from} if it fits and has no byte but ${allowed}; else "". */
static void take(struct slice from, const char *allowed, char *buf, size_t size)
{
	buf[0] = '\0';
	if (from.len >= size)
		return;
	for (size_t i = 0; i < from.len; i++)
		if (memchr(allowed, from.start[i], strlen(allowed)) == NULL)
			return;
	memcpy(buf, from.start, from.len);
	buf[from.len] = '\0';
}

/* What follows the first ${label}, up to one of ${ends} or the end. */
static struct slice find(struct slice text, const char *label, const char *ends)
{
	struct slice found = { .start = "" };
	const char *at = memmem(text.start, text.len, label, strlen(label));

	if (at == NULL)
		return found;
	found.start = at + strlen(label);
	text.len -= (size_t)(found.start - text.start);
	while (found.len < text.len &&
	       memchr(ends, found.start[found.len], strlen(ends)) == NULL)
		found.len++;
	return found;
}

static void take_guid(struct slice text, const char *label, char *buf,
		      size_t size)
{
	take(find(text, label, ";,' \r\n"), LETTERS DIGITS "-", buf, size);
	if (!akv_names_is_guid(buf))
		buf[0] = '\0';
}

/* The number in front: AKV10022: or [TokenExpired]. */
static void take_number(struct slice text, char *buf, size_t size)
{
	static const char prefix[] = "AKV";
	struct slice number = text;

	buf[0] = '\0';
	if (text.len > 0 && text.start[0] == '[') {
		take(find(text, "[", "]"), LETTERS DIGITS, buf, size);
		return;
	}
	if (text.len < strlen(prefix) ||
	    memcmp(text.start, prefix, strlen(prefix)) != 0)
		return;
	for (number.len = 0; number.len < text.len; number.len++)
		if (text.start[number.len] == ':')
			break;
	take(number, LETTERS DIGITS, buf, size);
}

static void take_address(struct slice address, char *buf, size_t size)
{
	unsigned char parsed[sizeof(struct in6_addr)];

	take(address, LETTERS DIGITS ".:", buf, size);
	if (inet_pton(AF_INET, buf, parsed) != 1 &&
	    inet_pton(AF_INET6, buf, parsed) != 1)
		buf[0] = '\0';
}

/* A resource's path without what is below the secret's name: a role can be
 * given there and no deeper. */
static void take_resource(struct slice text, char *buf, size_t size)
{
	static const char below[] = "/secrets/";
	char *name;

	take(find(text, "Resource: '", "'"), LETTERS DIGITS "/.-_()", buf,
	     size);
	if (strncmp(buf, "/subscriptions/", strlen("/subscriptions/")) != 0)
		buf[0] = '\0';
	name = strstr(buf, below);
	if (name == NULL)
		return;
	name += strlen(below);
	name[strcspn(name, "/")] = '\0';
}

static void take_first_line(struct slice text, char *buf, size_t size)
{
	size_t len = 0;

	while (len < text.len && len + 1 < size &&
	       memchr("\r\n", text.start[len], 2) == NULL)
		len++;
	memcpy(buf, text.start, len);
	buf[len] = '\0';
}

void akv_vault_message_read(const char *text, size_t len,
			    const char *network_info,
			    struct akv_vault_message *out)
{
	struct slice whole = { .start = text, .len = len };
	struct slice network = { .start = network_info,
				 .len = strlen(network_info) };

	take_number(whole, out->number, sizeof(out->number));
	take_address(find(whole, "Client address: ", " \r\n"), out->address,
		     sizeof(out->address));
	if (out->address[0] == '\0')
		take_address(find(network, ";addr=", ";"), out->address,
			     sizeof(out->address));
	take_guid(whole, "appid=", out->application, sizeof(out->application));
	take_guid(whole, "oid=", out->object, sizeof(out->object));
	take(find(whole, "Action: '", "'"), LETTERS DIGITS "/.", out->action,
	     sizeof(out->action));
	take_resource(whole, out->resource, sizeof(out->resource));
	take(find(whole, "DecisionReason: '", "'"), LETTERS DIGITS,
	     out->decision, sizeof(out->decision));
	take_first_line(whole, out->first_line, sizeof(out->first_line));
}

bool akv_vault_message_is_public_ipv4(const char *address)
{
	/* RFC 1918, RFC 6598, RFC 3927, loopback, this network, multicast
	 * and above */
	static const struct {
		uint32_t network;
		uint32_t mask;
	} private[] = {
		{ 0x0a000000, 0xff000000 }, { 0xac100000, 0xfff00000 },
		{ 0xc0a80000, 0xffff0000 }, { 0x64400000, 0xffc00000 },
		{ 0xa9fe0000, 0xffff0000 }, { 0x7f000000, 0xff000000 },
		{ 0x00000000, 0xff000000 }, { 0xe0000000, 0xe0000000 },
	};
	struct in_addr parsed;

	if (inet_pton(AF_INET, address, &parsed) != 1)
		return false;
	for (size_t i = 0; i < sizeof(private) / sizeof(*private); i++)
		if ((ntohl(parsed.s_addr) & private[i].mask) ==
		    private[i].network)
			return false;
	return true;
}
