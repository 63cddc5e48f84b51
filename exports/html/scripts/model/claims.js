// What is said of a node: neighbours, claims by relation, results. `allows(edge)` is a filter.
const otherEnd = (edge, node) => (
  model.edge.head[edge] === node ? model.edge.tail[edge] : model.edge.head[edge]);

const relationOf = (edge) => model.relations[model.edge.relation[edge]];

const isResultLink = (edge) => relationOf(edge).result;

const everyEdge = () => true;

// Neighbours of a node, results left out: those joined most often first, then by papers.
function neighbours(node, allows = everyEdge) {
  const counts = new Map();
  for (const edge of model.edges(node)) {
    if (isResultLink(edge) || !allows(edge)) continue;
    const other = otherEnd(edge, node);
    if (other !== node) counts.set(other, (counts.get(other) || 0) + 1);
  }
  return [...counts.keys()].sort((a, b) =>
    counts.get(b) - counts.get(a) || model.papers(b) - model.papers(a)
    || model.year(b) - model.year(a) || a - b);
}

// Joined pairs among some nodes, each with its most frequent relation and its number of claims.
function edgesAmong(nodes, allows = everyEdge) {
  const pairs = new Map();
  for (const head of nodes) {
    for (let edge = numbers.out[head]; edge < numbers.out[head + 1]; edge += 1) {
      const tail = model.edge.tail[edge];
      if (tail === head || !nodes.has(tail) || isResultLink(edge) || !allows(edge)) continue;
      const key = `${head}-${tail}`;
      if (!pairs.has(key)) pairs.set(key, { from: head, to: tail, counts: new Map() });
      const { counts } = pairs.get(key);
      const relation = model.edge.relation[edge];
      counts.set(relation, (counts.get(relation) || 0) + 1);
    }
  }
  return [...pairs.values()].map(({ from, to, counts }) => {
    const [relation] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    const claims = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return { from, to, relation: model.relations[relation].id, claims };
  });
}

const bySurety = (a, b) => model.edge.confidence[b] - model.edge.confidence[a]
  || model.sourceYear(b) - model.sourceYear(a) || a - b;

// A node's claims: a list of { title, relation, inverse, items: [{ other, edges }] }, the relations
// as the schema has them, under each the other ends that most is said of first.
function claimsOf(node, allows = everyEdge) {
  const groups = new Map();
  for (const edge of model.edges(node)) {
    if (isResultLink(edge) || !allows(edge)) continue;
    const relation = model.edge.relation[edge];
    const inverse = model.edge.head[edge] !== node;
    const key = 2 * relation + Number(inverse);
    if (!groups.has(key)) groups.set(key, new Map());
    const items = groups.get(key);
    const other = otherEnd(edge, node);
    if (!items.has(other)) items.set(other, []);
    items.get(other).push(edge);
  }
  return [...groups].sort((a, b) => a[0] - b[0]).map(([key, items]) => {
    const relation = Math.floor(key / 2);
    const inverse = key % 2 === 1;
    const info = model.relations[relation];
    const sorted = [...items].map(([other, edges]) => ({ other, edges: edges.sort(bySurety) }));
    sorted.sort((a, b) => b.edges.length - a.edges.length || bySurety(a.edges[0], b.edges[0]));
    return { title: inverse ? info.inverse : info.label, relation, inverse, items: sorted };
  });
}

// The results that a node takes part in: { result, edge, and a node for each link by its id }.
function resultsOf(node, allows = everyEdge) {
  const results = new Set();
  for (const edge of model.edges(node)) {
    if (isResultLink(edge) && allows(edge)) results.add(model.edge.head[edge]);
  }
  return [...results].map(resultFields);
}

function resultFields(result) {
  const fields = { result, edge: numbers.out[result] };
  for (let edge = numbers.out[result]; edge < numbers.out[result + 1]; edge += 1) {
    fields[relationOf(edge).id] = model.edge.tail[edge];
  }
  return fields;
}
