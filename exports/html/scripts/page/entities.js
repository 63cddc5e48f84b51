// The table of all entities that the filters let through.
const ENTITY_COLUMNS = [
  { id: 'name', title: 'Name', value: (node) => model.name(node), cell: nodeName },
  { id: 'type', title: 'Type', value: (node) => model.typeId(node) },
  { id: 'papers', title: 'Papers', value: (node) => model.papers(node), numeric: true },
  { id: 'first', title: 'First year', value: (node) => dates().firstYear[node] || '', numeric: true },
  { id: 'by', title: 'Introduced by', value: introducer, cell: introducerLink },
].map((column) => ({ ...column, className: `col-${column.id}` }));
const USUAL_SORT = 'papers-down';

function introducer(node) {
  const edge = dates().introduced[node];
  return edge < 0 ? '' : model.source(edge).name;
}

function introducerLink(node) {
  const edge = dates().introduced[node];
  return edge < 0 ? element('span', '') : paperLink(edge);
}

function entitySort() {
  const [id, way] = (option('sort') || USUAL_SORT).split('-');
  const by = Math.max(0, ENTITY_COLUMNS.findIndex((column) => column.id === id));
  return { by, down: way === 'down' };
}

const orders = new Map(); // by column and way: all entities in that order, worked out when wanted

function entityRows() {
  const { by, down } = entitySort();
  const key = `${by} ${down}`;
  if (!orders.has(key)) {
    const all = ranked().filter(model.isEntity); // stable: equal ones by papers
    orders.set(key, sortRows(all, ENTITY_COLUMNS[by], down));
  }
  return orders.get(key).filter(allowsNode);
}

addView({
  id: 'entities',
  label: 'Entities',
  staysOpen: true,
  needs: ['filters'],
  render(place) {
    const rows = entityRows();
    const all = model.range('Result')[0] - model.range('Paper')[1];
    const told = rows.length < all ? `${rows.length.toLocaleString('en')} of ${count(all, 'entity', 'entities')}` : count(all, 'entity', 'entities');
    const table = longTable({
      caption: 'Entities', columns: ENTITY_COLUMNS, rows, ...entitySort(),
      onSort: (at, down) => choose({ sort: `${ENTITY_COLUMNS[at].id}-${down ? 'down' : 'up'}` }, { visit: false }),
      isChosen: (node) => node === state.selected,
    });
    place.append(element('h2', 'Entities'), element('p', `${told}. Filters narrow the table, heads sort it.`, 'soft'), table.frame);
    table.draw();
  },
  table: () => ({ name: 'entities', columns: ENTITY_COLUMNS, rows: entityRows() }),
});
