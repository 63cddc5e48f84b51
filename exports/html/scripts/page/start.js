// The page put together. The first view is drawn from what the file brings as JSON, at once; the
// rest of the graph is read behind it.
const DRAWS = ['selected', 'around', 'hops', 'opened', 'hidden', 'pinned', 'filters', 'theme', 'view', 'options'];

function drawToolbar() {
  setOff(byId('back'), !canTravel(-1));
  setOff(byId('forward'), !canTravel(1));
  setOff(byId('overview'), state.around === null && !state.opened.length && state.selected === null);
  setOff(byId('save-png'), !showsPicture());
}

function drawTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  const dark = colour('--is-dark') === '1';
  byId('theme').setAttribute('aria-pressed', String(dark));
}

onChange((keys) => {
  if (keys.has('theme')) drawTheme();
  if (DRAWS.some((key) => keys.has(key))) {
    drawTabs();
    shown = findShown();
    drawView(keys);
    if (showsPicture()) { redraw(keys.has('filters') && state.around === null); drawLines(); }
    if (keys.has('filters')) drawLegend();
  }
  drawToolbar();
});

byId('overview').addEventListener('click', () => { showOverview(); fit(); });
byId('back').addEventListener('click', () => travel(-1));
byId('forward').addEventListener('click', () => travel(1));
byId('fit').addEventListener('click', fit);
byId('help-button').addEventListener('click', toggleHelp);
byId('help-close').addEventListener('click', toggleHelp);
byId('theme').addEventListener('click', () => {
  change({ theme: colour('--is-dark') === '1' ? 'light' : 'dark' }, { visit: false });
});
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  whenRead(() => settle({ theme: state.theme })));

function drawFirst() {
  first.nodes.forEach(({ id, x, y }) => places.set(id, { x, y }));
  network.once('afterDrawing', () => {
    performance.mark('first picture');
    document.body.dataset.ready = 'true';
  });
  paint(new Map(first.nodes.map((node) => [node.id, node])), first.edges.map((edge) => ({ ...edge })));
  byId('hint').textContent = windowText();
  drawLegend();
  drawLines();
  drawTabs();
  fit();
}

function sayTrouble(error) {
  const told = typeof DecompressionStream === 'undefined'
    ? 'This browser cannot unpack the graph: it takes Chrome 80, Firefox 113, Safari 16.4 or newer.'
    : `The graph in this file cannot be read (${error.message}): write the page again.`;
  byId('hint').textContent = told;
  document.body.dataset.loaded = 'failed';
}

drawTheme();
drawFirst();
model.ready.then(() => {
  performance.mark('graph read');
  document.body.dataset.loaded = 'true';
  const address = window.location.hash.slice(1);
  startTrail();
  if (hasAddress && address) arrive(trail.at, address);
  else if (shown.size === 0) settle({ filters: noFilters() });
  else drawToolbar();
}, sayTrouble);
