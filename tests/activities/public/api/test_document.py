"""The API's document: valid, complete, and true of every answer."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from hypothesis import settings
from openapi_spec_validator import validate
from schemathesis.config import SchemathesisConfig

from activities.public.api.document import document
from activities.public.api.schemas import SCHEMAS
from activities.public.api.urls import OPERATIONS
from tests.conftest import SOAK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

# Generated clients name their functions so: an operation is added here, and none ever renamed.
OPERATION_IDS = [
    "getEntry",
    "listActivities",
    "getActivity",
    "listActivityVersions",
    "getActivityVersion",
    "listFacets",
    "getFacet",
    "listPledges",
    "getPledge",
    "listCommitments",
    "getCommitment",
    "listCountries",
    "getCountry",
    "listRegions",
    "getRegion",
    "listPartners",
    "getPartner",
    "listEditions",
    "getEdition",
    "listChanges",
    "getDocument",
]


def as_served():
    return json.loads(json.dumps(document(), cls=DjangoJSONEncoder))


CONFIG = {
    # A pattern admits texts that no pledge, partner or edition has: they are refused by right.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "400", "404"]}},
    # The others are tried in tests/pledgetracker/test_problems.py.
    "phases": {"coverage": {"unexpected-methods": ["DELETE"]}},
}
schema = schemathesis.openapi.from_dict(as_served(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = WSGIHandler()


@pytest.fixture
def one_connection():
    """Otherwise each answer would close the connection that the test's data stands in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_document_is_valid_and_names_every_address(client):
    served = client.get("/api/v1/openapi.json").json()
    assert served == as_served()
    assert served["openapi"].startswith("3.1.")
    validate(served)
    assert [path["get"]["operationId"] for path in served["paths"].values()] == OPERATION_IDS
    assert len(served["paths"]) == len(OPERATIONS)


def test_what_the_document_gives_as_examples_works(client):
    for path, operation in as_served()["paths"].items():
        parameters = operation["get"]["parameters"]
        for each in parameters:
            path = path.replace(f"{{{each['name']}}}", str(each["example"]))
        asked = {each["name"]: each["example"] for each in parameters if each["in"] == "query"}
        assert client.get(path, {**asked, "page": 1} if "page" in asked else asked).status_code == 200, path


RECORDS = {
    "Activity": "/api/v1/activities/undp-gcm-0017/",
    "Version": "/api/v1/activities/undp-gcm-0017/versions/",
    "Facet": "/api/v1/facets/",
    "Pledge": "/api/v1/pledges/undp-gcm/",
    "Commitment": "/api/v1/commitments/undp-gcm-5/",
    "Country": "/api/v1/countries/XKX/",
    "Region": "/api/v1/regions/eac/",
    "Partner": "/api/v1/partners/iom/",
    "Edition": "/api/v1/editions/1/",
    "Change": "/api/v1/changes/?since=0",
    "Problem": "/api/v1/activities/?country=XXX",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_record_has_the_keys_of_its_schema_in_order_and_no_other(client, name):
    answer = client.get(RECORDS[name]).json()
    found = answer.get("data", answer)
    record = found[0] if isinstance(found, list) else found
    assert list(record) == list(SCHEMAS[name]["properties"])


@schema.parametrize()
@settings(max_examples=1000 if SOAK else 2)
@pytest.mark.skipif(
    connection.vendor != "sqlite" and not SOAK, reason="a thousand requests: once in a run of both databases is enough"
)
@pytest.mark.usefixtures("one_connection")
def test_every_answer_is_as_the_document_says(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
