// The page's part of the class Pad: it takes the drawing, hands its pixels to Java, and paints what Java answers.

const SHOWN = 280; // the side of the pad in CSS pixels
const PICTURE = 28; // the side of what the net gets, in pixels
const STEP = 2; // of the arrow keys, in pixels of the drawing
const FRAME = 60; // of a picture that changes, in milliseconds

function render({ model, el }) {
  const side = model.get("side");
  const picture = (parent, label, caption) => {
    const figure = part("figure", parent);
    const canvas = part("canvas", figure, { width: PICTURE, height: PICTURE });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    part("figcaption", figure, {}, caption);
    return canvas;
  };

  // What is on the page.
  el.classList.add("backprop-page", "backprop-pad");
  el.dataset.lmSuppressShortcuts = "true"; // or JupyterLab would take the arrow keys
  const top = part("div", el, { className: "row" });
  const left = part("div", top);
  const pad = part("canvas", left, { width: 2 * SHOWN, height: 2 * SHOWN, tabIndex: 0, className: "pad" });
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, the space bar puts it down and lifts it.");
  const tools = part("div", left, { className: "row" });
  const undo = part("button", tools, { type: "button" }, "Undo");
  const clear = part("button", tools, { type: "button" }, "Clear");
  const width = part("input", part("label", tools, {}, "Thickness "), { type: "range", min: 4, max: 20, value: 10 });
  const pictures = part("div", top);
  const seen = picture(pictures, "What the net gets", "What the net gets");
  const evidence = picture(pictures, "Where more ink would make the net surer, and where less", "");
  evidence.nextSibling.innerHTML = "<b class=more>More ink</b>, <b class=less>less ink</b> here would make it surer";
  const table = part("tbody", part("table", top));
  const bars = model.get("classes").map((name) => {
    const row = part("tr", table);
    part("th", row, { scope: "row" }, name);
    const bar = part("div", part("td", row, { className: "track" }), { className: "bar" });
    return { row, bar, number: part("td", row, { className: "number" }) };
  });
  const words = part("p", el, { className: "words" });
  words.setAttribute("aria-live", "polite");
  const speaking = part("p", el, { className: "words" });
  const units = part("div", el, { className: "row units" });
  const actions = part("div", el, { className: "row" });
  const choice = part("label", actions, {}, "Digit ");
  const digit = part("select", choice);
  model.get("classes").forEach((name) => part("option", digit, { value: name }, name));
  const make = part("button", actions, { type: "button" });
  const keep = part("button", actions, { type: "button" });
  const learn = part("button", actions, { type: "button" }, "Train the net on them");
  const kept = part("div", el, { className: "row units" });
  const keptWords = part("p", el, { className: "words" });
  const named = () => {
    make.textContent = `Make it a ${digit.value}`;
    keep.textContent = `Keep it as a ${digit.value}`;
  };
  digit.onchange = named;
  named();

  // The drawing: strokes of points, in pixels of what Java gets.
  let strokes = structuredClone(model.get("strokes"));
  const pen = { x: side / 2, y: side / 2, down: false, shown: false };

  function ink(context) {
    context.lineCap = context.lineJoin = "round";
    for (const { width, points } of strokes) {
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...points[0]);
      for (const point of points) context.lineTo(...point);
      context.stroke();
    }
  }

  function paint() {
    const context = pad.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, pad.width, pad.height);
    context.scale(pad.width / side, pad.height / side);
    ink(context);
    if (!pen.shown) return;
    context.lineWidth = 1;
    context.strokeStyle = "#b3001b";
    context.beginPath();
    context.arc(pen.x, pen.y, 1 + width.value / 2, 0, 2 * Math.PI);
    context.stroke();
    context.strokeStyle = "black";
  }

  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = side;
  const small = sheet.getContext("2d", { willReadFrequently: true });
  function pixels() {
    small.clearRect(0, 0, side, side);
    ink(small);
    const { data } = small.getImageData(0, 0, side, side);
    return btoa(Array.from({ length: side * side }, (_, i) => String.fromCharCode(data[4 * i + 3])).join(""));
  }

  // While Java answers, only the newest drawing waits.
  let unsent = false;
  let unsaved = false;
  const java = conversation({ model, el }, words, { reading: showReading, made: play, kept: showKept }, next);
  function send(message) {
    unsent = false;
    java.send({ ink: pixels(), ...message });
  }
  function next() {
    if (unsent) return send({ do: "read" });
    if (!unsaved) return;
    unsaved = false; // a page that is loaded anew gets them back
    model.set("strokes", structuredClone(strokes));
    model.save_changes();
  }
  function changed() {
    stop();
    unsent = true;
    paint();
    if (!java.isOpen()) next();
  }
  function done() {
    unsaved = true;
    if (!java.isOpen()) next();
  }

  // The pen: mouse, finger or pen, and keys.
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [((event.clientX - box.left) * side) / box.width, ((event.clientY - box.top) * side) / box.height];
  };
  const begin = (point) => strokes.push({ width: Number(width.value), points: [point] });
  const draw = (...points) => strokes.at(-1).points.push(...points);
  pad.onpointerdown = (event) => {
    if (event.button !== 0) return;
    pad.setPointerCapture(event.pointerId);
    pen.down = pen.shown = false;
    begin(place(event));
    changed();
  };
  pad.onpointermove = (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    draw(...(event.getCoalescedEvents?.() ?? [event]).map(place), place(event));
    changed();
  };
  pad.onlostpointercapture = done;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const held = new Set();
  pad.onkeydown = (event) => {
    pen.shown = true;
    if (event.key === " ") {
      if (!event.repeat) {
        pen.down = !pen.down;
        if (pen.down) {
          begin([pen.x, pen.y]);
          changed();
        } else done();
      }
    } else if (event.key in arrows) {
      held.add(event.key);
      const inside = (at) => Math.min(side, Math.max(0, at));
      for (const key of held) {
        pen.x = inside(pen.x + STEP * arrows[key][0]);
        pen.y = inside(pen.y + STEP * arrows[key][1]);
      }
      if (pen.down) {
        draw([pen.x, pen.y]);
        changed();
      } else paint();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  pad.onkeyup = (event) => held.delete(event.key);
  pad.onfocus = () => {
    pen.shown = pad.matches(":focus-visible");
    paint();
  };
  pad.onblur = () => {
    if (pen.down) done();
    pen.down = pen.shown = false;
    held.clear();
    paint();
  };
  undo.onclick = () => {
    strokes.pop();
    pen.down = false;
    changed();
    done();
  };
  clear.onclick = () => {
    strokes = [];
    pen.down = false;
    changed();
    done();
  };
  make.onclick = () => send({ do: "make", digit: digit.selectedIndex });
  keep.onclick = () => send({ do: "keep", digit: digit.selectedIndex });
  learn.onclick = () => send({ do: "learn" });

  // What Java answers. Pictures come as bytes, row by row.
  function show(canvas, text, color) {
    const image = new ImageData(PICTURE, PICTURE);
    bytes(text).forEach((value, i) => image.data.set([...color(value), 255], 4 * i));
    canvas.getContext("2d").putImageData(image, 0, 0);
  }
  const grey = (value) => mix([255, 255, 255], [0, 0, 0], value / 255);
  const [less, zero, more] = [[179, 71, 0], [255, 255, 255], [0, 96, 160]];
  const sign = (value) => mix(zero, value < 128 ? less : more, Math.abs(value - 128) / 127);
  const [dark, middle, light] = [[0, 34, 78], [138, 135, 121], [254, 232, 56]];
  const weight = (value) => mix(middle, value < 128 ? dark : light, Math.abs(value - 128) / 127);

  function showBars(probabilities) {
    const answer = probabilities.indexOf(Math.max(...probabilities));
    bars.forEach(({ row, bar, number }, k) => {
      const probability = probabilities[k] ?? 0;
      bar.style.width = `${100 * probability}%`;
      number.textContent = k in probabilities ? `${(100 * probability).toFixed(1)} %` : "";
      row.className = k === answer ? "answer" : "";
    });
  }

  function showReading() {
    const reading = model.get("reading");
    show(seen, reading.seen, grey);
    show(evidence, reading.evidence, sign);
    showBars(reading.probabilities);
    words.textContent = reading.words;
    speaking.textContent = reading.speaking;
    units.replaceChildren();
    for (const unit of reading.units) {
      const canvas = picture(units, `Weights of unit ${unit.name}`, `unit ${unit.name}: ${unit.says}`);
      if (unit.weights) show(canvas, unit.weights, weight);
      else canvas.remove();
    }
  }

  // A picture that changes, frame by frame.
  let playing = null;
  function stop() {
    clearInterval(playing);
    playing = null;
  }
  function play() {
    const { frames, words: said } = model.get("made");
    if (frames.length === 0) return;
    let next = matchMedia("(prefers-reduced-motion: reduce)").matches ? frames.length - 1 : 0;
    const advance = () => {
      show(seen, frames[next].seen, grey);
      showBars(frames[next].probabilities);
      if (++next < frames.length) return;
      stop();
      words.textContent = said;
    };
    stop();
    playing = setInterval(advance, FRAME);
  }

  function showKept() {
    const { drawings, words: said } = model.get("kept");
    kept.replaceChildren();
    for (const drawing of drawings) show(picture(kept, drawing.words, drawing.words), drawing.seen, grey);
    keptWords.textContent = said;
    learn.disabled = drawings.length === 0;
  }

  paint();
  showReading();
  showKept();
  return () => {
    stop();
    java.end();
  };
}

export default { render };
