// The legend: what colours and lines mean, for what is drawn; a type is switched by its button.
function drawLegend() {
  const types = byId('legend-types');
  types.replaceChildren(...model.types.filter((type) => type.id !== 'Result').map((type) => {
    const number = typeNumbers.get(type.id);
    const item = element('li');
    const key = button('', 'key', () => setFilter({ types: flip(state.filters.types, number) }));
    key.dataset.type = type.id;
    key.setAttribute('aria-pressed', String(!state.filters.types.has(number)));
    key.append(dot(type.id), element('span', type.plural), element('span', first.ranges[type.id][1].toLocaleString('en'), 'count'));
    item.append(key);
    return item;
  }));
}

function drawLines() {
  const drawn = new Set(visEdges.get().map((edge) => edge.relation));
  const lines = model.relations.filter((relation) => drawn.has(relation.id)).map((relation) => {
    const item = element('li', undefined, 'chip');
    item.append(swatch(relation), element('span', relation.label));
    return item;
  });
  if (drawn.has(null)) {
    const item = element('li', undefined, 'chip');
    item.append(element('span', undefined, 'line tie'), element('span', 'in the same papers'));
    lines.push(item);
  }
  byId('legend-lines').replaceChildren(...lines);
}
