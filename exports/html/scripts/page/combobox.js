// A field that finds nodes: arrows and Enter choose among the hits, Escape gives up.
//
//   combobox(field, list, { prefix, accepts, onTake, onLeave })
//
// prefix: of the ids of the hits; accepts(node): which may be found; onTake(node); onLeave(): the
// field was left, or given up, without a choice (optional).
function combobox(field, list, { prefix, accepts = () => true, onTake, onLeave = () => {} }) {
  let hits = [], marked = 0, asked = false;

  function hitItem(node, place) {
    const item = element('li');
    item.id = `${prefix}-${place}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(place === marked));
    const kind = model.isPaper(node) ? String(model.year(node) || '') : count(model.papers(node), 'paper', 'papers');
    const names = element('span', model.name(node), 'name');
    const alias = aliasFound(node, field.value);
    if (alias) names.append(element('span', ` ${alias}`, 'soft'));
    item.append(dot(model.typeId(node)), names, element('span', kind, 'soft'));
    item.addEventListener('mousedown', (event) => { event.preventDefault(); take(place); });
    return item;
  }

  function draw() {
    const open = asked && fold(field.value) !== '' && document.activeElement === field;
    list.hidden = !open;
    field.setAttribute('aria-expanded', String(open));
    field.toggleAttribute('aria-activedescendant', false);
    if (!open) return;
    list.replaceChildren(...hits.map(hitItem));
    if (!hits.length) list.append(element('li', 'Nothing has this name', 'none'));
    else field.setAttribute('aria-activedescendant', `${prefix}-${marked}`);
    list.children[marked]?.scrollIntoView({ block: 'nearest' });
  }

  function clear() {
    field.value = '';
    hits = [];
    asked = false;
    draw();
  }

  function take(place) {
    if (hits[place] === undefined) return;
    const node = hits[place];
    clear();
    field.blur();
    onTake(node);
  }

  const look = () => { hits = find(field.value, MOST_HITS, accepts); };

  field.addEventListener('input', async () => {
    await model.searchable;
    look();
    asked = true;
    marked = 0;
    draw();
    say(field.value ? count(hits.length, 'hit', 'hits') : '');
  });
  field.addEventListener('blur', () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    onLeave();
  });
  field.addEventListener('focus', draw);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // the keys are those of an input method
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      marked = (marked + step + hits.length) % hits.length;
      draw();
    } else if (event.key === 'Enter') {
      model.searchable.then(() => { if (!hits.length) look(); take(marked); });
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      clear();
      onLeave();
    }
  });
}

// The alias that the words were found in, where the name has them not.
function aliasFound(node, words) {
  const wanted = fold(words);
  if (!model.isEntity(node) || fold(model.name(node)).includes(wanted)) return '';
  return model.text('aliases', node).split('|').find((alias) => fold(alias).includes(wanted)) || '';
}

// A labelled field that holds one node, kept in the options under a key.
function nodePicker(title, key, accepts) {
  const node = chosenNode(key, accepts);
  const frame = element('div', undefined, 'picker');
  const field = element('input');
  const list = element('ul', undefined, 'hits');
  const place = element('div', undefined, 'search');
  const label = element('label', title, 'name soft');
  field.id = `pick-${key}`;
  field.type = 'search';
  field.placeholder = 'Type a name';
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.value = node === null ? '' : model.name(node);
  list.id = `found-${key}`;
  list.hidden = true;
  label.htmlFor = field.id;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', `What was found: ${title}`);
  const roles = { role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': list.id };
  Object.entries(roles).forEach(([name, value]) => field.setAttribute(name, value));
  combobox(field, list, {
    prefix: `hit-${key}`,
    accepts,
    onTake: (taken) => { choose({ [key]: model.id(taken) }); byId(field.id)?.focus(); byId(field.id)?.select(); },
    onLeave: () => { field.value = node === null ? '' : model.name(node); },
  });
  field.addEventListener('focus', () => field.select());
  if (node !== null) place.append(dot(model.typeId(node)));
  place.append(field, list);
  frame.append(label, place);
  return frame;
}
