// The page put together: selection, legend, start.
function select(index, travel) {
  view.selected = index;
  showPanel(index);
  if (index !== null && travel && !visNodes.get(index)) showAround(index);
  if (index === null) network.unselectAll(); else network.selectNodes([index]);
  dim();
}

network.on('click', (event) => select(event.nodes.length ? event.nodes[0] : null));
network.on('doubleClick', (event) => {
  if (event.nodes.length) { select(event.nodes[0]); showAround(event.nodes[0]); dim(); }
});
document.getElementById('overview').addEventListener('click', () => { showOverview(); select(null); });
for (const button of document.querySelectorAll('#legend button')) {
  const mark = button.querySelector('.dot');
  mark.style.background = mark.dataset.colour;
  mark.style.borderColor = mark.dataset.colour;
  button.addEventListener('click', () => {
    const type = button.dataset.type;
    if (shownTypes.has(type)) shownTypes.delete(type); else shownTypes.add(type);
    button.setAttribute('aria-pressed', String(shownTypes.has(type)));
    redraw();
  });
}
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

// The first view as the file brings it; vis-network reports when it stands.
const first = JSON.parse(document.getElementById('first').textContent);
network.once('afterDrawing', () => { document.body.dataset.ready = 'true'; });
draw(first.nodes.map((node) => [node.id, node]));
fit(false);
say(`The ${first.nodes.length} most connected of ${graph.nodes.filter((n) => n.type !== 'Result').length} nodes`);
