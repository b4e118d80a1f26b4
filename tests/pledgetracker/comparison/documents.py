"""Documents to be compared, and what the tests say of what differs."""

from hypothesis import strategies as st

from pledgetracker.comparison import Part, compare

LABELS = {"title": "Title", "places": "Places", "updates": "Updates", "updates.date": "Date", "updates.text": "Text"}
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20)
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["date", "text", "x"]), SCALARS, max_size=3), max_size=5)
LISTS = st.lists(st.one_of(SCALARS, st.lists(SCALARS, max_size=3)), max_size=6)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["title", "places", "updates", "other", "z"]), st.one_of(SCALARS, LISTS, ROWS), max_size=5
)
# Few words, often the same: only such texts have much in common.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["a", "the", "Osh", ".", ",", "!", " ", "  ", "\n", "\n\n", "e\u0301"]), max_size=60).map(
        "".join
    ),
)


def one(before, after, **options):
    """The only difference of two documents."""
    [difference] = compare(before, after, LABELS, **options)
    return difference


def joined(parts, *kinds):
    return "".join(part.text for part in parts if part.kind in kinds)


def mirrored(parts):
    other = {"removed": "added", "added": "removed", "same": "same"}
    return tuple(Part(other[part.kind], part.text) for part in parts)


def update(date, text, **fields):
    return {"date": date, "text": text, "language": "en", **fields}
