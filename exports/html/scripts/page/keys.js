// The keyboard alone suffices: arrows go from node to node, letters do what the buttons do.
const TYPING = 'input:not([type=checkbox]), select, textarea';

const canvasKeys = {
  Enter: (node) => showAround(node, 1),
  e: toggleOpened, p: togglePinned, h: hide,
  2: (node) => showAround(node, 2),
};

const pageKeys = {
  '/': () => input.focus(),
  o: showOverview,
  f: () => whenRead(toggleFilters),
  l: () => change({ view: state.view === 'list' ? 'graph' : 'list' }),
  b: () => travel(-1), n: () => travel(1),
  '+': () => zoom(1.25), '-': () => zoom(0.8), 0: () => fit(),
  '?': () => toggleHelp(),
};

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  relabel();
}

// The drawn node that lies next in a direction: near, and not far aside.
function nextNode(from, [dx, dy]) {
  let best = null, least = Infinity;
  for (const node of shown.keys()) {
    const { x, y } = places.get(node);
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (along > 1 && along + 2 * aside < least) { least = along + 2 * aside; best = node; }
  }
  return best;
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function step(direction) {
  const here = state.selected !== null && shown.has(state.selected) ? state.selected : null;
  const next = here === null ? [...shown.keys()][0] : nextNode(places.get(here), direction);
  if (next !== null && next !== undefined) change({ selected: next }, { visit: here === null });
}

byId('canvas').addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) {
    event.preventDefault();
    step(ARROWS[event.key]);
  } else if (canvasKeys[event.key] && state.selected !== null) {
    event.preventDefault();
    canvasKeys[event.key](state.selected);
  }
});

function toggleHelp() {
  const help = byId('help');
  if (help.open) help.close(); else help.showModal();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  const typing = document.activeElement?.matches(TYPING);
  if (event.key === 'Escape' && document.activeElement !== input && !byId('help').open) {
    if (filtersAreOpen()) toggleFilters(false);
    else change({ selected: null });
  } else if (!typing && byId('letter-keys').checked && pageKeys[event.key] && !(byId('help').open && event.key !== '?')) {
    event.preventDefault();
    pageKeys[event.key]();
  }
});
