// Searching the policy book in the browser, from a file or a server: every word must be found in a row.
(function () {
  "use strict";
  var MOST = 60;
  var field = document.getElementById("q");
  var count = document.getElementById("antall");
  var hits = document.getElementById("treff");
  var rows = (window.HJEMMEL_INDEKS || []).map(function (row) {
    return { row: row, title: fold(row[0]), all: fold(row.join(" ")) };
  });

  function fold(text) {
    return text.toLowerCase().replace(/[\u00a0\s]+/g, " ").replace(/§ ?/g, "§").trim();
  }

  function rank(entry, words, whole) {
    if (!words.every(function (word) { return entry.all.indexOf(word) >= 0; })) return 0;
    if (entry.title === whole) return 4;
    if (entry.title.indexOf(whole) === 0) return 3;
    return words.every(function (word) { return entry.title.indexOf(word) >= 0; }) ? 2 : 1;
  }

  function show() {
    var whole = fold(field.value);
    var words = whole.split(" ").filter(Boolean);
    hits.textContent = "";
    count.textContent = "";
    if (!words.length) return;
    var found = rows
      .map(function (entry, at) { return { entry: entry, at: at, rank: rank(entry, words, whole) }; })
      .filter(function (one) { return one.rank; })
      .sort(function (a, b) { return b.rank - a.rank || a.at - b.at; });
    found.slice(0, MOST).forEach(function (one) { hits.appendChild(line(one.entry.row)); });
    count.textContent = found.length ? count.dataset.found.replace("{n}", found.length) : count.dataset.none;
    if (found.length > MOST) count.textContent += " " + count.dataset.more.replace("{n}", MOST);
  }

  function line(row) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = row[1];
    link.textContent = row[0];
    var tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = row[2];
    var where = document.createElement("span");
    where.className = "at";
    where.textContent = row[3];
    item.append(link, " ", tag, " ", where);
    return item;
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  show();
})();
