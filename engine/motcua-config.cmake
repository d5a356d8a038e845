# find_package(motcua) gives motcua::engine, also called motcua::motcua.
include(CMakeFindDependencyMacro)
find_dependency(Boost 1.81)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/motcua-targets.cmake")
add_library(motcua::engine ALIAS motcua::motcua)
