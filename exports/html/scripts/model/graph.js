// The model: the whole graph as columns. It knows nothing of the page.
//
//   model.first            the small part that the file brings as JSON: schema, first view
//   model.types[t]         { id, label, plural, colour }; t is a number
//   model.entityTypes      those of them that are neither papers nor results
//   model.relations[r]     { id, label, inverse, colour, role, result }
//   model.ready            a promise that the rest has been read; what follows needs it
//   model.isRead           whether it has been
//   model.count            number of nodes; a node is a number from 0, papers first, results last
//   model.name(n), id(n), type(n), typeId(n), papers(n), year(n), community(n)
//   model.text(key, n)     another string of a node ('aliases', 'authors', 'venue', 'url', ...), or ''
//   model.value(n)         the number of a result, NaN where it has none
//   model.find(id)         the node of an id, or -1
//   model.isPaper(n), isEntity(n), isResult(n)
//   model.range(typeId)    [first node, number of nodes] of a type
//   model.edges(n)         numbers of all edges of a node, those that leave it first
//   model.edge             columns of the edges: head, tail, relation, confidence (see
//                          sure), support, paper, and sentence, sentence_length, start, length (see texts.js)
//   model.sure(e)          how sure an edge is, from 0 to 1
//   model.communities[c-1] name; c as model.community(n) says, 0 for none
//   model.leaderboards     [task or -1, dataset, metric, scale, direction, [[rank or 0, result], ...]]
//
// claims.js has neighbours, claims and results of a node; texts.js sentences and abstracts;
// find.js the search; sift.js the filters with their counts.
const first = JSON.parse(document.getElementById('first').textContent);

const model = {
  first,
  types: first.types,
  relations: first.relations,
  isRead: false,
  count: 0,
  edge: {},
  communities: [],
  leaderboards: [],
};

const typeNumbers = new Map(model.types.map((type, number) => [type.id, number]));
const relationNumbers = new Map(model.relations.map((relation, number) => [relation.id, number]));

// The number of a relation that these scripts speak of: where the schema has it no more, all stops.
function relationNumber(id) {
  if (!relationNumbers.has(id)) throw new Error(`The schema has no relation ${id}`);
  return relationNumbers.get(id);
}

const PAPER = typeNumbers.get('Paper');
const RESULT = typeNumbers.get('Result');
model.entityTypes = model.types.filter((_, number) => number !== PAPER && number !== RESULT);
const numbers = {};
let strings = {};
let nodeTypes = null;
let incoming = null;
let numbersById = null;

model.range = (typeId) => first.ranges[typeId];
model.type = (node) => nodeTypes[node];
model.typeId = (node) => model.types[nodeTypes[node]].id;
model.isPaper = (node) => nodeTypes[node] === PAPER;
model.isResult = (node) => nodeTypes[node] === RESULT;
model.isEntity = (node) => !model.isPaper(node) && !model.isResult(node);
model.id = (node) => strings.id[node];
model.name = (node) => strings.name[node];
model.papers = (node) => numbers.papers[node];
model.community = (node) => numbers.community[node];
model.year = (node) => (model.isPaper(node) ? numbers.year[node] : 0);
model.value = (node) => numbers.number[node - (first.starts.number || 0)];
model.text = (key, node) => strings[key][node - (first.starts[key] || 0)] || '';

// What the canvas draws of a node; the nodes of the first view come with the same.
model.card = (node) => ({
  id: node, label: strings.name[node], type: model.typeId(node), papers: numbers.papers[node],
  size: numbers.radius[node], letters: numbers.letters[node],
});

model.find = (id) => {
  numbersById ||= new Map(strings.id.map((known, node) => [known, node]));
  return numbersById.has(id) ? numbersById.get(id) : -1;
};

model.edges = (node) => {
  const found = [];
  for (let e = numbers.out[node]; e < numbers.out[node + 1]; e += 1) found.push(e);
  for (let at = incoming.starts[node]; at < incoming.starts[node + 1]; at += 1) {
    const e = incoming.edges[at];
    if (model.edge.head[e] !== node) found.push(e);
  }
  return found;
};

// The paper of an edge: its title, and its node where the graph holds it.
model.source = (edge) => {
  const paper = model.edge.paper[edge];
  const known = first.ranges.Paper[1];
  return paper < known ? { node: paper, name: model.name(paper) }
    : { node: null, name: strings.elsewhere[paper - known] };
};

model.sure = (edge) => numbers.confidence[edge] / first.sure;

model.sourceYear = (edge) => {
  const paper = model.edge.paper[edge];
  return paper < numbers.year.length ? numbers.year[paper] : 0;
};

function readNumbers(buffer) {
  const kinds = { Uint8: Uint8Array, Uint16: Uint16Array, Uint32: Uint32Array, Float64: Float64Array };
  for (const [name, [kind, at, length]] of Object.entries(first.numbers)) {
    numbers[name] = new kinds[kind](buffer, at, length);
  }
}

function readTypes() {
  nodeTypes = new Uint8Array(model.count);
  model.types.forEach((type, number) => {
    const [start, length] = first.ranges[type.id];
    nodeTypes.fill(number, start, start + length);
  });
}

function heads() {
  const found = new Uint32Array(numbers.tail.length);
  for (let node = 0; node < model.count; node += 1) {
    found.fill(node, numbers.out[node], numbers.out[node + 1]);
  }
  return found;
}

// Edges by tail: where those of each node start, and their numbers in order.
function edgesByTail() {
  const starts = new Uint32Array(model.count + 1);
  for (const tail of numbers.tail) starts[tail + 1] += 1;
  for (let node = 0; node < model.count; node += 1) starts[node + 1] += starts[node];
  const next = starts.slice();
  const edges = new Uint32Array(numbers.tail.length);
  numbers.tail.forEach((tail, edge) => { edges[next[tail]] = edge; next[tail] += 1; });
  return { starts, edges };
}

async function readGraph() {
  const [buffer, read] = await Promise.all([inflate('numbers'), inflateJson('strings')]);
  readNumbers(buffer);
  strings = read;
  model.count = strings.id.length;
  model.communities = strings.communities;
  model.leaderboards = strings.leaderboards;
  readTypes();
  incoming = edgesByTail();
  model.edge = {
    head: heads(), tail: numbers.tail, relation: numbers.relation, confidence: numbers.confidence,
    support: numbers.support, paper: numbers.paper, sentence: numbers.sentence,
    sentence_length: numbers.sentence_length, start: numbers.start, length: numbers.length,
  };
  model.isRead = true;
}

// The blocks stand after the scripts: they are there when the document is.
const wholeDocument = new Promise((resolve) => {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve);
  else resolve();
});
model.ready = wholeDocument.then(readGraph);

// What needs the whole graph waits for it; where it cannot be read, nothing is done (the page says why).
function whenRead(act) {
  if (model.isRead) act();
  else model.ready.then(act, () => {});
}
