// The page's part of the class Plane: it takes points, tells Java what the reader wants, and paints what Java answers.

const SHOWN = 324; // the side of the plane in CSS pixels
const STEP = 0.1; // of the arrow keys, in the plane's numbers
const PAUSE = 30; // between an answer and the next steps, in milliseconds
const HATCH = 12; // between two lines, in pixels of the canvas
const LINE = "#8f3f77";
const ALERT = "#b3001b";

function render({ model, el }) {
  const looks = model.get("looks");
  const side = model.get("side");
  const reach = model.get("reach");
  const choice = (parent, label, values, title = label) => {
    const select = part("select", part("label", parent, {}, `${label} `), { title });
    for (const value of values) part("option", select, { value }, value);
    return select;
  };
  const upTo = (most) => Array.from({ length: most }, (_, i) => i + 1);
  const button = (parent, text, onclick) => part("button", parent, { type: "button", onclick }, text);

  // What is on the page.
  el.classList.add("backprop-page", "backprop-plane");
  el.dataset.lmSuppressShortcuts = "true"; // or JupyterLab would take the arrow keys
  const top = part("div", el, { className: "row" });
  const plane = part("canvas", top, { width: 2 * SHOWN, height: 2 * SHOWN, tabIndex: 0 });
  plane.setAttribute("role", "application");
  const tools = part("div", top, { className: "tools" });
  const kinds = part("fieldset", part("div", tools, { className: "row" }));
  part("legend", kinds, {}, "A click sets a");
  const kind = looks.map(({ name }, label) => {
    const line = part("label", kinds);
    const radio = part("input", line, { type: "radio", name: `${model.model_id}-kind`, checked: label === 0 });
    line.append(` ${name} (key ${label + 1})`);
    return radio;
  });
  const edit = part("div", tools, { className: "row" });
  button(edit, "Undo", () => ask({ do: "undo" }));
  button(edit, "Clear", () => ask({ do: "clear" }));
  const set = choice(edit, "Points", ["as set", ...model.get("sets")]);
  const shape = part("div", tools, { className: "row" });
  const units = choice(shape, "Units", upTo(model.get("mostUnits")), "Units in each hidden layer");
  const layers = choice(shape, "Layers", upTo(model.get("mostLayers")), "Hidden layers");
  const activation = choice(shape, "Activation", model.get("activations"));
  const pace = part("div", tools, { className: "row" });
  const rate = choice(pace, "Rate", [0.01, 0.03, 0.1, 0.3, 0.5, 1, 3, 10]);
  const steps = choice(pace, "Steps a picture", [1, 10, 100]);
  steps.value = 10;
  const run = part("div", tools, { className: "row" });
  const go = button(run, "Learn", () => (going ? stop() : start()));
  button(run, "Once", () => (halt(), learn()));
  button(run, "Rewind", () => (halt(), ask({ do: "rewind" })));
  button(run, "Another start", () => (halt(), ask({ do: "another" })));
  const status = part("p", tools, { className: "status" });
  part("p", tools, {}, "Dashed: where a unit of the first layer is undecided. A red cross: in the wrong region.");
  const words = part("p", el, { className: "words" });
  words.setAttribute("aria-live", "polite");

  // What Java is told. While the net learns, the next steps are asked for when Java has answered everything.
  const java = conversation({ model, el }, words, { plane: show, trouble: halt }, quiet);
  const ask = java.send;
  let going = false;
  let stopping = false; // until the last steps have come
  let next = null;
  const learn = () => ask({ do: "learn", rate: Number(rate.value), steps: Number(steps.value) });
  function start() {
    halt();
    going = true;
    go.textContent = "Stop";
    if (!java.isOpen()) learn();
  }
  function stop() {
    halt();
    stopping = true;
    sayWhere();
  }
  function halt() {
    going = stopping = false;
    go.textContent = "Learn";
    clearTimeout(next);
  }
  function sayWhere() {
    if (!stopping || java.isOpen()) return;
    words.textContent = status.textContent;
    stopping = false;
  }
  function quiet() {
    sayWhere();
    clearTimeout(next);
    if (going) next = setTimeout(() => java.isOpen() || learn(), PAUSE);
  }
  set.onchange = () => {
    if (set.selectedIndex > 0) ask({ do: "set", name: set.value });
  };
  for (const select of [units, layers, activation])
    select.onchange = () =>
      ask({ do: "form", units: Number(units.value), layers: Number(layers.value), activation: activation.value });

  // The hand: mouse, finger or pen, and keys.
  let points = [];
  const cursor = { x: 0, y: 0, shown: false };
  const inside = (at) => Math.min(reach, Math.max(-reach, at));
  const rounded = (at) => Number(inside(at).toFixed(2));
  function put(x, y, label) {
    set.selectedIndex = 0;
    points.push([rounded(x), rounded(y), label, 1]); // until Java has answered
    ask({ do: "put", x1: rounded(x), x2: rounded(y), label });
    paint();
  }
  const chosen = () => kind.findIndex((radio) => radio.checked);
  plane.onpointerdown = (event) => {
    if (event.button !== 0) return;
    const box = plane.getBoundingClientRect();
    const across = (event.clientX - box.left - plane.clientLeft) / plane.clientWidth;
    const down = (event.clientY - box.top - plane.clientTop) / plane.clientHeight;
    cursor.shown = false;
    put(reach * (2 * across - 1), reach * (1 - 2 * down), chosen());
  };
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  plane.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const label = event.key === " " ? chosen() : kind.findIndex((_, k) => event.key === `${k + 1}`);
    if (event.key in arrows) {
      cursor.x = rounded(cursor.x + STEP * arrows[event.key][0]);
      cursor.y = rounded(cursor.y + STEP * arrows[event.key][1]);
    } else if (label >= 0) {
      if (!event.repeat) put(cursor.x, cursor.y, label);
    } else return;
    cursor.shown = true;
    name();
    paint();
    event.preventDefault();
    event.stopPropagation();
  };
  plane.onfocus = () => {
    cursor.shown = plane.matches(":focus-visible");
    paint();
  };
  plane.onblur = () => {
    cursor.shown = false;
    paint();
  };
  function name() {
    const keys = "Arrow keys move it, 1 to 3 set a point, the space bar sets what is chosen.";
    plane.setAttribute("aria-label", `Plane of points. The cursor is at (${cursor.x}, ${cursor.y}). ${keys}`);
  }

  // The picture: in the middle of the canvas is (0, 0).
  const context = plane.getContext("2d");
  const size = plane.width;
  const across = (x) => (size * (x / reach + 1)) / 2;
  const up = (y) => (size * (1 - y / reach)) / 2;
  const lines = [() => false, (x, y) => (x + y) % HATCH < 2, (x, y) => (x - y + size * HATCH) % HATCH < 2];
  const ground = new ImageData(size, size);
  const pixels = new Uint32Array(ground.data.buffer);
  const pixel = ([red, green, blue]) => 0xff000000 | (blue << 16) | (green << 8) | red;
  const [white, black] = [[255, 255, 255], [34, 34, 34]];
  function layGround() {
    const most = model.get("sureness");
    const cells = bytes(model.get("plane").ground);
    const label = (cell) => Math.floor(cells[cell] / most);
    const scale = size / side;
    cells.forEach((value, cell) => {
      const here = label(cell);
      const [column, row] = [cell % side, Math.floor(cell / side)];
      const border =
        (column + 1 < side && label(cell + 1) !== here) || (row + 1 < side && label(cell + side) !== here);
      const sure = (value % most) / (most - 1);
      const color = (full) => pixel(border ? black : mix(white, full, (1 + sure) / 2));
      const [plain, hatch] = [color(looks[here].ground), color(looks[here].hatch)];
      for (let y = row * scale; y < (row + 1) * scale; y++)
        for (let x = column * scale; x < (column + 1) * scale; x++)
          pixels[y * size + x] = lines[here](x, y) ? hatch : plain;
    });
  }

  function outline(color, width, ...corners) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    corners.forEach(([x, y], i) => (i % 2 ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.stroke();
  }
  function paintPoint([x1, x2, label, right]) {
    const [x, y, r] = [across(x1), up(x2), 9];
    const cross = [[x - 16, y - 16], [x + 16, y + 16], [x - 16, y + 16], [x + 16, y - 16]];
    if (!right) outline("white", 8, ...cross);
    if (!right) outline(ALERT, 5, ...cross);
    const ink = `rgb(${looks[label].ink})`;
    context.beginPath();
    if (label === 0) context.arc(x, y, r, 0, 2 * Math.PI);
    if (label === 1) context.rect(x - r, y - r, 2 * r, 2 * r);
    if (label === 2) [[0, -1.2], [1.1, 0.9], [-1.1, 0.9]].forEach(([a, b]) => context.lineTo(x + a * r, y + b * r));
    context.closePath();
    context.fillStyle = label === 0 ? "white" : ink;
    context.strokeStyle = label === 0 ? ink : "white";
    context.lineWidth = 3;
    context.fill();
    context.stroke();
  }
  function paint() {
    context.putImageData(ground, 0, 0);
    context.font = "bold 24px sans-serif";
    model.get("plane").lines.forEach(([x1, y1, x2, y2], unit) => {
      if (x1 === undefined) return; // not in the picture
      context.setLineDash([14, 8]);
      outline(LINE, 4, [across(x1), up(y1)], [across(x2), up(y2)]);
      context.setLineDash([]);
      const share = 0.9; // of the way to its end stands the unit's number
      const at = [across(x1 + share * (x2 - x1)) + 6, up(y1 + share * (y2 - y1)) - 6];
      context.lineWidth = 6;
      context.strokeStyle = "white";
      context.strokeText(unit + 1, ...at);
      context.fillStyle = LINE;
      context.fillText(unit + 1, ...at);
    });
    points.forEach(paintPoint);
    if (!cursor.shown) return;
    const [x, y] = [across(cursor.x), up(cursor.y)];
    for (const [color, width] of [["white", 6], ["black", 3]])
      outline(color, width, [x - 20, y], [x + 20, y], [x, y - 20], [x, y + 20]);
  }

  // What Java answers.
  function show() {
    const now = model.get("plane");
    points = structuredClone(now.points);
    if (now.words) words.textContent = now.words;
    status.textContent = now.status;
    [units.value, layers.value, activation.value] = [now.units, now.layers, now.activation];
    layGround();
    paint();
  }
  rate.value = model.get("plane").rate;
  name();
  show();
  return () => {
    halt();
    java.end();
  };
}

export default { render };
