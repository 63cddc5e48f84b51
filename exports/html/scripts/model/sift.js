// Filters: which nodes and edges pass, and what each choice would leave, in one pass over each.
//
// filters: { types, relations: sets of numbers that are off; from, to: years or 0; papers,
// confidence (per cent): at least; community: number or 0 }. A node passes where its own type, papers and
// community do and, where edges are filtered, one of its edges does. The links of a result pass by
// their year and confidence; they are no relation that is counted or makes a node pass.
const PAPER_STEPS = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];
const CONFIDENCE_STEPS = [0, 50, 60, 70, 80, 90, 95];
const TYPE_FAILS = 1, PAPERS_FAIL = 2, COMMUNITY_FAILS = 4, EDGES_FAIL = 8;
const RELATION_FAILS = 1, CONFIDENCE_FAILS = 2, YEAR_FAILS = 4;

const noFilters = () => ({
  types: new Set(), relations: new Set(), from: 0, to: 0, papers: 1, confidence: 0, community: 0,
});

const filtersEdges = (f) => f.relations.size > 0 || f.confidence > 0 || f.from > 0 || f.to > 0;

const isFiltered = (f) => filtersEdges(f) || f.types.size > 0 || f.papers > 1 || f.community > 0;

const yearPasses = (year, f) => (!f.from && !f.to)
  || (year > 0 && (!f.from || year >= f.from) && (!f.to || year <= f.to));

function edgeFails(f, counts) {
  const fails = new Uint8Array(model.edge.tail.length);
  for (let edge = 0; edge < fails.length; edge += 1) {
    const relation = model.edge.relation[edge];
    const percent = 100 * model.sure(edge);
    const failed = (f.relations.has(relation) ? RELATION_FAILS : 0)
      | (percent < f.confidence ? CONFIDENCE_FAILS : 0)
      | (yearPasses(model.sourceYear(edge), f) ? 0 : YEAR_FAILS);
    fails[edge] = failed;
    if (isResultLink(edge)) continue;
    if (!(failed & ~RELATION_FAILS)) counts.relations[relation] += 1;
    if (!(failed & ~CONFIDENCE_FAILS)) {
      CONFIDENCE_STEPS.forEach((step, at) => { if (percent >= step) counts.confidence[at] += 1; });
    }
  }
  return fails;
}

// Which nodes have an edge that passes, which papers one that would in another year, and which
// papers name a member of the community.
function touched(f, fails) {
  const edges = new Uint8Array(model.count);
  const anyYear = new Uint8Array(model.count);
  const members = new Uint8Array(model.count);
  for (let edge = 0; edge < fails.length; edge += 1) {
    if (isResultLink(edge)) continue;
    if (!(fails[edge] & ~YEAR_FAILS)) anyYear[model.edge.head[edge]] = 1;
    if (fails[edge]) continue;
    const head = model.edge.head[edge], tail = model.edge.tail[edge];
    edges[head] = 1;
    edges[tail] = 1;
    if (f.community && model.community(tail) === f.community) members[head] = 1;
  }
  return { edges, anyYear, members };
}

function nodeFails(f, near, counts) {
  const fails = new Uint8Array(model.range('Result')[0]);
  const strict = filtersEdges(f);
  for (let node = 0; node < fails.length; node += 1) {
    const paper = model.isPaper(node);
    const inside = !f.community || model.community(node) === f.community || (paper && near.members[node]);
    const failed = (f.types.has(model.type(node)) ? TYPE_FAILS : 0)
      | (!paper && model.papers(node) < f.papers ? PAPERS_FAIL : 0)
      | (inside ? 0 : COMMUNITY_FAILS)
      | (strict && !near.edges[node] ? EDGES_FAIL : 0);
    fails[node] = failed;
    if (!(failed & ~TYPE_FAILS)) counts.types[model.type(node)] += 1;
    if (!(failed & ~COMMUNITY_FAILS)) counts.communities[model.community(node)] += 1;
    if (!(failed & ~PAPERS_FAIL) && !paper) {
      PAPER_STEPS.forEach((step, at) => { if (model.papers(node) >= step) counts.papers[at] += 1; });
    }
    if (paper && !(failed & ~EDGES_FAIL) && (!strict || near.anyYear[node])) {
      const year = model.year(node);
      counts.years.set(year, (counts.years.get(year) || 0) + 1);
    }
  }
  return fails;
}

// { node(n), edge(e): whether it passes; total: how many nodes do; counts: what each choice would leave }
function sift(f) {
  const counts = {
    types: model.types.map(() => 0), relations: model.relations.map(() => 0), years: new Map(),
    papers: PAPER_STEPS.map(() => 0), confidence: CONFIDENCE_STEPS.map(() => 0),
    communities: new Array(model.communities.length + 1).fill(0),
  };
  const edges = edgeFails(f, counts);
  const nodes = nodeFails(f, touched(f, edges), counts);
  const total = nodes.reduce((sum, fails) => sum + Number(fails === 0), 0);
  return { total, node: (n) => nodes[n] === 0, edge: (e) => edges[e] === 0, counts };
}
