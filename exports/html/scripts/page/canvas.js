// The picture: vis-network draws the window. Physics is off, places are given.
const LARGEST_SCALE = 1.3;
const isNarrow = () => window.innerWidth < 760; // as the style sheets have it
// No smaller than this: a narrow screen shows a part that can be read, not all.
const leastScale = () => (isNarrow() && !currentView().picture ? 0.64 : 0.42);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const isCalm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const visNodes = new vis.DataSet([]);
const visEdges = new vis.DataSet([]);
const network = new vis.Network(byId('canvas'), { nodes: visNodes, edges: visEdges }, {
  physics: false,
  autoResize: true,
  interaction: { hover: true, hideEdgesOnDrag: true, hideEdgesOnZoom: true, keyboard: false, tooltipDelay: 400 },
  nodes: { shape: 'dot', borderWidth: 1.5, scaling: { label: { drawThreshold: 0, maxVisible: 1000 } } },
  edges: { smooth: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
});

// Drawn relations of one colour differ by their dashes, those between entities first.
const DASHES = [false, [7, 5], [2, 4]];
const dashes = new Map();
for (const relation of model.relations.filter(({ result }) => !result).sort((a, b) => a.role - b.role)) {
  const alike = [...dashes.keys()].filter((id) => relationInfo.get(id).colour === relation.colour);
  dashes.set(relation.id, DASHES[alike.length % DASHES.length]);
}

function look() {
  return {
    ground: colour('--ground'), ink: colour('--ink'), faint: colour('--faint'), soft: colour('--soft'), tie: colour('--tie'),
  };
}

// A fill with some ink, as the dots of the style sheet have it around them: without such a line light
// fills do not stand out from the ground (WCAG 2.2, 1.4.11).
const INK = 0.35;

function inked(fill, ink) {
  const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const inks = parts(ink);
  return `rgb(${parts(fill).map((part, at) => Math.round((1 - INK) * part + INK * inks[at])).join(',')})`;
}

function drawnNode(card, place, kind, letters, theme) {
  const fill = typeInfo.get(card.type).colour;
  const dim = kind === 'dim';
  const pinned = state.pinned.has(card.id);
  const border = kind === 'chosen' || pinned ? theme.ink : inked(fill, theme.ink);
  return {
    id: card.id, x: place.x, y: place.y, size: card.size, opacity: dim ? 0.18 : 1,
    shape: card.type === 'Paper' ? 'square' : 'dot',
    label: letters ? labelOf(card) : undefined,
    title: `${card.label} (${card.type}${card.type === 'Paper' ? '' : `, ${count(card.papers, 'paper', 'papers')}`})`,
    borderWidth: kind === 'chosen' ? 3 : 1.5,
    shapeProperties: { borderDashes: pinned ? [3, 2] : false },
    color: { background: fill, border, highlight: { background: fill, border: theme.ink },
      hover: { background: fill, border: theme.ink } },
    font: { size: letters || card.letters, face: FONT, vadjust: -3, color: dim ? theme.faint : theme.ink,
      strokeWidth: dim ? 0 : 3, strokeColor: theme.ground, bold: false },
  };
}

function drawnEdge(edge, near, dim, theme) {
  const ink = relationInfo.get(edge.relation).colour;
  return {
    id: `${edge.from}-${edge.to}`, from: edge.from, to: edge.to, relation: edge.relation,
    width: (near ? 1 : 0.6) * Math.min(4, 1 + 0.5 * Math.log2(edge.claims)),
    dashes: dashes.get(edge.relation),
    color: { color: ink, highlight: ink, hover: ink, opacity: near ? 0.9 : dim ? 0.06 : 0.6 },
    arrows: { to: { enabled: near, scaleFactor: 0.4 } },
    ...(edge.label && { label: edge.label, font: { size: 12, face: FONT, align: 'top', color: theme.soft, strokeWidth: 3, strokeColor: theme.ground } }),
  };
}

// In the overview, nodes that the same papers name are joined by a faint line, under all others.
function drawnTie([from, to, papers], theme) {
  return {
    id: `tie-${from}-${to}`, from, to, relation: null, width: Math.min(5, 0.8 + 0.5 * Math.log2(papers)),
    color: { color: theme.tie, highlight: theme.tie, hover: theme.tie, opacity: 1 },
    dashes: false, arrows: { to: { enabled: false } },
  };
}

function drawnTies(nodes, dims, theme) {
  if (state.around !== null || dims || currentView().picture) return [];
  return first.ties.filter(([a, b]) => nodes.has(a) && nodes.has(b)).map((tie) => drawnTie(tie, theme));
}

// Put in anew, not changed in place: what is drawn over what follows from the order alone.
function refill(dataset, items) {
  dataset.clear();
  dataset.add(items);
}

// Draw some nodes (cards by node, places by node) and edges; the neighbours of the chosen node
// stay, the rest fades.
let drawnCards = new Map();
let drawnKinds = new Map();

function drawnNodes(theme) {
  const cards = [...drawnCards.values()];
  const labels = findLabels(cards, drawnKinds, network.getScale());
  return cards.map((card) =>
    drawnNode(card, places.get(card.id), drawnKinds.get(card.id), labels.get(card.id), theme));
}

// Labels for the scale of now.
function relabel() {
  if (!drawnCards.size) return;
  visNodes.update(drawnNodes(look()));
}

function paint(cards, edges) {
  const theme = look();
  drawnCards = cards;
  // Of two hops around the chosen node all is near, and of a picture that tells something itself.
  const isWhole = currentView().picture || (state.selected === state.around && state.hops > 1);
  const chosen = isWhole ? null : state.selected;
  const near = new Set([chosen]);
  for (const edge of edges) {
    if (edge.from === chosen) near.add(edge.to);
    if (edge.to === chosen) near.add(edge.from);
  }
  const dims = chosen !== null && cards.has(chosen);
  drawnKinds = new Map([...cards.keys()].map((node) => [
    node, node === state.selected ? 'chosen' : dims && !near.has(node) ? 'dim' : 'plain']));
  refill(visNodes, drawnNodes(theme));
  refill(visEdges, [
    ...drawnTies(cards, dims, theme),
    ...edges.map((edge) => drawnEdge(edge, Boolean(edge.label) || (dims && (edge.from === chosen || edge.to === chosen)), dims, theme)),
  ]);
  document.body.dataset.shown = String(cards.size);
}

// The whole window between hint and legend, but no smaller than can be read: then the middle of it.
function fit() {
  const frame = byId('canvas').getBoundingClientRect();
  if (!frame.width || !drawnCards.size) return;
  const boxes = [...drawnCards.values()].map((card) => boxOf(card, places.get(card.id)));
  const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
  const above = 36, below = byId('legend').offsetHeight + 22;
  const width = frame.width - 24, height = Math.max(60, frame.height - above - below);
  const scale = Math.min(LARGEST_SCALE, width / (right - left), height / (bottom - top));
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale };
  const chosen = state.selected !== null && places.get(state.selected);
  network.moveTo(scale < leastScale()
    ? { position: chosen || places.get(drawnCards.keys().next().value), scale: leastScale(), animation: false }
    : { position: middle, scale, animation: false });
  relabel();
}

