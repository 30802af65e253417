#!/bin/sh
# Install Xuncha, or upgrade what is installed, from this folder alone: no network is asked for anything.
#
#   ./install.sh                    as root: /opt/xuncha, /var/lib/xuncha, /etc/xuncha, a systemd service
#   PREFIX=… DATA=… CONFIG=… SERVICE=no ./install.sh     elsewhere, as anybody, without a service
#   BACKUP=no ./install.sh          an upgrade without the backup before it: only where there is another
#
# An upgrade first makes a backup by the old release, then moves the tables on, then switches over and starts
# again. What fails before the switch leaves the old release in place.
set -eu
umask 027

PREFIX=${PREFIX:-/opt/xuncha}
DATA=${DATA:-/var/lib/xuncha}
CONFIG=${CONFIG:-/etc/xuncha}
ACCOUNT=${ACCOUNT:-xuncha}
BACKUP=${BACKUP:-yes}
if [ -z "${SERVICE:-}" ]; then
  if [ "$(id -u)" = 0 ] && [ -d /run/systemd/system ]; then SERVICE=yes; else SERVICE=no; fi
fi

say() { echo "install: $*"; }
fail() { echo "install: $*" >&2; exit 1; }

here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
sha256sum --quiet --check SHA256SUMS || fail "files are missing or were changed: take the archive anew"
version=$(cat VERSION)
release=$PREFIX/releases/$version-$(sha256sum SHA256SUMS | cut -c1-8)

python=${PYTHON:-}
for each in python3.11 python3.12 python3.13 python3; do
  [ -n "$python" ] || ! command -v "$each" >/dev/null || python=$each
done
[ -n "$python" ] || fail "Python is missing"
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != tuple(map(int, open("PYTHON").read().split("."))))' \
  || fail "this archive is for Python $(cat PYTHON): set PYTHON to it"

# --- the release beside the others ---
if [ ! -e "$release/.complete" ]; then
  say "release $version into $release"
  rm -rf "$release"
  mkdir -p "$release"
  chmod 755 "$PREFIX" "$PREFIX/releases" "$release"
  (
    umask 022
    "$python" -m venv "$release"
    pip="$release/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels"
    $pip --require-hashes -r requirements.txt
    $pip --no-deps wheels/xuncha-*.whl
    inside=$("$release/bin/python" -c 'import xuncha, pathlib; print(pathlib.Path(xuncha.__file__).parents[1])')
    mkdir -p "$inside/build/static"
    XUNCHA_HOME=$release/.none "$release/bin/xuncha" collectstatic --noinput --verbosity 0
    rm -rf "$release/.none"
  )
  touch "$release/.complete"
fi

# --- where its data and its settings are ---
if [ "$SERVICE" = yes ] && ! id "$ACCOUNT" >/dev/null 2>&1; then
  useradd --system --home-dir "$DATA" --shell /usr/sbin/nologin "$ACCOUNT"
fi
mkdir -p "$DATA" "$DATA/backups" "$CONFIG" "$PREFIX/bin"
chmod 755 "$PREFIX/bin" "$CONFIG"
[ "$SERVICE" = no ] || chown "$ACCOUNT:" "$DATA" "$DATA/backups"
if [ ! -e "$CONFIG/environment" ]; then
  printf 'XUNCHA_HOME=%s\n# DATABASE_URL=postgresql:///xuncha\n# XUNCHA_HTTPS=1\n# XUNCHA_HOSTS=xuncha.example\n' "$DATA" > "$CONFIG/environment"
  [ "$SERVICE" = no ] || chgrp "$ACCOUNT" "$CONFIG/environment"
  chmod 640 "$CONFIG/environment"
fi
cat > "$PREFIX/bin/xuncha" <<END
#!/bin/sh
# The command of the release that is in use, with the settings of this installation.
set -a; . "$CONFIG/environment"; set +a
cd "$DATA"
if [ "$SERVICE" = yes ] && [ "\$(id -u)" = 0 ]; then
  exec runuser -u "$ACCOUNT" -- "\${RELEASE:-$PREFIX/current}/bin/xuncha" "\$@"
fi
exec "\${RELEASE:-$PREFIX/current}/bin/xuncha" "\$@"
END
chmod 755 "$PREFIX/bin/xuncha"

# --- an upgrade: backup, stop, move on, switch, start ---
service() { [ "$SERVICE" = no ] || systemctl "$@"; }
old=$(readlink "$PREFIX/current" 2>/dev/null || true)
if [ "$old" = "$release" ]; then
  say "release $version is in use already"
elif [ -n "$old" ]; then
  if [ "$BACKUP" = yes ]; then
    kept=$DATA/backups/before-$version-$(date +%Y%m%d-%H%M%S).xuncha
    "$PREFIX/bin/xuncha" backup -o "$kept" \
      || fail "no backup was made, so nothing was changed (xuncha backupkey makes the key; BACKUP=no where there is another backup)"
    say "backup in $kept"
  fi
  service stop xuncha
  if ! RELEASE=$release "$PREFIX/bin/xuncha" migrate --noinput --verbosity 0; then
    service start xuncha
    fail "the tables were not moved on; the release before is still in use"
  fi
fi
ln -sfn "$release" "$PREFIX/.next"
mv -T "$PREFIX/.next" "$PREFIX/current"

if [ "$SERVICE" = yes ]; then
  sed -e "s|@PREFIX@|$PREFIX|g; s|@DATA@|$DATA|g; s|@CONFIG@|$CONFIG|g; s|@ACCOUNT@|$ACCOUNT|g" xuncha.service \
    > /etc/systemd/system/xuncha.service
  systemctl daemon-reload
  systemctl enable --quiet xuncha
  [ -z "$old" ] || systemctl restart xuncha
fi
if [ -z "$old" ]; then
  say "installed. Next: $PREFIX/bin/xuncha setup --code … --name … --short-name … --committee …"
  say "then: xuncha keys split, xuncha backupkey -o …, and systemctl start xuncha (or xuncha serve)"
else
  say "release $version is in use"
fi
