"""Two people in two browsers save one activity, in turn and at once: what was saved is in the history, and what was
refused still stands in its form. Nothing is lost in silence."""

import pytest
from django.test import Client
from django.urls import reverse

from commitments import history
from commitments.admin.locking import REFUSAL
from tests import factories

# Sends the form that the page last got, with what is typed into it, as pressing a button does; keeps the answer's form.
SEND = """({field, text}) => {
    const form = window.held || document.querySelector("#activity_form");
    form.elements[field].value = text;
    const sent = new FormData(form);
    sent.append("_continue", "Save and continue editing");
    window.answer = fetch(location.href, {method: "POST", body: sent}).then(async (response) => {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        window.held = page.querySelector("#activity_form");
        return {
            status: response.status,
            saved: response.redirected,
            says: page.body.textContent,
            text: window.held ? window.held.elements[field].value : null,
        };
    });
}"""
ANSWER = "() => window.answer"


@pytest.fixture
def desks(new_context, base_url):
    """`desks(address)`: that page of the desk in two browsers, in each of which another administrator is signed in."""

    def opened(address):
        pages = []
        for _ in range(2):
            client = Client()
            client.force_login(factories.administrator())
            context = new_context()
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
            pages.append(context.new_page())
            pages[-1].goto(address)
        return pages

    return opened


def at_once(pages, field, texts):
    """The answers to both, of which neither waits for the other."""
    for page, text in zip(pages, texts, strict=True):
        page.evaluate(SEND, {"field": field, "text": text})
    return [page.evaluate(ANSWER) for page in pages]


def in_turn(pages, field, texts):
    answers = []
    for page, text in zip(pages, texts, strict=True):
        page.evaluate(SEND, {"field": field, "text": text})
        answers.append(page.evaluate(ANSWER))
    return answers


def conflicts(desks, rounds):
    """So many rounds, in each of which both save the version that both have before them."""
    activity = factories.activity(description="First.")
    pages = desks(reverse("admin:activities_activity_change", args=[activity.pk]))
    saved, refused = [], []
    for number in range(rounds):
        order = pages if number % 4 < 2 else pages[::-1]
        texts = [f"Round {number}, typed by person {pages.index(page)}." for page in order]
        answers = (at_once if number % 2 else in_turn)(order, "description", texts)
        assert [answer["status"] for answer in answers] == [200, 200], number
        assert sorted(answer["saved"] for answer in answers) == [False, True], number
        for answer, text in zip(answers, texts, strict=True):
            (saved if answer["saved"] else refused).append(text)
            assert answer["text"] == text, "what was typed stands in the form that was answered"
            assert answer["saved"] or str(REFUSAL) in answer["says"]
    kept = [step.document["description"] for step in history.of(activity).order_by("pk")]
    assert kept == saved, "what was answered as saved is in the history, and nothing else"
    assert len(saved) == len(refused) == rounds
    # Who was refused saves from the form that came back, and so does the other after that.
    for page in pages:
        page.evaluate(SEND, {"field": "description", "text": f"Settled by person {pages.index(page)}."})
        answer = page.evaluate(ANSWER)
        if not answer["saved"]:
            page.evaluate(SEND, {"field": "description", "text": answer["text"]})
            assert page.evaluate(ANSWER)["saved"]
    assert history.of(activity).count() == rounds + 2


def test_fifty_conflicting_saves_lose_nothing_in_silence(desks):
    conflicts(desks, 50)


@pytest.mark.soak
def test_a_thousand_conflicting_saves_lose_nothing_in_silence(desks):
    conflicts(desks, 1000)


def test_the_second_is_shown_both_texts_and_who_else_has_it_open(desks, shot):
    activity = factories.activity(title="Training in Bishkek", description="First.")
    mine, theirs = desks(reverse("admin:activities_activity_change", args=[activity.pk]))
    assert theirs.locator("#also-open li").count() == 1
    theirs.locator("#id_description").fill("Theirs.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    theirs.locator(".messagelist .success").wait_for()
    mine.locator("#id_description").fill("Mine.")
    mine.locator("#id_updates-0-date").fill("2026-01")
    mine.locator("#id_updates-0-text").fill("News of mine.")
    mine.get_by_role("button", name="Save", exact=True).click()
    conflict = mine.locator("#conflict")
    conflict.wait_for()
    shot(mine, "two-browsers-conflict")
    assert "Theirs." in conflict.inner_text()
    assert "Mine." in conflict.inner_text()
    assert mine.locator("#id_description").input_value() == "Mine."
    assert mine.locator("#id_updates-0-text").input_value() == "News of mine."
    mine.get_by_role("button", name="Save", exact=True).click()
    mine.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.description == "Mine."
    assert activity.updates.get().text == "News of mine."
    assert "Theirs." in [step.document["description"] for step in history.of(activity)]
