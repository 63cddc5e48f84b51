// Making elements. Text is only ever text: nothing here or elsewhere parses markup.
const byId = (id) => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function button(text, className, onClick) {
  const made = element('button', text, className);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

// A button that is of no use now can have the focus all the same: one that is disabled loses it.
const setOff = (made, off) => made.setAttribute('aria-disabled', String(off));
document.addEventListener('click', (event) => {
  if (event.target.closest('[aria-disabled="true"]')) event.stopImmediatePropagation();
}, true);

// The focus to the first control in a place, else to the place itself.
function focusIn(place) {
  const control = place.querySelector('button');
  if (!control) place.tabIndex = -1;
  (control || place).focus();
}

const typeInfo = new Map(model.types.map((type) => [type.id, type]));
const relationInfo = new Map(model.relations.map((relation) => [relation.id, relation]));

function dot(typeId) {
  const made = element('span', undefined, typeId === 'Paper' ? 'dot square' : 'dot');
  made.style.setProperty('--type', typeInfo.get(typeId).colour);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function nodeLink(node) {
  const made = button(model.name(node), 'link', () => goTo(node));
  made.dataset.node = model.id(node);
  return made;
}

function nodeName(node) {
  const line = element('span', undefined, 'chip');
  line.append(dot(model.typeId(node)), nodeLink(node));
  return line;
}

const count = (number, one, several) => `${number.toLocaleString('en')} ${number === 1 ? one : several}`;

// What changed, for those who do not see it.
function say(text) {
  byId('spoken').textContent = text;
}
