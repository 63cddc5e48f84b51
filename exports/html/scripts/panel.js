// The panel: what a node is, and every claim about it with its sentence. Text is only ever text.
const panel = document.getElementById('panel');

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function dot(type) {
  const made = element('span', undefined, 'dot');
  made.style.background = graph.types[type].colour;
  made.style.borderColor = graph.types[type].colour;
  return made;
}

function nodeLink(index) {
  const made = element('button', graph.nodes[index].name, 'link');
  made.type = 'button';
  made.addEventListener('click', () => select(index, true));
  return made;
}

function evidence(edge) {
  const [before, marked, after] = sentenceParts(edge);
  const quote = element('blockquote', before);
  quote.append(element('mark', marked), after);
  return quote;
}

function claimItem(edge, index) {
  const item = element('li');
  const other = otherEnd(edge, index);
  const line = element('div', undefined, 'chip');
  line.append(dot(graph.nodes[other].type), nodeLink(other));
  item.append(line);
  if (graph.sentences[edge[SENTENCE]]) item.append(evidence(edge));
  if (edge[PAPER] !== index && edge[PAPER] !== other) {
    const source = element('div', 'in ', 'source');
    source.append(nodeLink(edge[PAPER]));
    item.append(source);
  }
  return item;
}

function resultTable(index) {
  const results = resultsOf(index);
  if (!results.length) return [];
  const table = element('table');
  const head = element('tr');
  for (const title of ['Value', 'Metric', 'Dataset', 'Model']) head.append(element('th', title));
  table.append(head);
  for (const fields of results) {
    const row = element('tr');
    const value = element('td', graph.nodes[fields.result].name);
    value.title = graph.sentences[fields.edge[SENTENCE]];
    row.append(value);
    for (const link of ['inMetric', 'onDataset', 'ofModel']) {
      const cell = element('td');
      if (fields[link] !== undefined) cell.append(nodeLink(fields[link]));
      row.append(cell);
    }
    table.append(row);
  }
  return [element('h3', `results (${results.length})`), table];
}

function heading(node) {
  const chip = element('div', undefined, 'chip');
  const kind = node.subtype && node.subtype !== 'model' ? `${node.type} (${node.subtype})` : node.type;
  chip.append(dot(node.type), element('span', kind));
  const parts = [chip, element('h2', node.name)];
  if (node.aliases) parts.push(element('p', `also: ${node.aliases.join(', ')}`, 'kind'));
  if (node.authors) parts.push(element('p', node.authors.join(', '), 'kind'));
  const facts = [node.venue, node.year, node.license].filter(Boolean).join(' ');
  if (facts) parts.push(element('p', facts, 'kind'));
  if (node.type !== 'Paper') {
    parts.push(element('p', node.papers === 1 ? 'in 1 paper' : `in ${node.papers} papers`, 'kind'));
  }
  if (node.url && /^https?:\/\//.test(node.url)) {
    const link = element('a', node.url);
    link.href = node.url;
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    const line = element('p');
    line.append(link);
    parts.push(line);
  }
  return parts;
}

function tools(index) {
  const line = element('div', undefined, 'tools');
  const around = element('button', 'Show its neighbourhood');
  around.type = 'button';
  around.id = 'around';
  around.addEventListener('click', () => { showAround(index); dim(); });
  line.append(around);
  return line;
}

function closeButton() {
  const made = element('button', '×', 'close');
  made.type = 'button';
  made.setAttribute('aria-label', 'Close');
  made.addEventListener('click', () => select(null));
  return made;
}

function showPanel(index) {
  panel.replaceChildren();
  panel.hidden = index === null;
  document.querySelector('main').classList.toggle('open', index !== null);
  if (index === null) return;
  panel.append(closeButton(), ...heading(graph.nodes[index]), tools(index), ...resultTable(index));
  for (const [title, edges] of claimsOf(index)) {
    panel.append(element('h3', `${title} (${edges.length})`));
    const list = element('ol');
    edges.forEach((edge) => list.append(claimItem(edge, index)));
    panel.append(list);
  }
  panel.scrollTop = 0;
}
