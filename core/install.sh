#!/bin/sh
# install.sh BUILD VERSION: put what BUILD holds under $DESTDIR$PREFIX (PREFIX is /usr/local unless set).
set -eu
build=$1 version=$2
prefix=${PREFIX:-/usr/local}
root=${DESTDIR:-}$prefix

install -Dm755 "$build/pumice" "$root/bin/pumice"
install -Dm755 "$build/libpumice.so.1" "$root/lib/libpumice.so.1"
ln -sf libpumice.so.1 "$root/lib/libpumice.so"
install -d "$root/include/pumice" "$root/lib/pumice/plugins" "$root/lib/pkgconfig"
install -m644 include/pumice/*.h "$root/include/pumice/"
for module in "$build"/plugins/*.so; do
  if [ -L "$module" ]; then
    cp -P "$module" "$root/lib/pumice/plugins/"
  else
    install -m755 "$module" "$root/lib/pumice/plugins/"
  fi
done
cat >"$root/lib/pkgconfig/pumice.pc" <<PC
prefix=$prefix
libdir=\${prefix}/lib
includedir=\${prefix}/include
plugindir=\${libdir}/pumice/plugins
abi=$(sed -n 's/^#define PM_PLUGIN_ABI \([0-9]*\).*/\1/p' include/pumice/plugin.h)

Name: pumice
Description: reads scraped documents, marks page furniture, finds structure and indicators
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lpumice
PC
chmod 644 "$root/lib/pkgconfig/pumice.pc"
# A library in a folder that the loader caches is found by its cache alone.
if [ -z "${DESTDIR:-}" ] && [ "$(id -u)" = 0 ] && command -v ldconfig >/dev/null; then
  ldconfig
fi
