// The search of a copy in files: every word must begin a word of an activity, or all write its reference, as on the site.
// Other names of what it names are not in the copy as text: they are compared by fingerprints
// (activities/public/copy/search.py).
"use strict";

const UNMARKED = { ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", ı: "i", þ: "th", ß: "ss" };

function words(text) {
  const folded = text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[øđðłæœıþß]/g, (letter) => UNMARKED[letter]);
  return folded.match(/[\p{L}\p{N}]+/gu) || [];
}

const LONGEST = 24; // letters of a beginning

function fingerprint(text) {
  let number = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) number = Math.imul(number ^ byte, 0x01000193) >>> 0;
  return number;
}

// A word asked for, and the numbers of the names that a word of theirs begins with it.
function wish(word) {
  const print = [...word].length > LONGEST ? null : fingerprint(word);
  return { begun: ` ${word}`, named: new Set([...NAMES.keys()].filter((place) => NAMES[place].includes(print))) };
}

const asked = (new URLSearchParams(location.search).get("q") || "").slice(0, 200);
const typed = words(asked);
const wanted = typed.map(wish);
// A reference ends in four digits at least, and stands in the address of its activity.
const reference = /^\d{4,}$/.test(typed.at(-1)) ? `/${typed.join("-")}/` : null;
document.getElementById("search-words").value = asked;

if (wanted.length) {
  const found = ACTIVITIES.filter(([address, , held, names]) =>
    (reference && address.includes(reference)) ||
    wanted.every((word) => held.includes(word.begun) || names.some((place) => word.named.has(place))),
  );
  const status = document.getElementById("found");
  const sentence = found.length === 0 ? "none" : found.length === 1 ? "one" : "many";
  status.textContent = status.dataset[sentence].replace("NUMBER", found.length);
  document.getElementById("results").replaceChildren(
    ...found.map(([address, title]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      item.append(link);
      return item;
    }),
  );
}
