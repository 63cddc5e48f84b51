// Paths: the ways from one node to another, drawn beside the list of their steps.
const LANE_ROOM = 120; // px between ways at scale 1
const LARGEST_MARK = 15;
const LARGEST_LETTERS = 15;
const stepRoom = () => (isNarrow() ? 150 : 190); // and between the nodes of one

let foundWays = { one: null, other: null, filters: null, ways: [] };

function currentWays() {
  const one = chosenNode('one'), other = chosenNode('other');
  const { filters } = state;
  if (foundWays.one !== one || foundWays.other !== other || foundWays.filters !== filters) {
    const ways = one === null || other === null ? [] : findWays(one, other, allowsNode, allowsEdge);
    foundWays = { one, other, filters, ways };
  }
  return foundWays;
}

function stepTitle({ from, edge }) {
  const info = relationOf(edge);
  return model.edge.head[edge] === from ? info.label : info.inverse;
}

// Heights of the ways' inner nodes around the straight line, which a step from end to end takes.
function lanes(ways) {
  const bent = ways.filter((way) => way.length > 1);
  const shift = bent.length < ways.length && bent.length % 2 ? 0.5 : 0;
  return new Map(bent.map((way, at) => [way, (at - (bent.length - 1) / 2 + shift) * LANE_ROOM]));
}

// No line is quite level: vis-network puts the label of one that leads straight left elsewhere.
function wayPlaces({ one, other, ways }) {
  const width = stepRoom() * Math.max(1, ...ways.map((way) => way.length));
  const found = new Map([[one, { x: 0, y: 0 }], [other, { x: width, y: -1 }]]);
  for (const [way, y] of lanes(ways)) {
    way.slice(0, -1).forEach(({ to }, at) =>
      found.set(to, { x: Math.round((width * (at + 1)) / way.length), y: y + at + 1 }));
  }
  return found;
}

function wayEdge({ edge }) {
  const { id, label } = relationOf(edge);
  return { from: model.edge.head[edge], to: model.edge.tail[edge], claims: 1, relation: id, label };
}

// What the canvas shows for this view; see showsPicture.
const wayPicture = {
  centre: () => ['paths', foundWays.one, foundWays.other, ...currentWays().ways.flat().map((step) => step.edge)].join(' '),
  nodes() {
    const { ways } = currentWays();
    return ways.length ? new Map([...wayPlaces(currentWays()).keys()].map((node) => [node, null])) : new Map();
  },
  card(node) { // lines have labels here: those of the nodes leave them room
    const card = model.card(node);
    return { ...card, size: Math.min(card.size, LARGEST_MARK), letters: Math.min(card.letters, LARGEST_LETTERS) };
  },
  places: () => wayPlaces(currentWays()),
  edges: () => currentWays().ways.flat().map(wayEdge),
  text: () => `${model.name(foundWays.one)} – ${model.name(foundWays.other)}: ${count(foundWays.ways.length, 'way', 'ways')}`,
};

function stepItem(step) {
  const item = element('li', undefined, 'step');
  const line = element('p', undefined, 'step-line');
  line.append(nodeName(step.from), element('span', stepTitle(step), 'relation'), nodeName(step.to));
  const ownPaper = model.isPaper(step.from) || model.isPaper(step.to);
  item.append(line, evidence(step.edge, new Set([step.from, step.to])), sourceLine(step.edge, !ownPaper));
  return item;
}

function wayPart(way, at) {
  const list = element('ol');
  list.append(...way.map(stepItem));
  const through = way.slice(0, -1).map(({ to }) => shorten(model.name(to), 40)).join(', ');
  return part(`${at + 1}. ${through ? `Through ${through}` : 'Directly'}`, list);
}

addView({
  id: 'paths',
  label: 'Paths',
  staysOpen: true,
  needs: ['filters'],
  picture: wayPicture,
  render(place) {
    const { one, other, ways } = currentWays();
    place.append(
      element('h2', 'How two hang together'),
      element('p', 'The shortest sure ways around what everything hangs on; each tells something else.', 'soft'),
      pairPickers(['From', 'To'], (node) => !model.isResult(node)),
    );
    if (sifted) place.append(element('p', 'Filters are on: ways keep to what they let through.', 'note'));
    if (one === null || other === null) place.append(pairExamples([firstOf('Model', 0, 1), firstOf('Model', 1, 4), firstOf('Dataset', 0, 2)]));
    else if (one === other) place.append(element('p', 'Both are the same.', 'note'));
    else if (!ways.length) place.append(element('p', `No way of ${LONGEST} steps or fewer.`, 'note'));
    else place.append(...ways.map(wayPart));
  },
  table: () => ({
    name: 'paths',
    columns: [
      { title: 'Path', value: ({ path }) => path, numeric: true },
      { title: 'Step', value: ({ at }) => at, numeric: true },
      { title: 'From', value: ({ step }) => model.name(step.from) },
      { title: 'Relation', value: ({ step }) => stepTitle(step) },
      { title: 'To', value: ({ step }) => model.name(step.to) },
      { title: 'Paper', value: ({ step }) => model.source(step.edge).name },
      { title: 'Confidence', value: ({ step }) => model.sure(step.edge), numeric: true },
    ],
    rows: currentWays().ways.flatMap((way, path) => way.map((step, at) => ({ path: path + 1, at: at + 1, step }))),
  }),
});
