#!/bin/sh
# Starts nats-server in its container, with or without asking everybody for a password.
set -eu
conf=$(dirname "$0")

# Streams from before there were accounts lie under the nameless one; nats-server looks for them under CORE.
if [ -d '/data/jetstream/$G' ] && [ ! -e /data/jetstream/CORE ]; then
  mv '/data/jetstream/$G' /data/jetstream/CORE
fi

if [ -n "${NATS_CORE_PASSWORD:-}" ]; then
  exec nats-server -c "$conf/nats.conf"
fi
# Nobody knows this one; nobody needs to.
NATS_CORE_PASSWORD=p$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
export NATS_CORE_PASSWORD
exec nats-server -c "$conf/loopback.conf"
