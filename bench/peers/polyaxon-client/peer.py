"""Peer: polyaxon-client 0.6.1, the client of the v0 API (requests and marshmallow)."""

import collections
import collections.abc
import os
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))

# What this client imports left `collections` with Python 3.10.
for name in ("Mapping", "MutableMapping", "Iterable", "Callable", "Hashable"):
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

from measure import measure_threads, parse_arguments
from polyaxon_client.client import PolyaxonClient


def main(a):
    if a.target != "experiment":
        sys.exit("peer-polyaxon-client: --target experiment is all that it does")
    if a.ca:
        os.environ["REQUESTS_CA_BUNDLE"] = a.ca
    own = threading.local()  # a client has one requests.Session, which threads should not share

    def client():
        if not hasattr(own, "client"):
            own.client = PolyaxonClient(
                host=a.host, port=a.port, token="bench", use_https=bool(a.tls), verify_ssl=bool(a.ca),
                is_managed=False, schema_response=True, reraise=True)
        return own.client

    def call():
        return client().experiment.get_experiment(a.owner, a.project, 2).id == 2

    return measure_threads(a, call)


if __name__ == "__main__":
    import urllib3

    urllib3.disable_warnings()  # about TLS that is not verified
    sys.exit(main(parse_arguments()))
