"""Peer: the generated client of polyaxon 2.18, blocking (urllib3 and pydantic)."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))

from measure import measure_threads, parse_arguments
from polyaxon._sdk.api.runs_v1_api import RunsV1Api
from polyaxon._sdk.configuration import Configuration
from polyaxon._sdk.sync_client.api_client import ApiClient


def main(a):
    configuration = Configuration(
        host=a.base_url, api_key={"ApiKey": "bench"}, api_key_prefix={"ApiKey": "Token"}
    )
    configuration.verify_ssl = bool(a.ca)
    configuration.ssl_ca_cert = a.ca
    configuration.connection_pool_maxsize = a.connections
    runs = RunsV1Api(ApiClient(configuration))

    def call():
        if a.limit:
            return len(runs.list_runs(a.owner, a.project, limit=a.limit).results) == a.limit
        return runs.get_run(a.owner, a.project, a.uuid).uuid == a.uuid

    return measure_threads(a, call)


if __name__ == "__main__":
    import urllib3

    urllib3.disable_warnings()  # about TLS that is not verified
    sys.exit(main(parse_arguments()))
