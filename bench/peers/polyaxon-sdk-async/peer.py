"""Peer: the generated client of polyaxon 2.18, asynchronous (aiohttp and pydantic)."""

import asyncio
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))

from measure import measure_async, parse_arguments
from polyaxon._sdk.api.runs_v1_api import RunsV1Api
from polyaxon._sdk.async_client.api_client import AsyncApiClient
from polyaxon._sdk.configuration import Configuration


async def main(a):
    configuration = Configuration(
        host=a.base_url, api_key={"ApiKey": "bench"}, api_key_prefix={"ApiKey": "Token"}
    )
    configuration.verify_ssl = bool(a.ca)
    configuration.ssl_ca_cert = a.ca
    configuration.connection_pool_maxsize = a.connections
    async with AsyncApiClient(configuration) as client:
        runs = RunsV1Api(client)

        async def call():
            if a.limit:
                page = await runs.list_runs(a.owner, a.project, limit=a.limit)
                return len(page.results) == a.limit
            return (await runs.get_run(a.owner, a.project, a.uuid)).uuid == a.uuid

        return await measure_async(a, call)


sys.exit(asyncio.run(main(parse_arguments())))
