// The page's part of the class Weights: it takes the numbers that are moved, and shows what Java computes and draws.

const PIXEL = 0.01; // of a weight, for each pixel that its number is dragged to the right or up
const KEYS = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1 };

function render({ model, el }) {
  const most = model.get("most");

  // What is on the page.
  el.classList.add("backprop-page", "backprop-weights");
  el.dataset.lmSuppressShortcuts = "true"; // or JupyterLab would take the arrow keys
  const net = part("div", el, { className: "net" });
  const drawing = part("div", net);
  drawing.setAttribute("role", "img");
  const handles = model.get("net").weights.map((_, k) => handle(k));
  const status = part("p", el, { className: "status" });
  part("button", el, { type: "button", onclick: back }, "Back to the start");
  const words = part("p", el, { className: "words" });
  words.textContent = "Drag the number of a weight to the right or up, or choose it and use the arrow keys.";
  words.setAttribute("aria-live", "polite");

  // The hand: mouse, finger or pen, and keys. While Java answers, only the newest weights wait.
  let values = [];
  let unsent = false;
  const java = conversation({ model, el }, words, { net: show }, () => unsent && send());
  function send() {
    unsent = false;
    java.send({ do: "set", values });
  }
  function back() {
    unsent = false;
    java.send({ do: "back" });
  }
  function move(k, value) {
    values[k] = Number(Math.min(most, Math.max(-most, value)).toFixed(2));
    unsent = true;
    if (!java.isOpen()) send();
  }
  function handle(k) {
    const number = part("span", net, { className: "handle", tabIndex: 0, role: "slider" });
    number.ariaValueMin = -most;
    number.ariaValueMax = most;
    let grip = null;
    number.onpointerdown = (event) => {
      if (event.button !== 0) return;
      number.setPointerCapture(event.pointerId);
      grip = { value: values[k], at: event.clientX - event.clientY };
    };
    number.onpointermove = (event) => {
      if (!number.hasPointerCapture(event.pointerId)) return;
      move(k, grip.value + PIXEL * (event.clientX - event.clientY - grip.at));
    };
    number.onkeydown = (event) => {
      if (!(event.key in KEYS) || event.ctrlKey || event.altKey || event.metaKey) return;
      move(k, values[k] + KEYS[event.key]);
      event.preventDefault();
      event.stopPropagation();
    };
    return number;
  }

  // What Java answers.
  function show() {
    const now = model.get("net");
    if (!unsent) values = [...now.values];
    drawing.innerHTML = now.svg;
    drawing.ariaLabel = now.alt;
    status.textContent = now.status;
    handles.forEach((number, k) => {
      const weight = now.weights[k];
      for (const side of ["left", "top", "width", "height"]) number.style[side] = `${100 * weight[side]}%`;
      number.title = weight.words;
      [number.ariaLabel, number.ariaValueText] = weight.words.split(": ");
      number.ariaValueNow = now.values[k];
    });
  }
  show();
  return java.end;
}

export default { render };
