"""What typst makes of data: pages that can be read by anyone, and never code."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from activities.public import typeset
from activities.public.typeset.fonts import FOLDER, missing, settable

pytestmark = pytest.mark.no_database

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: data.fonts, ..data.language)
#title()
= #data.title
#for text in data.texts [#par[#text]]
"""
SCRIPTS = {
    "en": "Kosovo* 1,200 USD – “quoted”",
    "es": "¿Qué se ha hecho? Año, niñez, migración",
    "fr": "L’œuvre à Noël, façon élève",
    "ru": "Организация Объединённых Наций",
    "tg": "Ҷумҳурии Тоҷикистон",
    "vi": "Tiếng Việt đã được",
    "hy": "Հայաստան",
    "ka": "საქართველო",
}


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def read(template, *texts, tag="en", **options):
    data = {"title": "A page", "texts": texts, "language": typeset.language(tag)}
    return PdfReader(io.BytesIO(typeset.pdf(template, data, **options)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_pdf_is_tagged_and_says_its_title_and_language(template):
    reader = read(template, "Text", tag="fr-CH")
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of pypdf)
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "fr-CH"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata.title == "A page"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


@pytest.mark.parametrize(("tag", "text"), SCRIPTS.items())
def test_text_of_other_languages_is_set_and_can_be_taken_out_again(template, tag, text):
    assert not missing(text)
    assert text in words(read(template, text, tag=tag))


def test_arabic_can_be_taken_out_again_word_by_word(template):
    text = "برنامج الأمم المتحدة الإنمائي"
    assert not missing(text)
    # The reader gives words as they stand on the page, the first of them last.
    assert set(text.split()) <= set(words(read(template, text, tag="ar")).split())


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "= No heading",
        "$x$ *b* _i_ `c`",
        "@label <label>",
        "\\u{41} // no comment",
        "#{",
    ],
)
def test_text_is_never_run(template, text):
    assert text in words(read(template, text))


def test_a_character_without_a_font_is_shown_as_such(template):
    text = "中 and 🙂"
    assert missing(text) == {"中", "🙂"}
    assert "□ and □" in words(read(template, text))


def test_what_nobody_would_see_is_left_out():
    assert settable("a\U000e0001b\u0008\ufe0f") == "ab"
    assert missing("\u0008\ufe0f") == set()


def test_the_fonts_of_the_site_are_used_too(settings, tmp_path):
    settings.TYPESET_FONTS = str(tmp_path)
    assert missing("А") == set()
    (tmp_path / "no font.ttf").write_bytes(b"no font")
    assert settable("中") == "□"


def test_the_same_data_give_the_same_bytes(template):
    data = {"title": "A page", "texts": ["Text"], "language": {}}
    at = datetime(2026, 11, 24, tzinfo=UTC)
    assert typeset.pdf(template, data, at=at) == typeset.pdf(template, data, at=at)


def test_a_picture_is_as_wide_as_asked_for(template):
    picture = "#set page(width: 600pt, height: 315pt)\n" + TEMPLATE
    template.write_text(picture, encoding="utf-8")
    made = typeset.png(template, {"title": "A", "texts": [], "language": {}}, width=1200, page_width=600)
    assert made.startswith(b"\x89PNG")
    assert (int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big")) == (1200, 630)


def test_a_template_reads_no_file_outside_its_folder(template):
    template.write_text('#read("/../outside.txt")', encoding="utf-8")
    (template.parent.parent / "outside.txt").write_text("secret", encoding="utf-8")
    with pytest.raises(typeset.Failed):
        typeset.pdf(template, {})


def test_what_cannot_be_set_is_said_in_words(template, caplog):
    template.write_text("#let data = json(bytes(sys.inputs.data))\n#data.nothing", encoding="utf-8")
    with pytest.raises(typeset.Failed, match="nothing"):
        typeset.pdf(template, {})
    assert "could not set a page" in caplog.text


def test_what_takes_too_long_is_ended(template):
    template.write_text("#let n = 0\n#while true { n += 1; if n > 10000000000 { break } }", encoding="utf-8")
    with pytest.raises(typeset.Failed):
        typeset.pdf(template, {}, seconds=0.5)


@pytest.mark.parametrize(
    ("tag", "taken"),
    {
        "pt-BR": {"lang": "pt", "region": "BR"},
        "zh-Hant-TW": {"lang": "zh", "region": "TW"},
        "ar": {"lang": "ar"},
        "": {},
        "x-private": {},
        "es-419": {"lang": "es"},
    }.items(),
)
def test_a_language_is_told_as_typst_knows_it(tag, taken):
    assert typeset.language(tag) == taken


def test_every_font_has_a_licence_beside_it():
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {each.name for each in FOLDER.glob("LICENSE-*")} == {"LICENSE-Noto.txt", "LICENSE-DejaVu.txt"}
    for font in FOLDER.glob("*.ttf"):
        assert font.stem.split("-")[0] in told
    assert sum(font.stat().st_size for font in FOLDER.glob("*.ttf")) < 2_000_000
