"""A client program on nats.py; docs/reference/clients.md is measured with it. Its options and its lines are described
in ClientProgram.java."""

import argparse
import asyncio
import os
import sys

import nats
from nats.aio.client import __version__


def parse():
    parser = argparse.ArgumentParser()
    for name in ("url", "user", "password", "token", "nkey", "creds"):
        parser.add_argument("--" + name)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--connect-timeout", type=int)
    parser.add_argument("--reconnect-wait", type=int)
    parser.add_argument("--max-reconnects", type=int)
    parser.add_argument("--version", action="store_true")
    return parser.parse_args()


def say(number, event, error=None):
    print(f"{number} {event} {error}" if error is not None else f"{number} {event}", flush=True)


def options(given, number, ended):
    async def disconnected():
        say(number, "disconnected")

    async def reconnected():
        say(number, "reconnected")

    async def errored(error):
        say(number, "error", error)

    async def closed():
        say(number, "closed")
        ended.set()

    result = {
        "disconnected_cb": disconnected,
        "reconnected_cb": reconnected,
        "error_cb": errored,
        "closed_cb": closed,
    }
    if given.user:
        result.update(user=given.user, password=given.password)
    if given.token:
        result.update(token=given.token)
    if given.nkey:
        result.update(nkeys_seed=given.nkey)
    if given.creds:
        result.update(user_credentials=given.creds)
    if given.connect_timeout:
        result.update(connect_timeout=given.connect_timeout / 1000)
    if given.reconnect_wait:
        result.update(reconnect_time_wait=given.reconnect_wait / 1000)
    if given.max_reconnects:
        result.update(max_reconnect_attempts=given.max_reconnects)
    return result


async def run(given, number):
    ended = asyncio.Event()
    connection = nats.NATS()
    chosen = options(given, number, ended)
    # Without a bound of our own the library would try for ever before it has ever been connected.
    refusal = asyncio.get_running_loop().create_future()
    told = chosen["error_cb"]

    async def first(error):
        await told(error)
        if not refusal.done():
            refusal.set_result(error)

    chosen["error_cb"] = first
    connecting = asyncio.create_task(connection.connect(given.url, **chosen))
    await asyncio.wait({connecting, refusal}, return_when=asyncio.FIRST_COMPLETED)
    if not connecting.done():
        connecting.cancel()
    if refusal.done() or connecting.exception() is not None:
        say(number, "refused", refusal.result() if refusal.done() else connecting.exception())
        return
    await connection.flush()
    say(number, "connected")
    await ended.wait()


async def main():
    given = parse()
    if given.version:
        print("nats.py", __version__)
        return
    loop = asyncio.get_running_loop()
    loop.run_in_executor(None, lambda: (sys.stdin.read(), os._exit(0)))
    await asyncio.gather(*(run(given, number + 1) for number in range(given.count)))
    os._exit(0)


asyncio.run(main())
