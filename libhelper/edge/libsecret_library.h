/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_LIBRARY_H
#define AKV_EDGE_LIBSECRET_LIBRARY_H

#include <stddef.h>

#include <libsecret/secret.h>

/*
 * Private to libsecret_backend.c.  libsecret brings GIO, libgcrypt and ten
 * more shared objects, 2 ms at every start: it is loaded when somebody asks.
 *
 * Of libsecret we call the secret_password_* family alone.  secret_value_*
 * holds bytes in memory that is locked and wiped.
 */
struct akv_libsecret {
	__typeof__(g_object_unref) *g_object_unref;
	__typeof__(g_task_new) *g_task_new;
	__typeof__(g_task_propagate_pointer) *g_task_propagate_pointer;
	__typeof__(g_task_return_error) *g_task_return_error;
	__typeof__(g_type_class_ref) *g_type_class_ref;
	__typeof__(secret_password_clearv_sync) *secret_password_clearv_sync;
	__typeof__(secret_password_lookupv_binary_sync)
		*secret_password_lookupv_binary_sync;
	__typeof__(secret_password_search_finish)
		*secret_password_search_finish;
	__typeof__(secret_password_searchv) *secret_password_searchv;
	__typeof__(secret_password_storev_binary_sync)
		*secret_password_storev_binary_sync;
	__typeof__(secret_service_get_type) *secret_service_get_type;
	__typeof__(secret_value_get) *secret_value_get;
	__typeof__(secret_value_new) *secret_value_new;
	__typeof__(secret_value_unref) *secret_value_unref;
};

/*
 * akv_libsecret_library_load(why, size): libsecret, for good, made unable to
 * let a prompt appear and to write on stderr.  NULL, with the reason in
 * ${why} of ${size} bytes, when it is not there.  One thread at a time.
 */
const struct akv_libsecret *akv_libsecret_library_load(char *why, size_t size);

#endif
