// Two entities side by side: what papers say of both, their results, what they share, their years.
const FEW_CLAIMS = 5;
const ENDS = ['one', 'other'];

const comparedPair = () => ENDS.map((key) => chosenNode(key, model.isEntity));

function pairYears(node) {
  const years = [...countByYear(papersNaming(node)).keys()];
  const ends = new Set(years.length ? [Math.min(...years), Math.max(...years)] : ['years unknown']);
  return [...ends].join(' – ');
}

function profile(node) {
  const card = element('article', undefined, 'profile');
  const kind = element('div', undefined, 'chip');
  kind.append(dot(model.typeId(node)), element('span', model.typeId(node)));
  const name = element('h3');
  name.append(nodeLink(node));
  card.append(kind, name, element('p', `${count(model.papers(node), 'paper', 'papers')} · ${pairYears(node)}`, 'soft'));
  const edge = dates().introduced[node];
  if (edge >= 0) {
    const line = element('p', 'Introduced by ', 'soft');
    line.append(paperLink(edge), model.sourceYear(edge) ? ` (${model.sourceYear(edge)})` : '');
    card.append(line);
  }
  return card;
}

// How many papers name each in each year: the one above the line, the other below.
function pairTimeline(pair) {
  const counts = pair.map((node) => countByYear(papersNaming(node)));
  const known = counts.flatMap((byYear) => [...byYear.keys()]);
  if (new Set(known).size < 2) return [];
  const years = yearsFrom(known);
  const most = Math.max(...counts.flatMap((byYear) => [...byYear.values()]));
  const nameOf = yearNames(years, Math.min(stage.clientWidth, 1080));
  const frame = element('div', undefined, 'pair-years');
  frame.setAttribute('role', 'img');
  frame.setAttribute('aria-label', years.map((year) => `${year}: ${counts.map((byYear) => byYear.get(year) || 0).join(' and ')}`).join('; '));
  for (const year of years) {
    const column = element('span', undefined, 'pair-year');
    column.title = `${year}: ${pair.map((node, at) => `${model.name(node)} ${counts[at].get(year) || 0}`).join(', ')}`;
    const bars = counts.map((byYear, at) => {
      const place = element('span', undefined, `bar-place ${ENDS[at]}`);
      const bar = element('span', undefined, 'bar');
      bar.style.height = `${(100 * byYear.get(year)) / most}%`;
      if (byYear.has(year)) place.append(bar);
      return place;
    });
    column.append(bars[0], nameOf(year), bars[1]);
    frame.append(column);
  }
  const key = element('p', undefined, 'soft keys');
  pair.forEach((node, at) => {
    const item = element('span', undefined, 'chip');
    item.append(element('span', undefined, `swatch ${ENDS[at]}`), element('span', `${model.name(node)}, ${at ? 'below' : 'above'}`));
    key.append(item);
  });
  return [part('Papers by year', key, frame)];
}

function claimList(edges, ends) {
  return longList(edges, (edge) => {
    const item = element('li', undefined, 'claim');
    item.append(evidence(edge, ends), sourceLine(edge, true));
    return item;
  }, FEW_CLAIMS);
}

// Everything that is said of the one against the other, in one direction.
function saidOneWay(one, other) {
  const ends = new Set([one, other]);
  const parts = claimsBetween(one, other).map(({ relation, edges }) =>
    part(`${model.name(one)} ${model.relations[relation].label} ${model.name(other)} (${edges.length})`, ...claimList(edges, ends)));
  const held = heldAgainst(one, other);
  if (held.length) {
    parts.push(part(`${model.name(one)}, where it is introduced, is compared with ${model.name(other)} (${held.length})`, ...claimList(held, ends)));
  }
  const gains = gainsOver(one, other);
  if (gains.length) {
    const columns = [{ title: 'Value', value: (fields) => model.value(fields.result), cell: resultValue },
      linkColumn('Metric', 'inMetric'), linkColumn('Dataset', 'onDataset')];
    parts.push(part(`${model.name(one)} over ${model.name(other)}, in numbers`, sortableTable({ caption: 'Differences', columns, rows: gains, most: 20 })));
  }
  return parts;
}

