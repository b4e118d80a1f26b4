"""Writes `147-rows.csv` and its `README.md` beside this file: `python -m tests.activities.intake.files.build`.

The rows are UNDP's 45 activities as the register has them, and 102 new ones; over some of their cells lies what people
really write. Each such cell is named once, here, with what is to become of it.
"""

import csv
import io
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
REFERENCE = Path(__file__).parents[4] / "activities" / "reference"
COLUMNS = ["reference", "pledge", "commitments", "title", "description", "language", "kind", "status", "reported",
           "start", "end", "countries", "places", "partners", "results", "sources", "same_project", "office", "updates",
           "title_by_register", "state"]  # fmt: skip
# Two blank rows and the headings stand above the first row.
FIRST = 4
ROWS = 147
REJECTED, READ = "rejected", "read"

# (row, column, cell, what it is, what becomes of it, a part of the sentence or what the cell is read as).
DEFECTS = [
    # --- Real-life cells of activities that are there: read right ---
    (5, "countries", "UGA.", "an ISO code with a full stop", READ, "Uganda"),
    (6, "countries", "DZA;KOR", "two codes without a space", READ, "Algeria; Republic of Korea"),
    (7, "countries", "PH", "a two-letter code", READ, "Philippines"),
    (8, "countries", "Turkey", "an everyday name", READ, "Türkiye"),
    (9, "countries", "Ivory Coast", "an everyday name", READ, "Côte d'Ivoire"),
    (10, "countries", "IDN.JPN", "two codes with a full stop between", READ, "Indonesia; Japan"),
    (11, "countries", "mda", "a code in small letters", READ, "Republic of Moldova"),
    (12, "countries", "viet nam (Planned)", "planned, in other letters", READ, "Viet Nam (planned)"),
    (13, "countries", "608", "an M49 code", READ, "Philippines"),
    (14, "countries", "Kosovo", "a name without its asterisk", READ, "Kosovo*"),
    (15, "countries", "Cote d’Ivoire", "no accent, and a curly apostrophe", READ, "Côte d'Ivoire"),
    (16, "countries", "Kenya, Uganda", "a comma between names", READ, "Kenya; Uganda"),
    (17, "end", "11/2023", "month and year", READ, "2023-11"),
    (18, "start", "Nov 2022", "a month by name", READ, "2022-11"),
    (19, "start", "24.11.2022", "a day first, which no month can be", READ, "2022-11-24"),
    (20, "start", "November 24, 2022", "a day in words", READ, "2022-11-24"),
    (21, "start", "2022-11-24 00:00:00", "a date with an empty time", READ, "2022-11-24"),
    (22, "start", "2022-1", "a month without its zero", READ, "2022-01"),
    (23, "kind", "Training", "a capital letter", READ, "training"),
    (24, "status", "In Progress", "a label for a slug", READ, "in-progress"),
    (25, "partners", "IOM", "an acronym without a role", READ,
     "International Organization for Migration (participating)"),
    (26, "partners", "iom (Funding); UNDP (co-lead)", "a slug, an acronym, a capital letter", READ,
     "International Organization for Migration (funding); United Nations Development Programme (co-lead)"),
    (27, "results", "over 900 policy makers trained", "a number in prose", READ, "over 900 policy makers trained"),
    (28, "results", "Up to 1,200 Policy makers trained (Nov 2023)", "thousands, and a date in words", READ,
     "up to 1200 policy makers trained (2023-11)"),
    (29, "commitments", "5, 6", "numbers without the pledge’s key", READ, "undp-gcm-5; undp-gcm-6"),
    (30, "commitments", "undp-gcm-6;UNDP-GCM-5", "another order, capital letters", READ, "undp-gcm-5; undp-gcm-6"),
    (31, "title", "Green\u00a0jobs\x07 for  returnees", "a no-break space, a control character, two spaces", READ,
     "Green jobs for returnees"),
    (32, "title", "'=1+1 ways to return", "the apostrophe that keeps a text from being run", READ,
     "=1+1 ways to return"),
    (33, "updates", "2024-05 (Completed): Ended.\n\nNov 2023: Began.", "two updates, one by a month’s name", READ,
     "2024-05 (completed): Ended.\n\n2023-11: Began."),
    (34, "sources", "A report <https://example.org/a;b>; Another <https://example.org/c>", "a semicolon in it",
     READ,
     "A report <https://example.org/a;b>; Another <https://example.org/c>"),
    (35, "title_by_register", "NO", "capital letters", READ, "no"),
    (36, "places", "Osh;\nBatken ; ", "a line end, and a separator too many", READ, "Osh; Batken"),
    (37, "reference", "UNDP-GCM-0034", "capital letters", READ, ""),
    # --- Of activities that are there: refused ---
    (38, "end", "Present", "an end that is none: read as empty, and said", READ, ""),
    (39, "start", "03/04/2023", "a day or a month first", REJECTED, "can mean two dates"),
    (40, "start", "Nov-23", "what Excel makes of 2023-11", REJECTED, "cannot be read as a date"),
    (41, "start", "31/02/2023", "no such day", REJECTED, "There is no date"),
    (42, "pledge", "undp-other", "no such pledge", REJECTED, "has no pledge called"),
    (43, "state", "published", "publishing by a file: it is published already, so nothing is said", READ, ""),
    (44, "state", "withdrawn", "withdrawing by a file", REJECTED, "A file does not change this"),
    (45, "title", "", "a title that must not be empty", REJECTED, "cannot be empty"),
    (46, "commitments", "9", "a commitment that the pledge does not have", REJECTED, "This pledge has no commitment"),
    (47, "countries", "Kenya; KEN", "one country twice", REJECTED, "appears twice"),
    (48, "same_project", "undp-gcm-9999", "a reference that is not there", REJECTED, "There is no activity"),
    # --- Of new activities: refused ---
    (49, "reference", "undp-gcm-0777", "a reference that is not there", REJECTED, "There is no activity"),
    (50, "reference", "undp-gcm-0001", "the reference of row 4 again", REJECTED, "is in row 4"),
    (4, "reference", "undp-gcm-0001", "the reference that row 50 has too", REJECTED, "is in row 50"),
    (51, "countries", "Kenja", "a slip of the pen", REJECTED, "Nearest: Kenya"),
    (52, "countries", "Wakanda", "no country or area", REJECTED, "has no country or area called"),
    (53, "countries", "Uganda; Virunga", "one of two is a place", REJECTED, "has no country or area called"),
    (54, "partners", "International Organisation for Migrations (funding)", "a slip in a name", REJECTED,
     "Nearest: International Organization for Migration"),
    (55, "partners", "IOM (leader)", "no role", REJECTED, "is not a role"),
    (56, "results", "2.2k beneficiaries supported to enhance livelihoods and income", "a shortened number", REJECTED,
     "in full, such as"),
    (57, "results", "over 900 policymakers trained", "an indicator that is not quite there", REJECTED,
     "Nearest: policy makers trained"),
    (58, "results", "many policy makers trained", "no number", REJECTED, "cannot be read as a result"),
    (59, "results", "1.200 policy makers trained", "a thousand, or one and a fifth", REJECTED,
     "cannot be read as a number"),
    (60, "sources", "A report on the web", "no address", REJECTED, "cannot be read as a source"),
    (61, "sources", "Click <javascript:alert(1)>", "an address that would run", REJECTED, "Enter a valid URL"),
    (62, "updates", "Began last year.", "an update without a date", REJECTED, "has no date. Start each update"),
    (63, "updates", "03/04/2024: Began.", "an update of a date that is two", REJECTED, "can mean two dates"),
    (64, "office", "Mars Office", "no office", REJECTED, "has no office called"),
    (65, "kind", "workshop", "no kind", REJECTED, "is not one of these"),
    (66, "kind", "", "a new activity needs a kind", REJECTED, "A new activity needs it"),
    (67, "status", "finished", "no status", REJECTED, "is not one of these"),
    (68, "language", "English", "no language tag", REJECTED, "is not a language tag"),
    (69, "reported", "", "a new activity needs the date of its report", REJECTED, "A new activity needs it"),
    (70, "reported", "Q4 2023", "a quarter", REJECTED, "cannot be read as a date"),
    (71, "reported", "1823", "before the years that are kept", REJECTED, "from 1900 to 2100"),
    (72, "end", "2019", "an end before its start", REJECTED, "The end is before the start"),
    (73, "title", "T" * 300, "300 characters where 200 fit", REJECTED, "at most 200 characters"),
    (74, "title", "", "a new activity needs a title", REJECTED, "A new activity needs it"),
    (75, "description", "", "a new activity needs its text", REJECTED, "A new activity needs it"),
    (76, "pledge", "", "a new activity needs a pledge", REJECTED, "A new activity needs it"),
    (77, "pledge", "undp-gmc", "a slip in a key", REJECTED, "Nearest: UNDP Pledge"),
    (78, "commitments", "", "a new activity needs a commitment", REJECTED, "A new activity needs it"),
    (79, "commitments", "5.6", "what Excel makes of 5,6", REJECTED, "This pledge has no commitment"),
    (80, "title_by_register", "maybe", "neither yes nor no", REJECTED, "is not yes or no"),
    (81, "same_project", "undp-gcm-0001; nobody-0001", "one of two is not there", REJECTED, "There is no activity"),
    (82, "countries", "Niger/Nigerya", "a slash, and a slip", REJECTED, "has no country or area called"),
    (83, "start", "Present", "a beginning that is none", REJECTED, "cannot be read as a date"),
    (84, "end", "45254", "a day as Excel counts them", REJECTED, "cannot be read as a date"),
    (85, "", "short", "cut off after seven cells", REJECTED, "The row is incomplete"),
    (86, "", "long", "a cell too many", REJECTED, "may be in the wrong columns"),
    (87, "", "headings", "the headings again", REJECTED, "repeats the headings"),
    (88, "", "twin of 89", "a new activity, the same as in row 89", REJECTED, "is in row 89"),
    (89, "", "twin of 88", "a new activity, the same as in row 88", REJECTED, "is in row 88"),
    # --- Of new activities: read right ---
    (90, "countries", "Niger/Nigeria", "a slash between names", READ, "Niger; Nigeria"),
    (91, "countries", "bosnia & herzegovina", "an ampersand inside a name", READ, "Bosnia and Herzegovina"),
    (92, "countries", "COD", "one Congo of two", READ, "Democratic Republic of the Congo"),
    (93, "countries", "TÜRKIYE", "capital letters with an accent", READ, "Türkiye"),
    (94, "end", "ongoing", "an end that is none", READ, ""),
    (95, "start", "n/a", "nothing, in words", READ, ""),
    (96, "state", "published", "a file does not publish: it is a draft, and said", READ, ""),
    (97, "description", "First.\r\nSecond, “quoted”; with a semicolon, and a comma", "line ends of another system",
     READ, "First.\nSecond, “quoted”; with a semicolon, and a comma"),
    (98, "language", "ES", "capital letters", READ, "es"),
    (99, "status", "", "nothing stated: as for a new form", READ, ""),
]  # fmt: skip


