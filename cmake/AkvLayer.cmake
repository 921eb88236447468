# SPDX-License-Identifier: MIT
#
# akv_add_layer(name [OBJECT] SOURCES ... [LIBS ...] [OWNS ...]): one layer, or
# one edge, of the library.  LIBS are layers below, seen by whoever uses this
# one; OWNS are the third-party libraries that this target alone may call.
#
# Layers are archives, so a test that brings its own definition of an edge's
# functions takes that edge's place: the linker looks into an archive only for
# what is still missing.
function(akv_add_layer name)
	cmake_parse_arguments(PARSE_ARGV 1 LAYER "OBJECT" "" "SOURCES;LIBS;OWNS")
	set(kind STATIC)
	if(LAYER_OBJECT)
		set(kind OBJECT)
	endif()
	add_library(${name} ${kind} ${LAYER_SOURCES})
	set_target_properties(${name} PROPERTIES LINKER_LANGUAGE C)
	target_link_libraries(
		${name}
		PUBLIC akv_settings ${LAYER_LIBS}
		PRIVATE akv_warnings akv_production ${LAYER_OWNS})
	set_property(GLOBAL APPEND PROPERTY AKV_LAYERS ${name})
endfunction()
