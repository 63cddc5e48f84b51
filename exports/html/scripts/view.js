// What is drawn: a window of the graph, as an overview or around one node. Physics is off.
const FEW = 46;          // neighbours drawn around a node
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const shownTypes = new Set(Object.keys(graph.types).filter((type) => type !== 'Paper'));

const visNodes = new vis.DataSet([]);
const visEdges = new vis.DataSet([]);
const network = new vis.Network(
  document.getElementById('canvas'),
  { nodes: visNodes, edges: visEdges },
  {
    physics: false,
    autoResize: true,
    interaction: { hover: true, hideEdgesOnDrag: true, hideEdgesOnZoom: true, keyboard: false },
    nodes: { shape: 'dot', borderWidth: 1.5 },
    edges: { smooth: false, width: 1, selectionWidth: 0, hoverWidth: 0 },
  },
);

const shorten = (name, most) => (Array.from(name).length > most
  ? Array.from(name).slice(0, most - 1).join('').trimEnd() + '…' : name);

function drawnNode(index, place) {
  const node = graph.nodes[index];
  const colour = graph.types[node.type].colour;
  return {
    id: index, x: place.x, y: place.y, size: node.radius, shape: node.type === 'Paper' ? 'square' : 'dot',
    label: shorten(node.name, 28),
    color: { background: colour, border: css('--ground'), highlight: { background: colour, border: css('--ink') },
      hover: { background: colour, border: css('--ink') } },
    font: { color: css('--ink'), size: node.letters, strokeWidth: 4,
      strokeColor: css('--ground'), face: 'system-ui, sans-serif', vadjust: -2 },
  };
}

function drawnEdges(inside) {
  const pairs = new Map();
  graph.edges.forEach((edge) => {
    if (!inside.has(edge[HEAD]) || !inside.has(edge[TAIL]) || edge[HEAD] === edge[TAIL]) return;
    const key = `${edge[HEAD]}-${edge[TAIL]}`;
    const pair = pairs.get(key) || { from: edge[HEAD], to: edge[TAIL], count: 0, relation: edge[RELATION] };
    pair.count += 1;
    pairs.set(key, pair);
  });
  return [...pairs].map(([id, pair]) => ({
    id, from: pair.from, to: pair.to, width: Math.min(4, 0.7 + 0.4 * pair.count),
    color: { color: css('--edge'), highlight: graph.relations[pair.relation].colour,
      hover: graph.relations[pair.relation].colour, opacity: 0.7 },
    relation: pair.relation,
  }));
}

const view = { centre: null, selected: null };

function draw(places) {
  const kept = places.filter(([index]) => shownTypes.has(graph.nodes[index].type) || index === view.centre);
  visEdges.clear();
  visNodes.clear();
  visNodes.add(kept.map(([index, place]) => drawnNode(index, place)));
  visEdges.add(drawnEdges(new Set(kept.map(([index]) => index))));
  document.body.dataset.shown = String(kept.length);
}

function overviewPlaces() {
  const indices = new Set(graph.start);
  if (shownTypes.has('Paper')) graph.nodes.forEach((node, i) => node.type === 'Paper' && indices.add(i));
  return [...indices].map((index) => [index, graph.nodes[index]]);
}

// Neighbours on rings around the centre, one sector a type, so that labels have room.
function ringPlaces(index) {
  const near = neighbours(index).filter((i) => shownTypes.has(graph.nodes[i].type)).slice(0, FEW);
  const order = Object.keys(graph.types);
  near.sort((a, b) => order.indexOf(graph.nodes[a].type) - order.indexOf(graph.nodes[b].type));
  const rings = near.length > 16 ? 3 : near.length > 8 ? 2 : 1;
  const places = near.map((other, i) => {
    const angle = (i / near.length) * 2 * Math.PI - Math.PI / 2;
    const radius = 230 + 120 * (i % rings) + 4 * near.length;
    return [other, { x: 1.5 * radius * Math.cos(angle), y: radius * Math.sin(angle) }];
  });
  return [[index, { x: 0, y: 0 }], ...places];
}

function fit(animate) {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  network.redraw();
  network.fit({ animation: animate && !calm ? { duration: 350 } : false, maxZoomLevel: 1.4 });
}

function say(text) {
  document.getElementById('hint').textContent = text;
}

function showOverview() {
  view.centre = null;
  draw(overviewPlaces());
  fit(false);
  document.getElementById('overview').disabled = true;
  say(`The ${graph.start.length} most connected of ${graph.nodes.filter((n) => n.type !== 'Result').length} nodes`);
}

function showAround(index) {
  view.centre = index;
  draw(ringPlaces(index));
  fit(true);
  network.selectNodes([index]);
  document.getElementById('overview').disabled = false;
  const all = neighbours(index).length;
  say(all > FEW ? `${FEW} of ${all} neighbours; all of them stand in the panel` : `${all} neighbours`);
}

function redraw() {
  if (view.centre === null) showOverview(); else showAround(view.centre);
  dim();
}

// Neighbours of the selected node stay, the rest fades.
function dim() {
  const keep = view.selected === null || !visNodes.get(view.selected)
    ? null : new Set([view.selected, ...neighbours(view.selected)]);
  visNodes.update(visNodes.getIds().map((id) => ({
    id, opacity: !keep || keep.has(id) ? 1 : 0.15,
    font: { color: !keep || keep.has(id) ? css('--ink') : 'rgba(128,128,128,0.25)',
      strokeWidth: !keep || keep.has(id) ? 4 : 0 },
  })));
  visEdges.update(visEdges.get().map((edge) => {
    const near = keep && (edge.from === view.selected || edge.to === view.selected);
    return { id: edge.id, hidden: Boolean(keep) && !near,
      color: { color: near ? graph.relations[edge.relation].colour : css('--edge'), opacity: 0.7 } };
  }));
}