def rows():
    """The cells of the 147 rows: {row number: {column: cell}}, without what is wrong with whole rows."""
    made = {FIRST + place: row for place, row in enumerate([*_existing(), *_new()])}
    assert len(made) == ROWS
    for number, column, cell, _what, _becomes, _text in DEFECTS:
        if column:
            made[number][column] = cell
    made[72]["start"] = "2020"
    made[89] |= {name: made[88][name] for name in ("title", "description")}
    return made


def _existing():
    data = tomllib.loads((REFERENCE / "undp_gcm_pledge.toml").read_text(encoding="utf-8"))
    with (REFERENCE / "countries.csv").open(encoding="utf-8", newline="") as file:
        countries = {row["alpha3"]: row["name"] + ("*" if row["note"] else "") for row in csv.DictReader(file)}
    partners = {each["slug"]: each["name"] for each in data["partner"]}
    indicators = {each["key"]: each["name"] for each in data["indicator"]}
    offices = {each["slug"]: each["name"] for each in data["office"]}
    tied = [set(each["same_project"]) for each in data["activity"]]
    for place, each in enumerate(data["activity"]):
        where = [countries[code] for code in each["countries"]]
        where += [f"{countries[code]} (planned)" for code in each["planned_countries"]]
        others = [other for other, labels in enumerate(tied) if other != place and labels & tied[place]]
        yield {
            "reference": f"undp-gcm-{place + 1:04d}",
            "pledge": "undp-gcm",
            "commitments": "; ".join(f"undp-gcm-{number}" for number in each["commitments"]),
            "reported": data["pledge"]["reported"],
            "countries": "; ".join(where),
            "places": "; ".join(each["places"]),
            "partners": "; ".join(f"{partners[p['partner']]} ({p['role']})" for p in each["partners"]),
            "results": "; ".join(_result(result, indicators) for result in each["results"]),
            "sources": "",
            "same_project": "; ".join(f"undp-gcm-{other + 1:04d}" for other in others),
            "office": offices.get(each["office"], ""),
            "updates": "",
            "title_by_register": "yes",
            "state": "published",
        } | {name: each[name] for name in ("title", "description", "language", "kind", "status", "start", "end")}


