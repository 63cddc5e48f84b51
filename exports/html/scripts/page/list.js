// The list: everything that the picture shows, as a table.
function listTable() {
  const nodes = [...shown.keys()];
  const joined = new Map(nodes.map((node) => [node, 0]));
  for (const { from, to } of edgesAmong(new Set(nodes), allowsEdge)) {
    joined.set(from, joined.get(from) + 1);
    joined.set(to, joined.get(to) + 1);
  }
  return {
    name: 'nodes',
    columns: [
      { title: 'Name', value: model.name, cell: nodeName },
      { title: 'Type', value: model.typeId },
      { title: 'Papers', value: model.papers, numeric: true },
      { title: 'Joined', value: (node) => joined.get(node), numeric: true },
    ],
    rows: nodes,
  };
}

addView({
  id: 'list',
  label: 'List',
  render(place) {
    const { columns, rows } = listTable();
    place.append(
      element('h2', 'What the graph shows'), element('p', windowText(), 'soft'),
      sortableTable({ caption: 'The nodes of the graph view', columns, rows, most: 150, sort: 2, descending: true }),
    );
  },
  table: listTable,
});
