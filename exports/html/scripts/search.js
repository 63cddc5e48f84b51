// Search over names, aliases and titles: "/" to focus, arrows, Enter.
const input = document.getElementById('search');
const hitList = document.getElementById('hits');
const MOST_HITS = 12;

const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/[\s\-_]+/g, ' ').trim();
const searchable = graph.nodes.map((node, index) => ({
  index, names: [node.name, ...(node.aliases || [])].map(fold),
})).filter(({ index }) => !isResult(index));

// Whole name before start of name before start of a word before anywhere; then by papers.
function rank(names, wanted) {
  let best = Infinity;
  for (const name of names) {
    if (name === wanted) best = Math.min(best, 0);
    else if (name.startsWith(wanted)) best = Math.min(best, 1);
    else if (name.includes(` ${wanted}`)) best = Math.min(best, 2);
    else if (name.includes(wanted)) best = Math.min(best, 3);
  }
  return best;
}

function find(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  return searchable
    .map(({ index, names }) => ({ index, rank: rank(names, wanted) }))
    .filter((hit) => hit.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || graph.nodes[b.index].papers - graph.nodes[a.index].papers || a.index - b.index)
    .slice(0, MOST_HITS)
    .map((hit) => hit.index);
}

let hits = [];
let chosen = 0;

function showHits() {
  hitList.replaceChildren();
  const open = fold(input.value) !== '';
  hitList.hidden = !open;
  input.setAttribute('aria-expanded', String(open));
  if (open && !hits.length) hitList.append(element('li', 'Nothing has this name', 'none'));
  hits.forEach((index, place) => {
    const node = graph.nodes[index];
    const item = element('li');
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(place === chosen));
    item.append(dot(node.type), element('span', node.name, 'name'),
      element('span', node.type === 'Paper' ? 'Paper' : `${node.type}, ${node.papers}`, 'count'));
    item.addEventListener('mousedown', (event) => { event.preventDefault(); take(place); });
    hitList.append(item);
  });
}

function take(place) {
  if (hits[place] === undefined) return;
  const index = hits[place];
  input.value = '';
  hits = [];
  showHits();
  input.blur();
  select(index, true);
}

input.addEventListener('input', () => { hits = find(input.value); chosen = 0; showHits(); });
input.addEventListener('blur', () => { hitList.hidden = true; });
input.addEventListener('focus', showHits);
input.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    chosen = (chosen + step + hits.length) % hits.length;
    showHits();
  } else if (event.key === 'Enter') {
    take(chosen);
  } else if (event.key === 'Escape') {
    input.value = '';
    hits = [];
    showHits();
    input.blur();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== input) { event.preventDefault(); input.focus(); }
  if (event.key === 'Escape' && document.activeElement !== input) select(null);
});
