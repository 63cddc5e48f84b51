// The search field: "/" to focus, arrows, Enter.
const input = byId('search');

combobox(input, byId('hits'), {
  prefix: 'hit',
  onTake: (node) => {
    showAround(node, 1);
    byId('canvas').focus({ preventScroll: true });
  },
});
