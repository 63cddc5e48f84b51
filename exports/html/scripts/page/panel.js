// The panel: what a node is, and every claim about it with its sentence.
const FEW_ALIASES = 6;
const FEW_ITEMS = 8;   // of a relation at first
const MORE_ITEMS = 40; // at every further wish
const FEW_QUOTES = 3;  // for one and the same claim
const panel = byId('panel');

function heading(node) {
  const chip = element('div', undefined, 'chip');
  const subtype = model.text('subtype', node);
  const kind = subtype && subtype !== 'model' ? `${model.typeId(node)} (${subtype})` : model.typeId(node);
  chip.append(dot(model.typeId(node)), element('span', kind));
  const parts = [chip, element('h2', model.name(node))];
  parts[1].tabIndex = -1;
  return [...parts, ...(model.isPaper(node) ? paperFacts(node) : entityFacts(node))];
}

function aliasLine(aliases) {
  const line = element('p', `Also called ${aliases.slice(0, FEW_ALIASES).join(', ')}`, 'soft');
  if (aliases.length > FEW_ALIASES) {
    line.append(' ', button(`and ${aliases.length - FEW_ALIASES} more`, 'link', () => {
      line.textContent = `Also called ${aliases.join(', ')}`;
      focusIn(line);
    }));
  }
  return line;
}

function entityFacts(node) {
  const parts = [];
  const aliases = model.text('aliases', node);
  if (aliases) parts.push(aliasLine(aliases.split('|')));
  const line = element('p', `In ${count(model.papers(node), 'paper', 'papers')}`, 'soft');
  const community = model.community(node);
  if (community) {
    line.append(' · community ', button(model.communities[community - 1], 'link', () =>
      change({ filters: { ...state.filters, community }, around: null, opened: [], selected: null })));
  }
  return [...parts, line];
}

function tool(text, onClick, pressed) {
  const made = button(text, 'tool', onClick);
  if (pressed !== undefined) made.setAttribute('aria-pressed', String(pressed));
  return made;
}

function tools(node) {
  const line = element('div', undefined, 'tools');
  const opened = state.opened.includes(node);
  const only = state.around === node;
  line.setAttribute('role', 'toolbar');
  line.setAttribute('aria-label', 'What to do with it');
  const inGraph = currentView().id === 'graph';
  if (inGraph) line.append(tool(opened ? 'Collapse' : 'Expand', () => toggleOpened(node), opened));
  line.append(
    tool('Only its neighbours', () => showAround(node, 1), only && state.hops === 1),
    tool('2 hops', () => showAround(node, 2), only && state.hops === 2),
  );
  if (inGraph) line.append(tool('Pin', () => togglePinned(node), state.pinned.has(node)), tool('Hide', () => hide(node)));
  line.append(tool('Path from here', () => choose({ one: model.id(node), other: '' }, { view: 'paths' })));
  if (model.isEntity(node)) line.append(tool('Compare', () => choose({ one: model.id(node), other: '' }, { view: 'compare' })));
  return line;
}

function claimItem({ other, edges }, node) {
  const item = element('li');
  const line = element('div', undefined, 'chip');
  line.append(dot(model.typeId(other)), nodeLink(other));
  if (model.year(other)) line.append(element('span', String(model.year(other)), 'soft year'));
  item.append(line);
  const ownPaper = model.isPaper(other) || model.isPaper(node);
  for (const edge of edges.slice(0, FEW_QUOTES)) {
    item.append(evidence(edge, new Set([other, node])), sourceLine(edge, !ownPaper));
  }
  if (edges.length > FEW_QUOTES) {
    item.append(element('div', `and ${edges.length - FEW_QUOTES} more papers say so`, 'source soft'));
  }
  return item;
}

// A list that shows some items at first and more on demand.
function longList(items, makeItem, few = FEW_ITEMS) {
  const list = element('ol');
  const more = button('', 'more', () => {
    const next = list.children.length;
    add(MORE_ITEMS);
    focusIn(list.children[next]);
  });
  function add(number) {
    const at = list.children.length;
    list.append(...items.slice(at, at + number).map(makeItem));
    more.hidden = list.children.length >= items.length;
    more.textContent = `Show ${Math.min(MORE_ITEMS, items.length - list.children.length)} more`;
  }
  add(few);
  return [list, more];
}

function section(title, number, content) {
  const made = element('details');
  made.open = true;
  const summary = element('summary');
  const head = element('h3', title);
  head.append(element('span', number === undefined ? '' : number.toLocaleString('en'), 'count'));
  summary.append(head);
  made.append(summary, ...content);
  return made;
}

function claimSections(node) {
  const passes = (edge) => allowsEdge(edge) && allowsNode(otherEnd(edge, node));
  return claimsOf(node, passes).map(({ title, items }) =>
    section(title, items.length, longList(items, (item) => claimItem(item, node))));
}

function closeButton() {
  const made = button('×', 'close', () => change({ selected: null }));
  made.setAttribute('aria-label', 'Close');
  return made;
}

function drawPanel() {
  const node = state.selected;
  panel.hidden = node === null;
  document.body.classList.toggle('open', node !== null);
  if (node === null) { panel.replaceChildren(); return; }
  const all = claimSections(node);
  panel.replaceChildren(closeButton(), ...heading(node), tools(node));
  if (sifted) panel.append(element('p', 'Filters are on: claims that they leave out are not listed; results keep to year and confidence.', 'note'));
  if (model.isPaper(node)) panel.append(abstractSection(node));
  panel.append(...resultsSection(node), ...all);
  panel.setAttribute('aria-label', model.name(node));
}

let toldOf = null;

// The tools alone where the node is the same: a node of thousands of papers has a long panel.
function redrawTools() {
  const old = panel.querySelector('.tools');
  const at = [...old.children].indexOf(document.activeElement);
  const made = tools(state.selected);
  old.replaceWith(made);
  if (at >= 0) (made.children[at] || made.lastChild).focus();
}

// The focus of a panel that closes: to the link that led to it where the view has one, else to the view.
function leavePanel(node) {
  const link = stage.hidden ? null : stage.querySelector(`[data-node="${CSS.escape(model.id(node))}"]`);
  (link || (showsPicture() ? byId('canvas') : stage)).focus({ preventScroll: true });
}

function redrawPanel() {
  const focused = panel.contains(document.activeElement);
  const left = toldOf;
  drawPanel();
  panel.scrollTop = 0;
  if (focused && state.selected !== null) panel.querySelector('h2').focus();
  else if (focused) queueMicrotask(() => leavePanel(left)); // when the view has been drawn
  if (state.selected !== null) say(`${model.typeId(state.selected)} ${model.name(state.selected)}`);
  toldOf = state.selected;
}

onChange((keys) => {
  if (keys.has('filters') || state.selected !== toldOf) redrawPanel();
  else if (state.selected !== null && !keys.has('trail')) redrawTools();
});
