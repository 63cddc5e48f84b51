// The filters, each choice with what it would leave; all of them can be combined.
const MOST_COMMUNITIES = 60;
const drawer = byId('filters');

const setFilter = (patch) => change({ filters: { ...state.filters, ...patch } });

function flip(set, item) {
  return set.has(item) ? without(set, item) : withItem(set, item);
}

function choice(text, number, checked, onChoose, mark) {
  const line = element('label', undefined, 'choice');
  const box = element('input');
  box.type = 'checkbox';
  box.checked = checked;
  box.addEventListener('change', onChoose);
  line.append(box, ...(mark ? [mark] : []), element('span', text, 'name'), element('span', number.toLocaleString('en'), 'count'));
  return line;
}

const siftedTypes = model.types.filter((_, number) => number !== RESULT);

// A button that switches a type on and off, beside what it is called and how many there are.
function typeKey(type, number) {
  const at = typeNumbers.get(type.id);
  const key = button('', 'key', () => setFilter({ types: flip(state.filters.types, at) }));
  key.setAttribute('aria-pressed', String(!state.filters.types.has(at)));
  key.append(dot(type.id), element('span', type.plural), element('span', number.toLocaleString('en'), 'count'));
  return key;
}

function swatch(relation) {
  const made = element('span', undefined, 'line');
  made.style.borderTopColor = relation.colour;
  made.style.borderTopStyle = ['solid', 'dashed', 'dotted'][DASHES.indexOf(dashes.get(relation.id))];
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function select(title, options, value, onChoose) {
  const line = element('label', undefined, 'pick');
  const made = element('select');
  for (const [key, text] of options) {
    const option = element('option', text);
    option.value = String(key);
    option.selected = key === value;
    made.append(option);
  }
  made.addEventListener('change', () => onChoose(Number(made.value)));
  line.append(element('span', title, 'name'), made);
  return line;
}

function group(title, ...content) {
  const made = element('fieldset');
  made.append(element('legend', title), ...content);
  return made;
}

function typeChoices(f, counts) {
  return group('Types', ...siftedTypes.map((type) => {
    const number = typeNumbers.get(type.id);
    return choice(type.plural, counts.types[number], !f.types.has(number),
      () => setFilter({ types: flip(f.types, number) }), dot(type.id));
  }));
}

function relationChoices(f, counts) {
  const told = model.relations.map((relation, number) => [relation, number])
    .filter(([relation, number]) => !relation.result && (counts.relations[number] || f.relations.has(number)));
  return group('Relations', ...told.map(([relation, number]) =>
    choice(relation.label, counts.relations[number], !f.relations.has(number),
      () => setFilter({ relations: flip(f.relations, number) }), swatch(relation))));
}

function yearBars(f, years, counts) {
  const bars = element('div', undefined, 'bars');
  bars.setAttribute('aria-hidden', 'true');
  const most = Math.max(1, ...years.map((year) => counts.years.get(year) || 0));
  for (const year of years) {
    const bar = element('span');
    bar.style.height = `${Math.max(4, (100 * (counts.years.get(year) || 0)) / most)}%`;
    bar.className = yearPasses(year, f) ? '' : 'off';
    bar.title = `${year}: ${counts.years.get(year) || 0}`;
    bars.append(bar);
  }
  return bars;
}

function yearChoices(f, counts) {
  const known = [...new Set([...numbers.year, f.from, f.to])].filter((year) => year > 0).sort((a, b) => a - b);
  if (known.length < 2) return [];
  const options = known.map((year) => [year, `${year} (${counts.years.get(year) || 0})`]);
  const line = element('div', undefined, 'pair');
  line.append(
    select('From', [[0, 'any'], ...options], f.from, (from) => setFilter({ from, to: f.to && f.to < from ? from : f.to })),
    select('To', [[0, 'any'], ...options], f.to, (to) => setFilter({ to, from: to && f.from > to ? to : f.from })),
  );
  return [group('Year of the paper', yearBars(f, known, counts), line)];
}

// The steps that leave something, and the one that is chosen.
function stepOptions(steps, counts, text, chosen) {
  return steps.map((step, at) => [step, `${text(step)} (${counts[at].toLocaleString('en')})`])
    .filter(([step], at) => at === 0 || counts[at] > 0 || step === chosen);
}

function communityChoices(f, counts) {
  if (!model.communities.length) return [];
  const left = model.communities.map((_, at) => at + 1).filter((number) => counts.communities[number] > 0);
  const told = new Set([...left.slice(0, MOST_COMMUNITIES), ...(f.community ? [f.community] : [])]);
  const options = [...told].map((number) => [number, `${shorten(model.communities[number - 1], 40)} (${counts.communities[number]})`]);
  return [group('Community', select('Belongs to', [[0, 'any'], ...options], f.community, (community) => setFilter({ community })))];
}

let everything = null;

function drawFilters() {
  const f = state.filters;
  everything ||= sift(noFilters());
  const { counts } = sifted || everything;
  const head = element('div', undefined, 'drawer-head');
  const clear = button('Clear', 'tool', () => change({ filters: noFilters(), hidden: new Set() }));
  setOff(clear, !isFiltered(f) && !state.hidden.size);
  const close = button('×', 'close', () => toggleFilters(false));
  close.setAttribute('aria-label', 'Close the filters');
  head.append(element('h2', 'Filters'), clear, close);
  drawer.replaceChildren(
    head, typeChoices(f, counts), relationChoices(f, counts), ...yearChoices(f, counts),
    group('Named by', select('At least', stepOptions(PAPER_STEPS, counts.papers, (n) => count(n, 'paper', 'papers'), f.papers), f.papers, (papers) => setFilter({ papers }))),
    group('Confidence', select('At least', stepOptions(CONFIDENCE_STEPS, counts.confidence, (n) => `${n}%`, f.confidence), f.confidence, (confidence) => setFilter({ confidence }))),
    ...communityChoices(f, counts),
  );
  if (state.hidden.size) drawer.append(element('p', `${count(state.hidden.size, 'node', 'nodes')} hidden by hand; Clear brings them back.`, 'note'));
}

const filtersAreOpen = () => !drawer.hidden;

function toggleFilters(open = drawer.hidden) {
  if (open) drawFilters();
  drawer.hidden = !open;
  byId('filters-button').setAttribute('aria-expanded', String(open));
  keepView();
  if (open) drawer.querySelector('input')?.focus();
  else byId('filters-button').focus();
}

// Drawn anew with the focus where it was, found again by its place among the controls.
function refreshFilters() {
  const controls = () => [...drawer.querySelectorAll('input, select, button')];
  const at = controls().indexOf(document.activeElement);
  const scroll = drawer.scrollTop;
  drawFilters();
  drawer.scrollTop = scroll;
  if (at >= 0) controls()[at]?.focus();
}

onChange((keys) => {
  if (keys.has('filters') || keys.has('hidden')) {
    const off = Number(isFiltered(state.filters)) + Number(state.hidden.size > 0);
    byId('filters-button').classList.toggle('on', off > 0);
    if (filtersAreOpen()) refreshFilters();
  }
});
byId('filters-button').addEventListener('click', () => whenRead(toggleFilters));
