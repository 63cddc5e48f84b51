// The views: the graph, and what others add. A view is a tab that fills the stage.
//
//   addView({ id, label, render(stage), table(), subject(), staysOpen, needs, picture })
//
// render puts elements into the stage, which is empty; it is called when the view is shown and
// again after each change of the state, or only of the options and what it `needs` (keys of the
// state). What it needs from the model is in model/graph.js; what the user chose in it belongs into
// state.options (through `choose`), so that the address has it.
// table (optional) gives { name, columns, rows } as sortableTable takes them, for the CSV.
// subject (optional) names what of the view is shown: where it is another, it is read from its top.
// staysOpen: a link to a node opens the panel beside the view, not the graph.
// picture (optional): what the canvas shows beside the stage: centre() names it, nodes() as `shown`
// has them, card(node), places(), edges(), text(); with no nodes the stage stands alone.
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
    if (chosen) byId(`tab-${id}`).scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

const showsPicture = () => currentView().id === 'graph' || currentView().picture?.nodes().size > 0;

const stageControls = () => [...stage.querySelectorAll('input, select, button')];

function stageHead() {
  const head = stage.querySelector('h2');
  head.tabIndex = -1;
  return head;
}

let drawnView = null;
let drawnSubject = '';

// Drawn anew with scroll and focus where they were, where the view tells of the same; of something
// else from its top, with the focus on its name.
function drawView(keys) {
  const view = currentView();
  byId('picture').hidden = !showsPicture();
  stage.hidden = view.id === 'graph';
  stage.classList.toggle('beside', view.id !== 'graph' && showsPicture());
  stage.setAttribute('aria-labelledby', `tab-${view.id}`);
  const same = drawnView === view;
  if (same && view.needs && ![...view.needs, 'view', 'options'].some((key) => keys.has(key))) return;
  const subject = view.subject ? view.subject() : '';
  const goesOn = same && drawnSubject === subject;
  const scroll = goesOn ? stage.scrollTop : 0;
  const focused = same ? stageControls().indexOf(document.activeElement) : -1;
  stage.replaceChildren();
  if (view.id !== 'graph') view.render(stage);
  stage.scrollTop = scroll;
  if (focused >= 0) (goesOn ? stageControls()[focused] : stageHead())?.focus({ preventScroll: true });
  drawnView = view;
  drawnSubject = subject;
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
