
// What every module of ours may use: PageWidget puts this behind each of them.

/** A new element, as the last one in its parent. */
function part(name, parent, attributes = {}, text = "") {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return parent.appendChild(made);
}

/** What Java has written as Base64. */
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The colour that lies that share of the way, from 0 to 1, between two. */
function mix(from, to, share) {
  return from.map((value, i) => value + share * (to[i] - value));
}

/**
 * Messages to Java, each with an answer: a change of the state, or a trouble. hear has what to do at a change of a part of
 * the state, by its name; words is where a trouble is said, or that an answer is late; quiet is called whenever everything
 * is answered. All this until it ends.
 */
function conversation({ model, el }, words, hear, quiet) {
  const patience = 3000; // in milliseconds
  const late = "Java has not answered yet. If a cell runs, it will when the cell is done; else run this cell again.";
  let waiting = null;
  let open = 0;
  function answered() {
    open = Math.max(0, open - 1);
    if (open > 0) return;
    clearTimeout(waiting);
    el.ariaBusy = "false";
    quiet();
  }
  function answer(name) {
    const trouble = name === "trouble" && model.get(name).words;
    if (trouble === "") return; // the last one is over
    if (trouble) words.textContent = trouble;
    hear[name]?.();
    answered();
  }
  const listeners = Object.keys({ trouble: null, ...hear }).map((name) => [`change:${name}`, () => answer(name)]);
  for (const listener of listeners) model.on(...listener);
  model.send({ do: "shown" });
  return {
    isOpen: () => open > 0,
    send(message) {
      open++;
      el.ariaBusy = "true";
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        open = 0;
        words.textContent = late;
      }, patience);
      model.send(message);
    },
    end() {
      open = 0;
      clearTimeout(waiting);
      for (const listener of listeners) model.off(...listener);
    },
  };
}
