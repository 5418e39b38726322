
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

/** Messages to Java, of which each has an answer; say tells the reader if one is late. */
function conversation(model, el, say) {
  const patience = 3000; // in milliseconds
  const words = "Java has not answered yet. If a cell runs, it will when the cell is done; else run this cell again.";
  let waiting = null;
  let open = 0;
  return {
    isOpen: () => open > 0,
    send(message) {
      open++;
      el.ariaBusy = "true";
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        open = 0;
        say(words);
      }, patience);
      model.send(message);
    },
    answered() {
      open = Math.max(0, open - 1);
      if (open > 0) return;
      clearTimeout(waiting);
      el.ariaBusy = "false";
    },
    end() {
      open = 0;
      clearTimeout(waiting);
    },
  };
}
