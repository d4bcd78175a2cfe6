// What Streamlit calls: once for every change of data or theme, and once when the stage goes away.

import { Stage } from "./stage.js";

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

/** @param {{data: Uint8Array, parentElement: Element, setTriggerValue: (name: string, value: any) => void}} component */
export function render({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".stage-host"));
  let stage = stages.get(parentElement);
  if (!stage || stage.host !== host) {
    stage?.remove();
    stage = new Stage(host);
    stages.set(parentElement, stage);
  }
  stage.hand.tell = (edit) => setTriggerValue("edit", edit);
  stage.receive(data);
}

/** @param {Element} parentElement */
export function remove(parentElement) {
  stages.get(parentElement)?.remove();
  stages.delete(parentElement);
}