// Where the frame of the picture has changed its size: the same place at the same scale, at once
// (by itself vis-network waits until the layout has settled, and scales).
let framed = '';

function keepView() {
  const { offsetWidth, offsetHeight } = byId('canvas');
  if (framed === `${offsetWidth} ${offsetHeight}`) return;
  framed = `${offsetWidth} ${offsetHeight}`;
  const scale = network.getScale(), position = network.getViewPosition();
  network.setSize('100%', '100%');
  network.moveTo({ scale, position, animation: false });
}

// Bring a node into view, moving as little as need be.
function reveal(node) {
  if (!places.has(node)) return;
  const box = byId('canvas').getBoundingClientRect();
  const at = network.canvasToDOM(places.get(node));
  const edge = Math.min(60, box.width / 5);
  const inside = at.x > edge && at.x < box.width - edge && at.y > edge && at.y < box.height - edge;
  if (!inside) {
    network.moveTo({ position: places.get(node), animation: isCalm() ? false : { duration: 300 } });
  }
}

let drawnFor = 'overview';

function redraw(fitting) {
  const { picture } = currentView();
  keepView();
  const cards = findPlaces();
  paint(cards, picture ? picture.edges() : edgesAmong(new Set(shown.keys()), allowsEdge));
  byId('hint').textContent = picture ? picture.text() : windowText();
  if (placedFor !== drawnFor || fitting) fit();
  else if (state.selected !== null) reveal(state.selected);
  drawnFor = placedFor;
}

let zooming = 0;
network.on('zoom', () => {
  clearTimeout(zooming);
  zooming = setTimeout(relabel, 90);
});
network.on('click', ({ nodes }) => change({ selected: nodes.length ? nodes[0] : null }));
network.on('doubleClick', ({ nodes }) => { if (nodes.length) whenRead(() => toggleOpened(nodes[0])); });
// Who moves a node wants it there: it is pinned.
network.on('dragEnd', ({ nodes }) => {
  if (!nodes.length || currentView().picture) return;
  const moved = Object.entries(network.getPositions(nodes)).map(([node, place]) => [Number(node), place]);
  change({ pinned: new Map([...state.pinned, ...moved]) });
});

const toggled = (list, item) => (list.includes(item) ? list.filter((other) => other !== item) : [...list, item]);

function toggleOpened(node) {
  const before = shown.size;
  change({ selected: node, opened: toggled(state.opened, node) });
  say(`${shown.size - before >= 0 ? 'Added' : 'Removed'} ${count(Math.abs(shown.size - before), 'node', 'nodes')}`);
}

function togglePinned(node) {
  const pinned = new Map(state.pinned);
  if (!pinned.delete(node)) pinned.set(node, places.get(node));
  change({ pinned });
}

function hide(node) {
  change({
    hidden: withItem(state.hidden, node), opened: state.opened.filter((other) => other !== node),
    selected: null, around: state.around === node ? null : state.around,
  });
}

// A node with its neighbours alone; one that was hidden is not any more.
const showAround = (node, hops) => change({
  selected: node, around: node, hops, opened: [], view: 'graph', hidden: without(state.hidden, node),
});

const showOverview = () => change({ around: null, hops: 1, opened: [], selected: null, view: 'graph' });
