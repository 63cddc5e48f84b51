// Ways from one node to another that explain something: sure claims, around hubs. Prices and rules
// are those of kg/analysis/paths.py, where they are told; a test holds the two together.
const LONGEST = 6;     // steps; longer ways say nothing
const LEAST_SURE = 0.01; // below it a claim costs no more
const MOST_WAYS = 3;

// Every edge of a node with its other end; nothing is copied.
function eachBeside(node, visit) {
  for (let edge = numbers.out[node]; edge < numbers.out[node + 1]; edge += 1) {
    if (numbers.tail[edge] !== node) visit(numbers.tail[edge], edge);
  }
  for (let at = incoming.starts[node]; at < incoming.starts[node + 1]; at += 1) {
    const edge = incoming.edges[at];
    if (model.edge.head[edge] !== node) visit(model.edge.head[edge], edge);
  }
}

const byText = (a, b) => (a < b ? -1 : Number(a > b));

// Of two claims between the same nodes the surer; among equals by relation and paper, so that it
// is always the same one.
function surer(a, b, from) {
  const { confidence, head } = model.edge;
  if (confidence[a] !== confidence[b]) return confidence[a] > confidence[b];
  const key = (edge) => {
    const { node, name } = model.source(edge);
    return `${relationOf(edge).id}@${node === null ? name : model.id(node)}`;
  };
  return (byText(key(a), key(b)) || Number(head[a] === from) - Number(head[b] === from)) < 0;
}

function priceOf(edge) {
  const doubt = -Math.log2(Math.max(model.sure(edge), LEAST_SURE));
  return 1 + doubt + (model.edge.relation[edge] === MENTIONS ? 1 : 0);
}

// What lies beside a node and by which claim, and what passing through it costs; worked out once.
function makeRoads(allowsNode, allowsEdge) {
  const known = new Map(), tolls = new Map();
  const isOpen = (other, edge) => !model.isResult(other) && allowsNode(other) && allowsEdge(edge);
  return {
    isOpen,
    beside(node) {
      if (!known.has(node)) {
        const found = new Map();
        eachBeside(node, (other, edge) => {
          if (!isOpen(other, edge)) return;
          if (!found.has(other) || surer(edge, found.get(other), node)) found.set(other, edge);
        });
        known.set(node, found);
      }
      return known.get(node);
    },
    toll(node) {
      if (!tolls.has(node)) {
        const tails = new Set(), heads = new Set();
        eachBeside(node, (other, edge) => (model.edge.head[edge] === node ? tails : heads).add(other));
        tolls.set(node, Math.log2(1 + tails.size + heads.size));
      }
      return tolls.get(node);
    },
  };
}

// How many steps every node is from the end, LONGEST where it is no nearer.
function stepsTo(end, roads) {
  const steps = new Uint8Array(model.range('Result')[0]).fill(LONGEST);
  steps[end] = 0;
  let shore = [end];
  for (let far = 1; far < LONGEST && shore.length; far += 1) {
    const next = [];
    for (const node of shore) {
      eachBeside(node, (other, edge) => {
        if (!roads.isOpen(other, edge) || steps[other] < LONGEST) return;
        steps[other] = far;
        next.push(other);
      });
    }
    shore = next;
  }
  return steps;
}

const idOf = (node) => (node < 0 ? '' : model.id(node));

const sooner = (a, b) => (a.cost - b.cost || a.steps - b.steps
  || byText(idOf(a.node), idOf(b.node)) || byText(idOf(a.before), idOf(b.before))) < 0;

// The cheapest way around the used nodes (Dijkstra, 1959), as nodes; empty if there is none. Where
// the end is among the used ones, the start does not lead to it at once.
function cheapest(start, end, left, roads, used) {
  const fewest = new Map(); // steps to each node, by the ways that are settled
  const before = new Map(); // by node and steps
  const waiting = makeHeap(sooner);
  waiting.push({ cost: 0, steps: 0, node: start, before: -1 });
  for (let here = waiting.pop(); here; here = waiting.pop()) {
    const { cost, steps, node } = here;
    if (steps >= (fewest.get(node) ?? LONGEST + 1)) continue;
    fewest.set(node, steps);
    before.set(`${node} ${steps}`, here.before);
    if (node === end) return readBack(before, end, steps);
    for (const [other, edge] of roads.beside(node)) {
      if (steps + left[other] >= LONGEST) continue;
      if (used.has(other) && (node === start || other !== end)) continue;
      if (steps + 1 >= (fewest.get(other) ?? LONGEST + 1)) continue;
      const toll = other === end ? 0 : roads.toll(other);
      const whole = Math.round((cost + priceOf(edge) + toll) * 1e9) / 1e9;
      waiting.push({ cost: whole, steps: steps + 1, node: other, before: node });
    }
  }
  return [];
}

function readBack(before, end, steps) {
  const way = [end];
  for (let left = steps; left > 0; left -= 1) way.push(before.get(`${way.at(-1)} ${left}`));
  return way.reverse();
}

// The best ways between two nodes: of each its steps { from, to, edge }. Each shares no inner
// node with those before it.
function findWays(one, other, passes = () => true, allows = everyEdge) {
  if (one === other) return [];
  const roads = makeRoads((node) => node === one || node === other || passes(node), allows);
  const left = stepsTo(other, roads);
  const used = new Set();
  const ways = [];
  while (ways.length < MOST_WAYS) {
    const nodes = cheapest(one, other, left, roads, used);
    if (!nodes.length) break;
    ways.push(nodes.slice(1).map((to, at) => ({ from: nodes[at], to, edge: roads.beside(nodes[at]).get(to) })));
    const inner = nodes.slice(1, -1);
    (inner.length ? inner : [other]).forEach((node) => used.add(node));
  }
  return ways;
}
