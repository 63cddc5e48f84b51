// The graph as data: nodes, edges and what is next to what. Knows nothing of the page.
const graph = JSON.parse(document.getElementById('graph').textContent);

const HEAD = 0, TAIL = 1, RELATION = 2, PAPER = 3, SENTENCE = 4, START = 5, END = 6, CONFIDENCE = 7;

const edgesOf = graph.nodes.map(() => []);
graph.edges.forEach((edge, number) => {
  edgesOf[edge[HEAD]].push(number);
  if (edge[TAIL] !== edge[HEAD]) edgesOf[edge[TAIL]].push(number);
});

const isResult = (index) => graph.nodes[index].type === 'Result';

function otherEnd(edge, index) {
  return edge[HEAD] === index ? edge[TAIL] : edge[HEAD];
}

// Neighbours of a node, results left out, those that are joined most often first.
function neighbours(index) {
  const counts = new Map();
  for (const number of edgesOf[index]) {
    const other = otherEnd(graph.edges[number], index);
    if (!isResult(other)) counts.set(other, (counts.get(other) || 0) + 1);
  }
  return [...counts.keys()].sort((a, b) =>
    counts.get(b) - counts.get(a) || graph.nodes[b].papers - graph.nodes[a].papers || a - b);
}

// A node's edges by relation and side, best evidence first.
function claimsOf(index) {
  const groups = new Map();
  for (const number of edgesOf[index]) {
    const edge = graph.edges[number];
    if (graph.relations[edge[RELATION]].result) continue;
    const info = graph.relations[edge[RELATION]];
    const title = edge[HEAD] === index ? info.label : info.inverse;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  for (const edges of groups.values()) edges.sort((a, b) => b[CONFIDENCE] - a[CONFIDENCE]);
  return groups;
}

// The results a node takes part in, each with its fields by relation.
function resultsOf(index) {
  const results = new Set();
  for (const number of edgesOf[index]) {
    const edge = graph.edges[number];
    if (graph.relations[edge[RELATION]].result) results.add(edge[HEAD]);
  }
  return [...results].map((result) => {
    const fields = { result };
    for (const number of edgesOf[result]) {
      const edge = graph.edges[number];
      fields[edge[RELATION]] = edge[TAIL];
      fields.edge = edge;
    }
    return fields;
  });
}

// Sentence in three parts: before, marked, after. Offsets count code points.
function sentenceParts(edge) {
  const letters = Array.from(graph.sentences[edge[SENTENCE]]);
  const join = (from, to) => letters.slice(from, to).join('');
  return [join(0, edge[START]), join(edge[START], edge[END]), join(edge[END])];
}
