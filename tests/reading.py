"""What a reader takes from an answer: the total, the activities in order, the choices with their counts, the rows."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl

# UNDP's page has so many activities under each commitment, in this order: their references count along the page.
ON_THE_PAGE = {1: 5, 2: 6, 3: 0, 4: 1, 5: 18, 6: 11, 7: 4}
ALL = [f"{commitment}.{bullet}" for commitment, count in ON_THE_PAGE.items() for bullet in range(1, count + 1)]


def undp(bullets):
    """The references of UNDP's activities by their place on its page: '1.1 5.13' is the first and the twenty-fifth."""
    return [f"undp-gcm-{ALL.index(bullet) + 1:04d}" for bullet in bullets.split()]


class _Page(HTMLParser):
    """`links` [(address, whether it is among the results)], `inputs` and `results` attributes, `said` {id: text}."""

    VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, html):
        super().__init__()
        self.stack, self.open = [], []
        self.results, self.links, self.inputs, self.said, self.text = None, [], [], {}, []
        self.feed(html)

    @property
    def ids(self):
        return self.said.keys()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        identity = attributes.get("id")
        if identity:
            self.said.setdefault(identity, "")
        if tag not in self.VOID:
            self.stack.append((tag, identity))
            if identity:
                self.open.append(identity)
        if "data-total" in attributes:
            self.results = attributes
        if tag == "a":
            self.links.append((attributes.get("href", ""), "results" in self.open))
        if tag == "input":
            self.inputs.append(attributes)

    def handle_endtag(self, tag):
        while self.stack:
            opened, identity = self.stack.pop()
            if identity:
                self.open.remove(identity)
            if opened == tag:
                break

    def handle_data(self, data):
        self.text.append(data)
        for identity in self.open:
            self.said[identity] += data


def page_of(response):
    """The page of a response, read once."""
    if not hasattr(response, "read_as_page"):
        response.read_as_page = _Page(response.content.decode())
    return response.read_as_page


def total(response):
    """The number of activities, as the results say it to scripts."""
    return int(page_of(response).results["data-total"])


def links(response):
    """Every address that the page links to, in order."""
    return [href for href, _in_results in page_of(response).links]


def text(response):
    """All the page's text, its white space made single spaces."""
    return " ".join(" ".join(page_of(response).text).split())


def references(response):
    """The activities among the page's results, in order."""
    found = (
        re.fullmatch(r"/activities/([a-z-]+-[0-9]{4,})/", href) for href, inside in page_of(response).links if inside
    )
    return list(dict.fromkeys(match[1] for match in found if match))


def choices(response):
    """{(parameter, value): count} of the choices that can be ticked; a count is what describes its choice."""
    page = page_of(response)
    ticks = [each for each in page.inputs if each.get("type") == "checkbox"]
    counts = (re.search(r"\d+", page.said[each["aria-describedby"]])[0] for each in ticks)
    return {(each["name"], each["value"]): int(count) for each, count in zip(ticks, counts, strict=True)}


def kept(response):
    """[(parameter, value)] that a form sends along unseen."""
    return [(each["name"], each["value"]) for each in page_of(response).inputs if each.get("type") == "hidden"]


def body(response):
    """The whole body, streamed or not."""
    return b"".join(response) if response.streaming else response.content


def rows(response):
    """The rows of a CSV, each a dict by column."""
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"), newline=""), strict=True))


def csv_references(response):
    return [row["reference"] for row in rows(response)]


def workbook(response):
    """The sheets of an XLSX: {name: rows of cells}, empty cells as ""."""
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(body(response)))
    return {sheet.title: [["" if cell is None else cell for cell in row] for row in sheet.values] for sheet in book}


def xlsx_rows(response):
    """The rows of the first sheet, each a dict by column."""
    header, *cells = next(iter(workbook(response).values()))
    return [dict(zip(header, row, strict=True)) for row in cells]


def json_rows(response):
    assert response.status_code == 200
    return json.loads(body(response))["activities"]


def jsonl_rows(response):
    assert response.status_code == 200
    return [json.loads(line) for line in body(response).decode().split("\n") if line]


ATOM = "{http://www.w3.org/2005/Atom}"


def feed(response):
    """The root of a feed."""
    assert response.status_code == 200
    return ElementTree.fromstring(body(response))


def entries(response):
    """The entries of a feed, each with its reference."""
    found = feed(response).findall(f"{ATOM}entry")
    return [{"reference": each.find(f"{ATOM}id").text.split("/")[-2], "element": each} for each in found]


# How each format of an activity a row is read: {name: function from a response to rows, each with its reference}.
ROWS = {"csv": rows, "xlsx": xlsx_rows, "json": json_rows, "jsonl": jsonl_rows, "atom": entries}
# The formats of which one activity may have no row, or many.
LONG = {"results_csv": "results", "countries_csv": "countries"}


def readable(response):
    """All that an answer says, as one text; of an XLSX its parts, unpacked."""
    raw = body(response)
    if not raw.startswith(b"PK"):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return "\n".join(parts.read(name).decode() for name in sorted(parts.namelist()))


def all_pages(client, query):
    """The references on every page of the list under this query, in order, and the total that each page states."""
    address = f"/activities/?{query}&page="
    first = client.get(f"{address}1")
    stated = total(first)
    found = references(first)
    for number in range(2, -(-stated // 25) + 1):
        response = client.get(f"{address}{number}")
        assert total(response) == stated
        found += references(response)
    return found, stated
