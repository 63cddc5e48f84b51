// What the panel says of a paper: who, where, when, and its abstract with every mention marked.
function paperFacts(node) {
  const parts = [];
  const authors = model.text('authors', node);
  if (authors) parts.push(element('p', authors.split('|').join(', '), 'soft'));
  const facts = [model.text('venue', node), model.year(node) || '', model.text('license', node)];
  const told = facts.filter(Boolean).join(' · ');
  if (told) parts.push(element('p', told, 'soft'));
  const url = model.text('url', node);
  if (/^https?:\/\//.test(url)) {
    const link = element('a', url.replace(/^https?:\/\//, ''));
    link.href = url;
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    const line = element('p');
    line.append(link);
    parts.push(line);
  }
  return parts;
}

function typesIn(mentions) {
  const line = element('p', undefined, 'soft keys');
  for (const type of new Set(mentions.map((mention) => model.type(mention.node)))) {
    const key = element('span', undefined, 'chip');
    key.append(dot(model.types[type].id), element('span', model.types[type].label));
    line.append(key);
  }
  return line;
}

function linkedMark(mark) {
  const made = typedMark(mark);
  made.addEventListener('click', (event) => { event.stopPropagation(); goTo(mark.node); });
  return made;
}

function abstractSection(node) {
  const body = element('p', '…', 'abstract');
  const made = section('Abstract', undefined, [body]);
  textOf(node).then(({ text, whole, mentions }) => {
    if (!whole) {
      body.replaceWith(element('p', 'The abstract is not in this file; the sentences below are what is known.', 'soft'));
      return;
    }
    const begin = text.indexOf('\n') + 1;
    const inside = mentions.filter((mention) => mention.start >= begin);
    body.replaceChildren(...markedParts(text, begin, text.length, inside, linkedMark));
    body.after(typesIn(inside));
  }, () => body.replaceWith(element('p', 'The abstract cannot be read.', 'soft')));
  return made;
}
