/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_BUS_H
#define AKV_EDGE_LIBSECRET_BUS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * akv_libsecret_bus_is_there(why, size): whether GLib would find a D-Bus
 * session bus that is running already.  Where it would not, it starts one
 * (dbus-launch), which outlives us and which nobody else ever finds.  When
 * there is none the reason is in ${why}, of ${size} bytes.
 */
bool akv_libsecret_bus_is_there(char *why, size_t size);

#endif