def _result(result, indicators):
    qualifier = "" if result["qualifier"] == "exactly" else result["qualifier"].replace("-", " ") + " "
    as_of = f" ({result['as_of']})" if result["as_of"] else ""
    return f"{qualifier}{result['value']} {indicators[result['indicator']]}{as_of}"


def _new():
    places = ["Kenya", "Uganda", "Peru", "Nepal", "Ghana", "Chile"]
    for number in range(1, ROWS - 45 + 1):
        yield dict.fromkeys(COLUMNS, "") | {
            "pledge": "undp-gcm",
            "commitments": str(number % 7 + 1),
            "title": f"Training {number} for people who return",
            "description": f"Training number {number} was held for people who return.",
            "language": "en",
            "kind": "training",
            "status": "completed",
            "reported": "2024-01",
            "start": "2023",
            "countries": places[number % len(places)],
        }


def cells():
    """The table as it stands in the file: every row a list of cells, blank ones and headings included."""
    table = [[], [], COLUMNS]
    for number, row in sorted(rows().items()):
        line = [row[name] for name in COLUMNS]
        whole = next((cell for at, column, cell, *_rest in DEFECTS if at == number and not column), "")
        line = {"short": line[:7], "long": [*line, "one more"], "headings": COLUMNS}.get(whole, line)
        table.append(line)
    return table


