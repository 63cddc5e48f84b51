// Sentences and abstracts with what is named in them marked, nested where names are.

// Parts of a text, marks within marks; a mark that reaches over the end of another is cut in two.
function markedParts(text, from, to, marks, makeMark) {
  const parts = [];
  let at = from;
  let queue = marks.filter((mark) => mark.start >= from && mark.start < mark.end);
  while (queue.length) {
    const [mark, ...rest] = queue;
    const inside = rest.filter((next) => next.start < mark.end);
    const beyond = inside.filter((next) => next.end > mark.end).map((next) => ({ ...next, start: mark.end }));
    const within = inside.map((next) => ({ ...next, end: Math.min(next.end, mark.end) }));
    parts.push(text.slice(at, mark.start));
    const made = makeMark(mark);
    made.append(...markedParts(text, mark.start, mark.end, within, makeMark));
    parts.push(made);
    at = mark.end;
    queue = [...beyond, ...rest.filter((next) => next.start >= mark.end)].sort(byStart);
  }
  parts.push(text.slice(at, to));
  return parts.filter((part) => part !== '');
}

function typedMark({ node }) {
  const made = element('mark');
  if (node !== null) {
    made.dataset.type = model.typeId(node);
    made.style.setProperty('--type', typeInfo.get(model.typeId(node)).colour);
    made.title = `${model.name(node)} (${model.typeId(node)})`;
  }
  return made;
}

// A quote that fills itself when its text has been inflated.
function evidence(edge, ends) {
  const quote = element('blockquote', '…');
  sentenceOf(edge, ends).then(({ text, marks }) => {
    if (text.trim()) quote.replaceChildren(...markedParts(text, 0, text.length, marks, typedMark));
    else quote.replaceWith(element('p', 'The sentence is not in this file.', 'soft'));
  }, () => quote.replaceWith(element('p', 'The sentence cannot be read.', 'soft')));
  return quote;
}

function paperLink(edge) {
  const { node, name } = model.source(edge);
  return node === null ? element('span', name) : nodeLink(node);
}

// Where an edge comes from: its paper and year, how sure it is, how often it is said there.
function sourceLine(edge, showPaper) {
  const line = element('div', undefined, 'source');
  if (showPaper) line.append(paperLink(edge));
  const facts = [
    showPaper && model.sourceYear(edge) ? String(model.sourceYear(edge)) : '',
    `${Math.round(100 * model.sure(edge))}% sure`,
    model.edge.support[edge] > 1 ? `said ${model.edge.support[edge]} times` : '',
  ].filter(Boolean);
  line.append(element('span', facts.join(' · '), 'soft'));
  return line;
}
