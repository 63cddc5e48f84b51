// The views: the graph, and what others add. A view is a tab that fills the stage.
//
//   addView({ id, label, render(stage), table() })
//
// render puts elements into the stage, which is empty; it is called when the view is shown and
// again after each change of the state. What it needs from the model is in model/graph.js; what the
// user chose in it belongs into state.options (through `change`), so that the address has it.
// table (optional) gives { name, columns, rows } as sortableTable takes them, for the CSV.
const views = new Map();
const stage = byId('stage');
const tabs = byId('tabs');

function addView(view) {
  views.set(view.id, view);
  const tab = button(view.label, 'tab', () => change({ view: view.id }));
  tab.id = `tab-${view.id}`;
  tab.setAttribute('role', 'tab');
  tab.setAttribute('aria-controls', view.id === 'graph' ? 'picture' : 'stage');
  tabs.append(tab);
}

const currentView = () => views.get(state.view) || views.get('graph');

function drawTabs() {
  for (const [id] of views) {
    const chosen = id === currentView().id;
    byId(`tab-${id}`).setAttribute('aria-selected', String(chosen));
    byId(`tab-${id}`).tabIndex = chosen ? 0 : -1;
  }
}

function drawView() {
  const view = currentView();
  const graphical = view.id === 'graph';
  byId('picture').hidden = !graphical;
  stage.hidden = graphical;
  stage.setAttribute('aria-labelledby', `tab-${view.id}`);
  const scroll = stage.scrollTop;
  stage.replaceChildren();
  if (!graphical) view.render(stage);
  stage.scrollTop = scroll;
}

// Tabs by arrows, as the ARIA pattern has it.
tabs.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...tabs.children];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.focus();
  next.click();
});

addView({ id: 'graph', label: 'Graph', render: () => {}, table: () => listTable() });
