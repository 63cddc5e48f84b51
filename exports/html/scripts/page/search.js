// The search field: "/" to focus, arrows, Enter.
const input = byId('search');

combobox(input, byId('hits'), {
  prefix: 'hit',
  onTake: (node) => {
    change({ selected: node, around: node, hops: 1, opened: [], view: 'graph', hidden: without(state.hidden, node) });
    byId('canvas').focus({ preventScroll: true });
  },
});
