// Keeps what is typed into a form of the desk in this browser until it is saved, for the person who typed it, and
// offers it back: after a sign-in that lapsed, a form that was refused, a browser that was closed. The server draws what
// is put back, through its own checks (commitments/admin/typed.py). Passwords and files are never kept.
"use strict";
{
  const PREFIX = "typed:";
  const user = document.currentScript.dataset.user;
  const KEPT_FOR = 7 * 24 * 60 * 60 * 1000; // ms
  const JUST_SENT = 10 * 60 * 1000;
  const WAIT = 400; // ms after a key
  const MOST = 5; // of one form
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "decided", "_typed"]);

  // A browser may refuse to store anything, or more than so much.
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key)) ?? [];
    } catch {
      return [];
    }
  };
  const write = (key, entries) => {
    try {
      if (entries.length) localStorage.setItem(PREFIX + key, JSON.stringify(entries.slice(-MOST)));
      else localStorage.removeItem(PREFIX + key);
    } catch {
      // What was kept before stays.
    }
  };
  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  };

  // What is old goes, and what the server says is saved.
  for (const key of keys()) {
    const all = read(key), fresh = all.filter((entry) => Date.now() - entry.at < KEPT_FOR);
    if (fresh.length < all.length) write(key, fresh);
  }
  const saved = document.cookie.match(/(?:^|; )typed_saved="?([^;"]+)/)?.[1];
  if (saved) {
    write(saved, []);
    document.cookie = `typed_saved=; path=${document.currentScript.dataset.desk}; max-age=0; samesite=lax`;
  }

  // Who signs out leaves nothing behind.
  let signsOut = false;
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    signsOut = true;
    for (const key of keys()) if (key.startsWith(`${user}:`)) write(key, []);
  });

  // The page that asks to sign in, or says that a form was refused: what was just sent is kept.
  const note = document.getElementById("typed-note");
  if (note) note.hidden = !keys().some((key) => read(key).some((entry) => Date.now() - entry.sent < JUST_SENT));

  const offer = document.querySelector("[data-kept]");
  const form = offer?.closest("form");
  const key = offer?.dataset.kept;

  function fieldsOf(form) {
    return [...new FormData(form)].filter(([name, value]) =>
      typeof value === "string" && !LEFT_OUT.has(name) && !name.includes("__prefix__"));
  }

  // --- Keeping ---
  if (form && !form.querySelector("input[type=password]")) {
    const id = form.elements._kept_id;
    id.value ||= Math.random().toString(36).slice(2);
    let timer;
    const keep = (more = {}) => {
      clearTimeout(timer);
      timer = undefined;
      const entry = {
        id: id.value, at: Date.now(), address: location.pathname + location.search, fields: fieldsOf(form), ...more,
      };
      write(key, [...read(key).filter((each) => each.id !== entry.id), entry]);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT);
    };
    let typed = "here" in offer.dataset; // the form holds what was sent and is not saved
    if (typed) keep();
    for (const name of ["input", "change"]) {
      form.addEventListener(name, () => {
        typed = true;
        soon();
      });
    }
    for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, () => typed && soon());
    form.addEventListener("submit", () => typed && keep({ sent: Date.now() }));
    window.addEventListener("pagehide", () => timer && !signsOut && keep());
  }

  // --- Offering it back ---
  if (offer && !("here" in offer.dataset)) {
    for (const entry of read(key).reverse()) show(entry);
  }

  function show(entry) {
    const box = offer.querySelector("template").content.firstElementChild.cloneNode(true);
    const time = box.querySelector("time");
    time.dateTime = new Date(entry.at).toISOString();
    time.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang, {
      dateStyle: "long", timeStyle: "short",
    });
    const [back, drop] = box.querySelectorAll("button");
    back.addEventListener("click", () => putBack(entry));
    drop.addEventListener("click", () => {
      write(key, read(key).filter((each) => each.id !== entry.id));
      box.remove();
      offer.hidden = offer.children.length < 2;
    });
    offer.append(box);
    offer.hidden = false;
  }

  function putBack(entry) {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = entry.address;
    sent.hidden = true;
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of [["csrfmiddlewaretoken", token], ["_typed", "yes"], ...entry.fields]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  }
}
