// The window: which nodes are drawn, at most a few hundred of all there are.
const MOST_SHOWN = 300;
const NEAR_ENTITIES = 30;  // around a node
const NEAR = 48;           // the same with papers
const TWO_HOPS = 150;
const OPENED = 24;         // neighbours that an opened node adds
const FILTERED = 60;       // an overview that filters have emptied is filled up to these

// What is drawn, in order, each with the node that it stands beside (null: has a place of its own).
let shown = new Map(first.nodes.map((node) => [node.id, null]));

function nearest(node) {
  const near = neighbours(node, allowsEdge).filter((other) => allowsNode(other) && !state.hidden.has(other));
  const entities = near.filter(model.isEntity).slice(0, model.isPaper(node) ? NEAR : NEAR_ENTITIES);
  const papers = near.filter(model.isPaper).slice(0, NEAR - entities.length);
  return { all: near.length, nodes: [...entities, ...papers] };
}

let ranking = null;

// All entities by papers, then all papers, the newest first.
function ranked() {
  ranking ||= Array.from({ length: model.range('Result')[0] }, (_, node) => node).sort((a, b) =>
    model.isPaper(a) - model.isPaper(b) || model.papers(b) - model.papers(a)
    || model.year(b) - model.year(a) || a - b);
  return ranking;
}

function overview() {
  const found = new Map(first.nodes.filter((node) => allowsNode(node.id)).map((node) => [node.id, null]));
  if (!sifted) return found;
  for (const node of ranked()) {
    if (found.size >= FILTERED) break;
    if (allowsNode(node) && !found.has(node)) found.set(node, null);
  }
  return found;
}

function neighbourhood(centre, hops) {
  const found = new Map([[centre, null]]);
  const near = nearest(centre).nodes;
  near.forEach((node) => found.set(node, centre));
  if (hops < 2) return found;
  const each = Math.max(3, Math.floor((TWO_HOPS - found.size) / Math.max(1, near.length)));
  for (const node of near) {
    const fresh = nearest(node).nodes.filter((other) => !found.has(other)).slice(0, each);
    for (const other of fresh) if (found.size < TWO_HOPS) found.set(other, node);
  }
  return found;
}

function findShown() {
  const { picture } = currentView();
  if (picture) return picture.nodes();
  const found = state.around === null ? overview() : neighbourhood(state.around, state.hops);
  for (const node of state.opened) {
    if (!found.has(node)) found.set(node, null);
    const fresh = nearest(node).nodes.filter((other) => !found.has(other)).slice(0, OPENED);
    for (const other of fresh) if (found.size < MOST_SHOWN) found.set(other, node);
  }
  for (const node of state.pinned.keys()) if (!found.has(node)) found.set(node, null);
  if (state.selected !== null && !found.has(state.selected)) found.set(state.selected, null);
  for (const node of state.hidden) found.delete(node);
  return found;
}

function windowText() {
  const all = model.range('Result')[0];
  if (state.around !== null) {
    const near = nearest(state.around);
    const drawn = near.nodes.length;
    const part = drawn < near.all ? `${drawn} of ${count(near.all, 'neighbour', 'neighbours')}` : count(near.all, 'neighbour', 'neighbours');
    return `${shorten(model.name(state.around), 48)}: ${part}${state.hops === 2 ? ', and theirs' : ''}`;
  }
  if (sifted) return `${shown.size} of ${count(sifted.total, 'node', 'nodes')} that the filters let through`;
  if (shown.size >= all) return count(all, 'node', 'nodes');
  const added = shown.size - first.nodes.length;
  return `The ${first.nodes.length} most connected of ${count(all, 'node', 'nodes')}${added > 0 ? `, and ${added} more` : ''}`;
}
