#!/bin/sh
# A throw-away PostgreSQL cluster for the tests.
#
#   scripts/test-postgres.sh start DIRECTORY   starts one there and prints its TEST_DATABASE_URL
#   scripts/test-postgres.sh stop DIRECTORY    stops it and removes the directory
#
# PostgreSQL refuses to run as root: there, user postgres owns the cluster.
set -eu

usage='usage: scripts/test-postgres.sh start|stop DIRECTORY'
command=${1:?$usage}
directory=${2:?$usage}

if ! command -v pg_ctl >/dev/null; then
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
  [ -n "$newest" ] || { echo 'PostgreSQL is not installed: apt-get install postgresql' >&2; exit 1; }
  PATH=$newest:$PATH
fi

as_owner() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$directory" PATH="$PATH" "$@"
}

case $command in
  start)
    mkdir -p "$directory"
    if [ "$(id -u)" -eq 0 ]; then chown postgres: "$directory"; fi
    cd "$directory"
    port=$(node -e "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
    as_owner initdb -D "$directory/cluster" -U postgres -A trust -E UTF8 --no-sync >"$directory/initdb.log"
    # One role has to show its password, so that a wrong one can be tried; everybody else is trusted.
    as_owner sed -i '1i host all bugheist_test_locked 127.0.0.1/32 scram-sha-256' "$directory/cluster/pg_hba.conf"
    as_owner pg_ctl -D "$directory/cluster" -l "$directory/server.log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories=$directory -c fsync=off -c max_connections=200" start >"$directory/start.log"
    echo "TEST_DATABASE_URL=postgres://postgres@127.0.0.1:$port/postgres"
    ;;
  stop)
    cd "$directory"
    as_owner pg_ctl -D "$directory/cluster" -m immediate stop >/dev/null
    cd /
    rm -rf "$directory"
    ;;
  *)
    echo "$usage" >&2
    exit 2
    ;;
esac
