// The search field: "/" to focus, arrows, Enter.
const input = byId('search');
const hitList = byId('hits');
let hits = [];
let marked = 0;

function hitItem(node, place) {
  const item = element('li');
  item.id = `hit-${place}`;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', String(place === marked));
  const kind = model.isPaper(node) ? String(model.year(node) || '') : count(model.papers(node), 'paper', 'papers');
  const names = element('span', model.name(node), 'name');
  const alias = aliasFound(node);
  if (alias) names.append(element('span', ` ${alias}`, 'soft'));
  item.append(dot(model.typeId(node)), names, element('span', kind, 'soft'));
  item.addEventListener('mousedown', (event) => { event.preventDefault(); take(place); });
  return item;
}

// The alias that the words were found in, where the name has them not.
function aliasFound(node) {
  const wanted = fold(input.value);
  if (!model.isEntity(node) || fold(model.name(node)).includes(wanted)) return '';
  return model.text('aliases', node).split('|').find((alias) => fold(alias).includes(wanted)) || '';
}

function drawHits() {
  const open = fold(input.value) !== '' && document.activeElement === input;
  hitList.hidden = !open;
  input.setAttribute('aria-expanded', String(open));
  input.toggleAttribute('aria-activedescendant', false);
  if (!open) return;
  hitList.replaceChildren(...hits.map(hitItem));
  if (!hits.length) hitList.append(element('li', 'Nothing has this name', 'none'));
  else input.setAttribute('aria-activedescendant', `hit-${marked}`);
  hitList.children[marked]?.scrollIntoView({ block: 'nearest' });
}

function clearSearch() {
  input.value = '';
  hits = [];
  input.blur();
  drawHits();
}

function take(place) {
  if (hits[place] === undefined) return;
  const node = hits[place];
  clearSearch();
  change({ selected: node, around: node, hops: 1, opened: [], view: 'graph', hidden: without(state.hidden, node) });
  byId('canvas').focus({ preventScroll: true });
}

input.addEventListener('input', async () => {
  await model.searchable;
  hits = find(input.value);
  marked = 0;
  drawHits();
  say(input.value ? count(hits.length, 'hit', 'hits') : '');
});
input.addEventListener('blur', () => { hitList.hidden = true; input.setAttribute('aria-expanded', 'false'); });
input.addEventListener('focus', drawHits);
input.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    marked = (marked + step + hits.length) % hits.length;
    drawHits();
  } else if (event.key === 'Enter') {
    model.searchable.then(() => { if (!hits.length) hits = find(input.value); take(marked); });
  } else if (event.key === 'Escape') {
    clearSearch();
  }
});
