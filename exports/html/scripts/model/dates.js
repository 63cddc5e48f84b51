// When things came up: which paper introduces an entity, and when papers name it.
const INTRODUCES = relationNumber('introduces');
const COMPARES_WITH = relationNumber('comparesWith');
const MENTIONS = relationNumber('mentions');
const NEVER = 9999; // a year after all others

let knownDates = null;

// Of every node the first year in which a paper names it and the claim that introduces it: that of
// the earliest paper, of several the surest; 0 and -1 where none is known.
function dates() {
  knownDates ||= readDates();
  return knownDates;
}

function readDates() {
  const firstYear = new Uint16Array(model.count);
  const introduced = new Int32Array(model.count).fill(-1);
  const papers = model.range('Paper')[1];
  const yearOf = (edge) => model.sourceYear(edge) || NEVER;
  const isSooner = (a, b) => (yearOf(a) - yearOf(b) || model.edge.confidence[b] - model.edge.confidence[a]) < 0;
  for (let edge = 0; edge < numbers.out[papers]; edge += 1) {
    const node = model.edge.tail[edge];
    const year = model.sourceYear(edge);
    if (year && (!firstYear[node] || year < firstYear[node])) firstYear[node] = year;
    if (model.edge.relation[edge] === INTRODUCES
      && (introduced[node] < 0 || isSooner(edge, introduced[node]))) introduced[node] = edge;
  }
  return { firstYear, introduced };
}

// The papers that name an entity, and how many in each year that is known.
function papersNaming(node) {
  const found = new Set();
  for (let at = incoming.starts[node]; at < incoming.starts[node + 1]; at += 1) {
    const head = model.edge.head[incoming.edges[at]];
    if (model.isPaper(head)) found.add(head);
  }
  return found;
}

// Every year from the first to the last of some.
function yearsFrom(known) {
  const start = Math.min(...known);
  return Array.from({ length: Math.max(...known) - start + 1 }, (_, at) => start + at);
}

function countByYear(papers) {
  const counts = new Map();
  for (const paper of papers) {
    const year = model.year(paper);
    if (year) counts.set(year, (counts.get(year) || 0) + 1);
  }
  return counts;
}

// What papers introduced, or first named, by year: { node, year }, by year, then the most named first.
function arrivals(isFirstNamed, passes, allows) {
  const { firstYear, introduced } = dates();
  const found = [];
  for (let node = model.range('Paper')[1]; node < model.range('Result')[0]; node += 1) {
    const edge = introduced[node];
    const year = isFirstNamed ? firstYear[node] : edge >= 0 && allows(edge) ? model.sourceYear(edge) : 0;
    if (year && passes(node)) found.push({ node, year });
  }
  return found.sort((a, b) => a.year - b.year || model.papers(b.node) - model.papers(a.node) || a.node - b.node);
}
