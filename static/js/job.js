// A long operation's page, kept up to date in place. The progress moves every two seconds; a screen reader hears of each
// tenth and of the end, and the focus stays where it was. Without this file a link on the page does the same by hand.
"use strict";

const EVERY = 2000;
let told = -1;

async function look() {
  const job = document.getElementById("job");
  let fresh = null;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("job");
    // Signed out meanwhile, or the page is gone: the link leads to what there is to read about that.
    if (!fresh && answer.status < 500) return;
  } catch {
    // No connection: the next look may find one.
  }
  if (fresh && !("goesOn" in fresh.dataset)) {
    end(job, fresh);
    return;
  }
  if (fresh) show(fresh);
  setTimeout(look, EVERY);
}

function show(fresh) {
  const progress = document.getElementById("job-progress");
  const wanted = fresh.querySelector("#job-progress");
  // Another process of the site may know less: the progress never goes back.
  if (wanted.position < progress.position) return;
  if (wanted.hasAttribute("value")) {
    progress.max = wanted.max;
    progress.value = wanted.value;
  }
  const sentence = fresh.querySelector("#job-standing").textContent;
  document.getElementById("job-standing").textContent = sentence;
  const tenth = Math.floor(progress.position * 10);
  if (tenth !== told) document.getElementById("job-news").textContent = sentence;
  told = tenth;
}

function end(job, fresh) {
  const focused = job.contains(document.activeElement);
  job.replaceWith(fresh);
  if (focused) fresh.focus();
  document.getElementById("job-news").textContent = fresh.querySelector("#job-standing").textContent;
}

setTimeout(look, EVERY);
