// Two entities side by side.

// What papers name beside the one, the other, and both: { node, one, other, both }, shared things first.
function besidePair(one, other) {
  const ones = papersNaming(one), others = papersNaming(other);
  const found = new Map();
  for (const paper of new Set([...ones, ...others])) {
    const tails = new Set();
    for (let edge = numbers.out[paper]; edge < numbers.out[paper + 1]; edge += 1) tails.add(numbers.tail[edge]);
    for (const node of tails) {
      if (node === one || node === other) continue;
      if (!found.has(node)) found.set(node, { node, one: 0, other: 0, both: 0 });
      const item = found.get(node);
      if (ones.has(paper)) item.one += 1;
      if (others.has(paper)) item.other += 1;
      if (ones.has(paper) && others.has(paper)) item.both += 1;
    }
  }
  const least = (item) => Math.min(item.one, item.other);
  const most = (item) => Math.max(item.one, item.other);
  return [...found.values()].filter((item) => least(item) > 0)
    .sort((a, b) => least(b) - least(a) || most(b) - most(a) || a.node - b.node);
}

const sharedPapers = (one, other) => {
  const others = papersNaming(other);
  return [...papersNaming(one)].filter((paper) => others.has(paper))
    .sort((a, b) => model.year(b) - model.year(a) || a - b);
};

// Claims that lead from the one to the other, by relation.
function claimsBetween(one, other) {
  const found = new Map();
  for (let edge = numbers.out[one]; edge < numbers.out[one + 1]; edge += 1) {
    if (numbers.tail[edge] !== other) continue;
    const relation = model.edge.relation[edge];
    found.set(relation, [...(found.get(relation) || []), edge]);
  }
  return [...found].sort((a, b) => a[0] - b[0])
    .map(([relation, edges]) => ({ relation, edges: edges.sort(bySurety) }));
}

// The claims of papers that introduce the one and compare it with the other.
function heldAgainst(one, other) {
  const found = [];
  for (let at = incoming.starts[one]; at < incoming.starts[one + 1]; at += 1) {
    const edge = incoming.edges[at];
    if (model.edge.relation[edge] !== INTRODUCES) continue;
    const paper = model.edge.head[edge];
    for (let next = numbers.out[paper]; next < numbers.out[paper + 1]; next += 1) {
      if (numbers.tail[next] === other && model.edge.relation[next] === COMPARES_WITH) found.push(next);
    }
  }
  return found.sort(bySurety);
}

// The differences and ratios that are stated of the one over the other.
const gainsOver = (one, other) => resultsOf(one).filter((fields) => fields.ofModel === one
  && fields.overBaseline === other && model.text('kind', fields.result) !== 'absolute');