def as_csv(separator=",", line_end="\r\n"):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=line_end).writerows(cells())
    return buffer.getvalue()


def readme():
    """Every defect: row, column, cell, what it is, and what is to become of it."""
    said = [
        "# 147 rows, and what is wrong with them\n",
        "Written by `python -m tests.activities.intake.files.build`, as is the CSV. UNDP’s 45 activities as the",
        "register has them, then 102 new ones. Rows count as a spreadsheet shows them: two blank ones and the headings",
        "stand above.",
        "Every row that is not named here is good: its activity is unchanged, or new.\n",
        "| row | column | cell | what it is | answer |",
        "|---:|---|---|---|---|",
    ]
    for number, column, cell, what, becomes, text in sorted(DEFECTS, key=lambda each: each[0]):
        shown = cell if len(cell) < 60 else f"{cell[:40]}… ({len(cell)} characters)"
        answer = f"{becomes} as {_shown(text)}" if becomes == READ and text else becomes
        answer = f"rejected: “… {text} …”" if becomes == REJECTED else answer
        said.append(f"| {number} | {column or 'whole row'} | {_shown(shown)} | {what} | {answer} |")
    return "\n".join(said) + "\n"


def _shown(text):
    return f"`{text.encode('unicode_escape').decode() if not text.isprintable() else text}`".replace("|", "\\|")


if __name__ == "__main__":
    (HERE / "147-rows.csv").write_bytes(as_csv().encode("utf-8-sig"))
    (HERE / "README.md").write_text(readme(), encoding="utf-8")
