// The search of a copy in files: every word must begin a word of an activity, as on the site itself.
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

const asked = (new URLSearchParams(location.search).get("q") || "").slice(0, 200);
const wanted = words(asked).map((word) => ` ${word}`);
document.getElementById("search-words").value = asked;

if (wanted.length) {
  const found = ACTIVITIES.filter(([, , held]) => wanted.every((word) => held.includes(word)));
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