function sideCell(rows) {
  const cell = element('span', undefined, 'side');
  cell.append(...rows.slice(0, 3).map(resultValue));
  if (rows.length > 3) cell.append(element('span', `and ${rows.length - 3} more`, 'soft'));
  return cell;
}

function resultsBeside(one, other) {
  const rows = boardsWithBoth(one, other);
  if (!rows.length) return [];
  const side = (key, node) => ({
    title: model.name(node), value: (row) => model.value(row[key][0].result), cell: (row) => sideCell(row[key]),
  });
  const columns = [
    { title: 'Leaderboard', value: ({ board }) => boardTitle(board), cell: ({ board }) => boardLink(board) },
    side('ones', one), side('others', other),
    { title: 'Better', value: ({ board }) => board.direction },
  ];
  return [part('Results on the same data set in the same metric', sortableTable({ caption: 'Results side by side', columns, rows, most: 30 }))];
}

const besideColumns = ([one, other]) => [
  { title: 'Name', value: (item) => model.name(item.node), cell: (item) => nodeName(item.node) },
  { title: 'Type', value: (item) => model.typeId(item.node) },
  { title: model.name(one), value: (item) => item.one, numeric: true },
  { title: model.name(other), value: (item) => item.other, numeric: true },
  { title: 'Both', value: (item) => item.both, numeric: true },
];

function sharedParts(pair) {
  const shared = besidePair(...pair);
  return model.entityTypes.flatMap((type) => {
    const rows = shared.filter((item) => model.typeId(item.node) === type.id);
    const columns = besideColumns(pair).filter(({ title }) => title !== 'Type');
    return rows.length ? [part(`${type.plural} beside both (${rows.length.toLocaleString('en')}), by papers`,
      sortableTable({ caption: `${type.plural} beside both`, columns, rows, most: 8 }))] : [];
  });
}

function paperItem(paper) {
  const item = element('li');
  const line = nodeName(paper);
  if (model.year(paper)) line.append(element('span', String(model.year(paper)), 'soft year'));
  item.append(line);
  return item;
}

function papersPart(pair) {
  const papers = sharedPapers(...pair);
  return papers.length ? part(`Papers that name both (${papers.length.toLocaleString('en')})`, ...longList(papers, paperItem))
    : part('Papers that name both', element('p', 'None.', 'soft'));
}

function comparison(pair) {
  const [one, other] = pair;
  const cards = element('div', undefined, 'profiles');
  cards.append(profile(one), profile(other));
  const said = element('div', undefined, 'both-ways');
  said.append(...saidOneWay(one, other), ...saidOneWay(other, one));
  if (!said.children.length) said.append(part('Said of both', element('p', 'No paper states a claim between the two.', 'soft')));
  return [cards, ...pairTimeline(pair), said, ...resultsBeside(one, other), papersPart(pair), ...sharedParts(pair)];
}

addView({
  id: 'compare',
  label: 'Compare',
  staysOpen: true,
  needs: ['filters'],
  render(place) {
    const pair = comparedPair();
    place.append(element('h2', 'Two side by side'), pairPickers(['One', 'Other'], model.isEntity), ...unfilteredNote());
    if (pair.includes(null)) place.append(pairExamples([firstOf('Model', 0, 1), firstOf('Model', 2, 3), firstOf('Dataset', 0, 1)]));
    else if (pair[0] === pair[1]) place.append(element('p', 'Both are the same.', 'note'));
    else place.append(...comparison(pair));
  },
  table() {
    const pair = comparedPair();
    const whole = !pair.includes(null) && pair[0] !== pair[1];
    return { name: 'comparison', columns: whole ? besideColumns(pair) : [], rows: whole ? besidePair(...pair) : [] };
  },
});
