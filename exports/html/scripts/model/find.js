// Search over names, aliases and titles: folded once, in slices, so that nothing waits for it.
const MOST_HITS = 12;
const SLICE = 20000; // nodes folded at a time

function fold(text) {
  const plain = /[^\x00-\x7f]/.test(text) ? text.normalize('NFKD').replace(/\p{M}+/gu, '') : text;
  return plain.toLowerCase().replace(/[\s\-_]+/g, ' ').trim();
}

const folded = []; // of each node its name and aliases, each with a line end before and behind

function foldSlice() {
  const end = Math.min(model.range('Result')[0], folded.length + SLICE);
  const isKnown = (node) => model.isEntity(node) && model.text('aliases', node);
  for (let node = folded.length; node < end; node += 1) {
    const names = isKnown(node) ? [model.name(node), ...model.text('aliases', node).split('|')] : [model.name(node)];
    folded.push(`\n${names.map(fold).join('\n')}\n`);
  }
  return folded.length < model.range('Result')[0];
}

async function foldAll() {
  while (foldSlice()) await new Promise((resolve) => { setTimeout(resolve); });
}

// Where the graph cannot be read the page says so, and nothing is found.
model.searchable = model.ready.then(foldAll, () => {});

// Whole name before start of a name before start of a word before anywhere.
function rankOf(names, wanted) {
  if (names.includes(`\n${wanted}\n`)) return 0;
  if (names.includes(`\n${wanted}`)) return 1;
  return names.includes(` ${wanted}`) ? 2 : 3;
}

// The nodes that a text finds, the best first; among equals those that most papers name.
function find(text, most = MOST_HITS, accepts = () => true) {
  const wanted = fold(text);
  if (!wanted) return [];
  const hits = [];
  for (let node = 0; node < folded.length; node += 1) {
    if (folded[node].includes(wanted) && accepts(node)) hits.push({ node, rank: rankOf(folded[node], wanted) });
  }
  hits.sort((a, b) => a.rank - b.rank || model.papers(b.node) - model.papers(a.node)
    || model.isPaper(a.node) - model.isPaper(b.node) || a.node - b.node);
  return hits.slice(0, most).map((hit) => hit.node);
}
