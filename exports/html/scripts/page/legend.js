// The legend: what colours and lines mean, for what is drawn; a type is switched by its button.
function drawLegend() {
  const types = byId('legend-types');
  types.replaceChildren(...siftedTypes.map((type) => {
    const item = element('li');
    const key = typeKey(type, model.range(type.id)[1]);
    key.dataset.type = type.id;
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
