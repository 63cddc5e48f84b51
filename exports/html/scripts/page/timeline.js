// The timeline: what came up when, by year and type, sized by papers.
const FEW_A_YEAR = 12;     // shown of each year
const MANY_A_YEAR = 200;   // shown of the one year that is looked at
const YEAR_ROOM = 42;      // px that the name of a year takes below the bars
const ARRIVAL_WAYS = ['introduced', 'first named'];

const byFirstNaming = () => option('dates') === 'named';

function arrivalsNow() {
  return arrivals(byFirstNaming(), allowsNode, allowsEdge);
}

function groupByYear(found) {
  const years = new Map();
  for (const { node, year } of found) {
    if (!years.has(year)) years.set(year, []);
    years.get(year).push(node);
  }
  return years;
}

// Makes the names of the years below bars of some width: of every year, or of as many as have room.
function yearNames(years, width) {
  const every = Math.ceil(years.length / Math.max(1, Math.floor(width / YEAR_ROOM)));
  return (year) => element('span', (year - years[0]) % every ? '' : String(year), 'year-name');
}

// One bar a year, its parts by type; a click looks at the year. The years below do the same by keyboard.
function yearColumns(years) {
  const all = yearsFrom([...years.keys()]);
  const most = Math.max(...[...years.values()].map((nodes) => nodes.length));
  const nameOf = yearNames(all, stage.clientWidth);
  const frame = element('div', undefined, 'year-columns');
  frame.setAttribute('aria-hidden', 'true');
  for (const year of all) {
    const nodes = years.get(year) || [];
    const column = button('', 'year-column', () => lookAt(year));
    column.tabIndex = -1;
    column.title = `${year}: ${nodes.length}`;
    column.disabled = !nodes.length;
    column.classList.toggle('off', option('year') !== '' && option('year') !== String(year));
    const bar = element('span', undefined, 'bar');
    bar.style.height = `${(100 * nodes.length) / most}%`;
    for (const type of model.types) {
      const number = nodes.filter((node) => model.typeId(node) === type.id).length;
      if (!number) continue;
      const piece = element('span');
      piece.style.flexGrow = String(number);
      piece.style.background = type.colour;
      bar.append(piece);
    }
    const place = element('span', undefined, 'bar-place');
    place.append(bar);
    column.append(place, nameOf(year));
    frame.append(column);
  }
  return frame;
}

const lookAt = (year) => choose({ year: option('year') === String(year) ? '' : String(year) });

function arrival(node) {
  const made = nodeLink(node);
  const mark = dot(model.typeId(node));
  const size = Math.min(26, Math.round(7 + 2 * Math.sqrt(model.papers(node))));
  made.className = 'arrival';
  made.title = `${model.typeId(node)}, ${count(model.papers(node), 'paper', 'papers')}`;
  made.style.fontSize = `${Math.min(18, 13 + Math.log2(model.papers(node) || 1)).toFixed(1)}px`;
  mark.style.width = `${size}px`;
  mark.style.height = `${size}px`;
  made.prepend(mark);
  return made;
}

function arrivalList(nodes) {
  const list = element('ul', undefined, 'arrivals');
  list.append(...nodes.map((node) => {
    const item = element('li');
    item.append(arrival(node));
    return item;
  }));
  return list;
}

function yearRow(year, nodes) {
  const row = element('section', undefined, 'year-row');
  const head = element('h3');
  head.append(button(String(year), 'link', () => lookAt(year)), element('span', nodes.length.toLocaleString('en'), 'count'));
  const list = arrivalList(nodes.slice(0, FEW_A_YEAR));
  if (nodes.length > FEW_A_YEAR) {
    const item = element('li');
    item.append(button(`and ${(nodes.length - FEW_A_YEAR).toLocaleString('en')} more`, 'link more-of-year', () => lookAt(year)));
    list.append(item);
  }
  row.append(head, list);
  return row;
}

// One year whole, by type.
function oneYear(year, nodes) {
  const parts = model.types.map((type) => {
    const own = nodes.filter((node) => model.typeId(node) === type.id);
    if (!own.length) return null;
    const content = [arrivalList(own.slice(0, MANY_A_YEAR))];
    if (own.length > MANY_A_YEAR) {
      content.push(element('p', `The ${MANY_A_YEAR} that most papers name of ${own.length.toLocaleString('en')}; the CSV has all.`, 'soft'));
    }
    return part(`${type.plural} (${own.length.toLocaleString('en')})`, ...content);
  });
  const title = `${year}: ${nodes.length.toLocaleString('en')} ${ARRIVAL_WAYS[Number(byFirstNaming())]}`;
  return [wayOut('All years', { year: '' }), element('h2', title, 'board-title'), ...parts.filter(Boolean)];
}

function timelineTools(found) {
  const line = element('div', undefined, 'choices');
  const counts = model.types.map(() => 0);
  for (const { node } of found) counts[model.type(node)] += 1;
  const types = element('div', undefined, 'keys');
  types.append(...model.entityTypes.map((type) => typeKey(type, counts[typeNumbers.get(type.id)])));
  line.append(
    select('When it was', ARRIVAL_WAYS.map((text, at) => [at, text]), Number(byFirstNaming()),
      (at) => choose({ dates: at ? 'named' : '' })),
    types,
  );
  return line;
}

addView({
  id: 'timeline',
  label: 'Timeline',
  staysOpen: true,
  needs: ['filters'],
  subject: () => option('year'),
  render(place) {
    const found = arrivalsNow();
    const years = groupByYear(found);
    const year = Number(option('year'));
    const told = byFirstNaming() ? 'By the first paper that names it; the larger, the more papers do.'
      : 'By the first paper that introduces it; the larger, the more papers name it.';
    place.append(element('h2', 'What came up when'), element('p', told, 'soft'), timelineTools(found));
    if (!found.length) {
      place.append(element('p', 'No year is known of anything here.', 'note'));
      return;
    }
    place.append(yearColumns(years));
    if (years.has(year)) place.append(...oneYear(year, years.get(year)));
    else place.append(...[...years].sort((a, b) => b[0] - a[0]).map(([at, nodes]) => yearRow(at, nodes)));
  },
  table: () => ({
    name: 'timeline',
    columns: [
      { title: 'Year', value: ({ year }) => year, numeric: true },
      { title: 'Name', value: ({ node }) => model.name(node) },
      { title: 'Type', value: ({ node }) => model.typeId(node) },
      { title: 'Papers', value: ({ node }) => model.papers(node), numeric: true },
      { title: 'Introduced by', value: ({ node }) => introducer(node) },
    ],
    rows: arrivalsNow(),
  }),
});
