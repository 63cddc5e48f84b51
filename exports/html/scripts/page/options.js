// What the user chose in a view, kept in the address: strings by name.
function choose(patch, { visit = true, view = state.view } = {}) {
  change({ options: { ...state.options, ...patch }, ...(view === state.view ? {} : { view }) }, { visit });
}

const option = (key) => state.options[key] || '';

// The node that an option names, or null: where it is none, or none that the view takes.
function chosenNode(key, accepts = () => true) {
  const node = model.find(option(key));
  return node >= 0 && !model.isResult(node) && accepts(node) ? node : null;
}

// Two nodes, the same in the views that take two.
function pairPickers(titles, accepts) {
  const line = element('div', undefined, 'pair-pickers');
  const swap = button('⇄', 'round', () => choose({ one: option('other'), other: option('one') }));
  swap.setAttribute('aria-label', 'Swap the two');
  line.append(nodePicker(titles[0], 'one', accepts), swap, nodePicker(titles[1], 'other', accepts));
  return line;
}

// Two of the most named of a type, by place.
function firstOf(typeId, ...at) {
  const [start, many] = model.range(typeId);
  const sorted = ranked().filter((node) => node >= start && node < start + many);
  return at.map((place) => sorted[place]);
}

// Something to start from where nothing is chosen.
function pairExamples(pairs) {
  const whole = pairs.filter((pair) => !pair.includes(undefined));
  const line = element('p', whole.length ? 'For example ' : '', 'soft examples');
  whole.forEach(([one, other], at) => {
    line.append(at ? ' · ' : '', button(`${model.name(one)} – ${model.name(other)}`, 'link', () =>
      choose({ one: model.id(one), other: model.id(other) })));
  });
  return line;
}

// What a view says that shows everything, where filters are on.
const unfilteredNote = () => (sifted ? [element('p', 'Filters do not apply here.', 'note')] : []);

function wayOut(text, patch) {
  const line = element('div', undefined, 'tools');
  line.append(button(`← ${text}`, 'tool', () => choose(patch)));
  return line;
}

// A heading of a part of a view.
function part(title, ...content) {
  const made = element('section', undefined, 'part');
  made.append(element('h3', title), ...content);
  return made;
}
