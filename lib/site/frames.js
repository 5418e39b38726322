// Moves the pictures of a page. What a picture is at every position of its controls the lesson computed, in Java, when the page
// was made; here it is looked up.

const MILLISECONDS_PER_STEP = 1200;

for (const place of document.querySelectorAll(".backprop-frames")) begin(place);

function begin(place) {
  const controls = JSON.parse(place.dataset.controls);
  const free = Number(place.dataset.free);
  const picture = place.querySelector(".backprop-frame");
  const at = controls.map((control) => control.start);
  const away = []; // from their start; the one moved last is the last
  let frames = null;
  let wanted = 0;

  const panel = element("div", { className: "backprop-controls", role: "group", ariaLabel: "Controls" });
  const rows = controls.map((control, index) => row(control, (position) => move(index, position)));
  panel.append(...rows.map((each) => each.row));
  if (free < controls.length) panel.append(element("p", { textContent: limit(free) }));
  place.querySelector("p").replaceWith(panel);
  for (const event of ["pointerenter", "focusin"]) panel.addEventListener(event, () => load().catch(() => {}));

  function move(index, position) {
    at[index] = position;
    if (away.includes(index)) away.splice(away.indexOf(index), 1);
    if (position !== controls[index].start) away.push(index);
    while (away.length > free) {
      const back = away.shift();
      at[back] = controls[back].start;
      rows[back].set(at[back]);
    }
    show();
  }

  async function show() {
    const mine = ++wanted;
    const next = document.createElement("div");
    try {
      next.innerHTML = html(await load(), controls, at);
      await Promise.all([...next.querySelectorAll("img")].map((image) => image.decode()));
    } catch {
      next.innerHTML = "<p role='alert'>The pictures could not be loaded. Move the control again to try once more.</p>";
    }
    if (mine !== wanted) return;
    const open = [...picture.querySelectorAll("details")].map((fold) => fold.open);
    next.querySelectorAll("details").forEach((fold, i) => (fold.open = open[i] ?? false));
    picture.replaceChildren(...next.childNodes);
  }

  function load() {
    frames ??= unpack(new URL(`frames/${place.dataset.file}`, import.meta.url));
    frames.catch(() => (frames = null));
    return frames;
  }
}

async function unpack(file) {
  const response = await fetch(file);
  if (!response.ok) throw new Error(response.statusText);
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).json();
}

// The frame of these positions; how it is packed stands in PackedFrames.java.
function html(frames, controls, at) {
  const stays = (position, index) => position === controls[index].start;
  const table = frames.tables.find((t) => at.every((p, i) => stays(p, i) || t.controls.includes(i)));
  const place = table.controls.reduce((sum, i) => sum * controls[i].labels.length + at[i], 0);
  const frame = table.frames[place];
  const { fixed, columns } = frames.groups[frames.group[frame]];
  const pieces = columns.map((column) => column.pieces[column.rows?.[frames.row[frame]] ?? 0]);
  const words = (piece) => (typeof piece === "number" ? frames.long[piece] : piece ?? "");
  return fixed.map((text, i) => text + words(pieces[i])).join("");
}

function row({ name, kind, start, labels }, moved) {
  const row = element("label");
  const value = element("output", { textContent: labels[start] });
  const input = kind === "select" ? element("select") : element("input", { type: kind === "checkbox" ? kind : "range" });
  const read = () => (kind === "checkbox" ? Number(input.checked) : kind === "select" ? input.selectedIndex : Number(input.value));
  const set = (position) => {
    if (kind === "checkbox") input.checked = position === 1;
    else if (kind === "select") input.selectedIndex = position;
    else input.value = position;
    input.ariaValueText = value.textContent = labels[position];
  };
  if (kind === "select") input.append(...labels.map((label) => new Option(label)));
  else Object.assign(input, { min: 0, max: labels.length - 1 });
  input.ariaLabel = name;
  set(start);
  input.addEventListener("input", () => {
    set(read());
    moved(read());
  });
  row.append(element("span", { textContent: name }), input);
  if (input.type === "range") row.append(value);
  if (kind !== "player") return { row, set };
  const whole = element("div", { className: "backprop-player" });
  const step = () => {
    set((read() + 1) % labels.length);
    moved(read());
    return read() === labels.length - 1;
  };
  whole.append(player(name, step), row);
  return { row: whole, set };
}

// Plays to the end; where the reader wants no motion, one step for every press.
function player(name, step) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const button = element("button", { type: "button" });
  let timer = 0;
  const say = () => (button.textContent = still ? `Next ${name}` : timer ? "Pause" : "Play");
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    say();
  };
  button.addEventListener("click", () => {
    if (still) step();
    else if (timer) stop();
    else if (!step()) timer = setInterval(() => step() && stop(), MILLISECONDS_PER_STEP);
    say();
  });
  say();
  return button;
}

function limit(free) {
  const some = free === 1 ? "only one of these controls is" : `at most ${free} of these controls are`;
  return `On this page ${some} away from the start at a time; in the notebook all move freely.`;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
