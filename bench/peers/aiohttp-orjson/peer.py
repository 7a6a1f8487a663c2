"""Peer: aiohttp and orjson, decoded into slotted dataclasses."""

import asyncio
import pathlib
import ssl
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))

import aiohttp
import orjson
from measure import measure_async, parse_arguments
from run import page_of, run_of


def context_of(a):
    if not a.tls:
        return False
    context = ssl.create_default_context(cafile=a.ca)
    if not a.ca:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


async def main(a):
    runs = f"/api/v1/{a.owner}/{a.project}/runs"
    path = f"{runs}?limit={a.limit}" if a.limit else f"{runs}/{a.uuid}"
    headers = {"Authorization": "Token bench", "Accept": "application/json"}
    connector = aiohttp.TCPConnector(limit=a.connections, ssl=context_of(a))
    async with aiohttp.ClientSession(a.base_url, headers=headers, connector=connector) as session:

        async def call():
            async with session.get(path) as answer:
                answer.raise_for_status()
                value = orjson.loads(await answer.read())
            if a.limit:
                return len(page_of(value).results) == a.limit
            return run_of(value).uuid == a.uuid

        return await measure_async(a, call)


sys.exit(asyncio.run(main(parse_arguments())))
