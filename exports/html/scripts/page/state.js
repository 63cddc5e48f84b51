// The state of the page, its address, and the way back. Whoever draws something listens.
//
//   change({ selected: n, ... })   set some of it, as soon as the graph has been read; visit: false
//                                  leaves no step to go back to
//   onChange((keys) => ...)        called after each change with the set of keys that changed
//   goTo(node)                     select a node and bring it into view, from anywhere
//   state.options                  strings of other views by name, kept in the address too
const state = {
  view: 'graph',
  selected: null,    // a node or null
  around: null,      // only the neighbourhood of this node, or null: the overview
  hops: 1,           // how far that neighbourhood reaches
  opened: [],        // nodes whose neighbours were added
  hidden: new Set(), // nodes taken away
  pinned: new Map(), // nodes that stay, each with its place { x, y }
  filters: noFilters(),
  theme: '',         // 'light', 'dark' or as the system has it
  options: {},
};

let sifted = null;

const allowsNode = (node) => !sifted || sifted.node(node);
const allowsEdge = (edge) => !sifted || sifted.edge(edge);

const listeners = [];
const onChange = (listener) => listeners.push(listener);

function settle(patch) {
  Object.assign(state, patch);
  if (patch.filters) sifted = isFiltered(state.filters) ? sift(state.filters) : null;
  const keys = new Set(Object.keys(patch));
  listeners.forEach((listener) => listener(keys));
}

function change(patch, { visit = true } = {}) {
  whenRead(() => {
    settle(patch);
    keepAddress(visit);
  });
}

function goTo(node) {
  if (currentView().staysOpen) change({ selected: node });
  else if (shown.has(node)) change({ selected: node, view: 'graph' });
  else showAround(node, 1);
}

const withItem = (set, item) => new Set([...set, item]);
const without = (set, item) => new Set([...set].filter((other) => other !== item));

// The address after "#": what differs from the start, readable.
function addressOf() {
  const found = new URLSearchParams();
  const { filters: f } = state;
  const put = (key, value, usual) => { if (value !== usual) found.append(key, value); };
  put('view', state.view, 'graph');
  if (state.selected !== null) put('node', model.id(state.selected));
  if (state.around !== null) put('around', model.id(state.around));
  put('hops', state.hops, 1);
  state.opened.forEach((node) => put('open', model.id(node)));
  state.hidden.forEach((node) => put('hide', model.id(node)));
  state.pinned.forEach(({ x, y }, node) => put('pin', `${Math.round(x)},${Math.round(y)},${model.id(node)}`));
  f.types.forEach((type) => put('without', model.types[type].id));
  f.relations.forEach((relation) => put('without', model.relations[relation].id));
  put('from', f.from, 0);
  put('to', f.to, 0);
  put('papers', f.papers, 1);
  put('confidence', f.confidence, 0);
  put('community', f.community, 0);
  put('theme', state.theme, '');
  Object.entries(state.options).forEach(([key, value]) => put(`option.${key}`, value, ''));
  return found.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
}

// A node that can be drawn: there is one of that id, and it is no result.
const isNode = (node) => node >= 0 && !model.isResult(node);

// Filters as they can be chosen: numbers between two steps become the lower one.
function readFilters(given) {
  const f = noFilters();
  const number = (key) => Math.max(0, Number.parseInt(given.get(key), 10) || 0);
  const step = (key, steps) => steps.filter((known) => known <= number(key)).pop() ?? steps[0];
  for (const id of given.getAll('without')) {
    const type = typeNumbers.get(id);
    const relation = relationNumbers.get(id);
    if (type !== undefined) f.types.add(type);
    if (relation !== undefined && !model.relations[relation].result) f.relations.add(relation);
  }
  f.from = number('from');
  f.to = number('to');
  f.papers = step('papers', PAPER_STEPS);
  f.confidence = step('confidence', CONFIDENCE_STEPS);
  f.community = number('community') <= model.communities.length ? number('community') : 0;
  return f;
}

// The state of an address; what it names and the graph has not is passed over.
function stateOf(address) {
  const given = new URLSearchParams(address);
  const node = (key) => {
    const found = given.has(key) ? model.find(given.get(key)) : -1;
    return isNode(found) ? found : null;
  };
  const nodes = (key) => given.getAll(key).map(model.find).filter(isNode);
  const pinned = given.getAll('pin').map((text) => {
    const [x, y, ...id] = text.split(',');
    const place = (part) => (Number.isFinite(Number(part)) ? Number(part) : 0);
    return [model.find(id.join(',')), { x: place(x), y: place(y) }];
  });
  const options = [...given].filter(([key]) => key.startsWith('option.'));
  return {
    view: given.get('view') || 'graph',
    selected: node('node'), around: node('around'), hops: given.get('hops') === '2' ? 2 : 1,
    opened: nodes('open'), hidden: new Set(nodes('hide')),
    pinned: new Map(pinned.filter(([found]) => isNode(found))),
    filters: readFilters(given),
    theme: ['light', 'dark'].includes(given.get('theme')) ? given.get('theme') : '',
    options: Object.fromEntries(options.map(([key, value]) => [key.slice('option.'.length), value])),
  };
}

// The way back: the browser's own history where the page has an address, else one of ours. Each
// entry of the browser's says at which step it is and which was the last: after a reload nothing
// else is known.
const hasAddress = window.location.protocol !== 'about:';
const trail = { at: 0, last: 0, steps: [''] };

function writeEntry(how, address = null) {
  const { at, last } = trail;
  if (hasAddress) window.history[how]({ at, last }, '', address === null ? null : `#${address}`);
}

function keepAddress(visit) {
  const address = addressOf();
  if (address === trail.steps[trail.at]) return;
  if (visit) {
    trail.at += 1;
    trail.last = trail.at;
  }
  trail.steps[trail.at] = address;
  writeEntry(visit ? 'pushState' : 'replaceState', address);
  listeners.forEach((listener) => listener(new Set(['trail'])));
}

// Be at a step of the trail, with what an address says but for what is kept of now.
function arrive(at, address, kept = {}) {
  trail.at = at;
  settle({ ...stateOf(address), ...kept });
  trail.steps[at] = addressOf();
  writeEntry('replaceState');
}

// The way back and forth does not change the colours: the entry takes those of now.
function comeBack(at, address) {
  arrive(at, address, { theme: state.theme });
  writeEntry('replaceState', trail.steps[at]);
}

const canTravel = (step) => trail.at + step >= 0 && trail.at + step <= trail.last;

function travel(step) {
  if (!canTravel(step)) return;
  if (hasAddress) window.history.go(step);
  else comeBack(trail.at + step, trail.steps[trail.at + step]);
}

// Back and forward of the browser, and an address that was typed or pasted.
window.addEventListener('popstate', ({ state: entry }) => whenRead(() => {
  const address = window.location.hash.slice(1);
  if (entry) comeBack(entry.at, address);
  else {
    trail.last = trail.at + 1;
    arrive(trail.last, address);
  }
}));

// The step that the page starts at: after a reload that of the entry.
function startTrail() {
  if (!hasAddress) return;
  Object.assign(trail, window.history.state);
  writeEntry('replaceState');
}
