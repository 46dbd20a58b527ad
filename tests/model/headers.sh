#!/bin/sh
# Each public header compiles alone, as C17 and as C++17, without a warning.
set -eu
n=0
for header in include/pumice/*.h; do
  name=${header#include/}
  echo "#include <$name>
int unit(void);
int unit(void) { return 0; }" | ${CC:-cc} -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iinclude -fsyntax-only -x c -
  echo "#include <$name>
int unit() { return 0; }" | ${CXX:-c++} -std=c++17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iinclude -fsyntax-only -x c++ -
  n=$((n + 2))
done
echo "$n passed, 0 failed"
