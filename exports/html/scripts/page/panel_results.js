// The results of a node as a small table; the sentence of each on demand.
const RESULT_ENDS = [['Metric', 'inMetric'], ['Dataset', 'onDataset'], ['Model', 'ofModel'], ['Task', 'forTask']];
RESULT_ENDS.forEach(([, link]) => relationNumber(link));

function resultValue(fields) {
  const cell = element('span');
  const show = button(model.name(fields.result), 'link value', () => {
    const there = cell.querySelector('blockquote');
    show.setAttribute('aria-expanded', String(!there));
    if (there) cell.querySelectorAll('blockquote, .source').forEach((old) => old.remove());
    else {
      const ends = new Set(RESULT_ENDS.map(([, link]) => fields[link]));
      cell.append(evidence(fields.edge, ends), sourceLine(fields.edge, true));
    }
  });
  show.setAttribute('aria-expanded', 'false');
  show.title = 'Show its sentence';
  cell.append(show);
  const kind = model.text('kind', fields.result);
  if (kind && kind !== 'absolute') cell.append(element('span', kind === 'delta' ? 'difference' : kind, 'soft kind'));
  return cell;
}

function linkColumn(title, link, node) {
  return {
    title,
    value: (fields) => (fields[link] === undefined ? '' : model.name(fields[link])),
    cell: (fields) => {
      if (fields[link] === undefined) return '';
      return fields[link] === node ? element('span', 'this', 'soft') : nodeLink(fields[link]);
    },
  };
}

// The columns that tell something: not those that mostly name the node itself.
function resultColumns(node, results) {
  const told = RESULT_ENDS.filter(([, link]) => {
    const named = results.filter((fields) => fields[link] !== undefined);
    return 2 * named.filter((fields) => fields[link] !== node).length > named.length;
  });
  return [
    { title: 'Value', value: (fields) => model.value(fields.result), cell: resultValue },
    ...told.slice(0, model.isPaper(node) ? 3 : 2).map(([title, link]) => linkColumn(title, link, node)),
  ];
}

function resultsSection(node) {
  const results = resultsOf(node, allowsEdge);
  if (!results.length) return [];
  const columns = resultColumns(node, results);
  const table = sortableTable({ caption: 'Results', columns, rows: results, most: 10, sort: Math.min(1, columns.length - 1) });
  return [section('Results', results.length, [table])];
}
