// The Reports tab's own behaviour: changing tabs, files dropped or chosen, and how far each is on its way to
// the program. Knows nothing of Gradio but the ids page.py and report_page.py give.
(() => {
  "use strict";
  const VIEWS = ["chat", "reports"];

  function view() {
    return location.hash === "#reports" ? "reports" : "chat";
  }

  function follow() {
    const now = view();
    document.body.dataset.view = now;
    for (const tab of document.querySelectorAll("#header [role=tab]")) {
      const chosen = tab.dataset.view === now;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  function turn(to) {
    if (to === view()) return;
    history.replaceState(null, "", to === "chat" ? location.pathname : "#" + to);
    follow();
    window.scrollTo({ top: 0 });
    look(); // either may have changed meanwhile
  }

  const look = () => document.dispatchEvent(new Event("look-at-reports"));

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("#header [role=tab]");
    if (tab) turn(tab.dataset.view);
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("#header [role=tab]");
    if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = VIEWS[1 - VIEWS.indexOf(tab.dataset.view)];
    turn(other);
    document.querySelector(`#header [data-view=${other}]`).focus();
  });
  window.addEventListener("hashchange", follow);
  new MutationObserver(() => document.querySelector("#header [role=tab]") && follow()).observe(
    document.documentElement,
    { childList: true, subtree: true }
  );

  // A file that misses the zone must not replace the page with itself.
  for (const type of ["dragover", "drop"])
    document.addEventListener(type, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      const zone = document.querySelector("#sending .zone");
      zone?.classList.toggle("over", type === "dragover" && !!event.target.closest?.("#reports"));
      if (type === "drop" && zone && event.target.closest?.("#reports")) send([...event.dataTransfer.files]);
    });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.querySelector("#sending .zone")?.classList.remove("over");
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("#sending input[type=file]")) return;
    send([...event.target.files]);
    event.target.value = "";
  });

  let queue = Promise.resolve();
  function send(files) {
    const list = document.querySelector("#sending .sending");
    if (!list) return;
    for (const file of files) {
      const row = document.createElement("li");
      const name = document.createElement("b");
      const stage = document.createElement("span");
      const bar = document.createElement("progress");
      name.textContent = file.name; // as text: a name can hold markup
      stage.className = "stage";
      stage.textContent = list.dataset.sending;
      bar.max = Math.max(1, file.size);
      bar.value = 0;
      row.append(name, stage, bar);
      list.append(row);
      queue = queue.then(() => put(file, row, stage, bar, list.dataset));
    }
  }

  function put(file, row, stage, bar, words) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const failed = (why) => {
        bar.remove();
        row.className = "refused";
        stage.textContent = words.failed;
        const more = document.createElement("p");
        more.textContent = why;
        row.append(more);
        done();
      };
      request.upload.addEventListener("progress", (event) => (bar.value = event.loaded));
      request.addEventListener("error", () => failed(words.lost));
      request.addEventListener("load", () => {
        if (request.status !== 204) return failed(reason(request.responseText) ?? words.lost);
        row.remove();
        look();
        done();
      });
      request.open("PUT", "reports/upload?name=" + encodeURIComponent(file.name));
      request.setRequestHeader("X-Ask-The-Report", "1");
      request.send(file);
    });
  }

  function reason(text) {
    try {
      return JSON.parse(text).error;
    } catch {
      return null;
    }
  }
})();
