// A table that is sorted by its heads.
//
//   sortableTable({ caption, columns, rows, most, sort, descending })
//
// columns: { title, value(row): what is sorted and saved, cell(row): an element (default: the value),
// numeric, className }. sort: place of the column sorted by at first, or none. More than `most` rows come on demand.
const collator = new Intl.Collator('en', { numeric: true });
const isEmpty = (value) => value === '' || Number.isNaN(value);

// Order of two values; what is empty stands last either way.
function compare(a, b, down) {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) - isEmpty(b);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(a, b);
  return down ? -order : order;
}

const cellClass = ({ numeric, className = '' }) => `${numeric ? 'number ' : ''}${className}`;

function tableRow(columns, row) {
  const line = element('tr');
  for (const column of columns) {
    const cell = element('td', undefined, cellClass(column));
    cell.append(column.cell ? column.cell(row) : String(column.value(row)));
    line.append(cell);
  }
  return line;
}

function sortableTable({ caption, columns, rows, most = 50, sort = -1, descending = false }) {
  const table = element('table');
  const head = element('tr');
  const body = element('tbody');
  const more = button('', 'more', () => { drawn += most * 4; draw(); });
  let by = sort, down = descending, drawn = most;

  function draw() {
    const sorted = by < 0 ? rows : [...rows].sort((a, b) =>
      compare(columns[by].value(a), columns[by].value(b), down));
    body.replaceChildren(...sorted.slice(0, drawn).map((row) => tableRow(columns, row)));
    more.hidden = drawn >= rows.length;
    more.textContent = `Show ${Math.min(most * 4, rows.length - drawn)} more of ${rows.length.toLocaleString('en')}`;
    [...head.children].forEach((cell, at) =>
      cell.setAttribute('aria-sort', at !== by ? 'none' : down ? 'descending' : 'ascending'));
  }

  columns.forEach((column, at) => {
    const cell = element('th', undefined, cellClass(column));
    cell.scope = 'col';
    cell.append(button(column.title, 'sort', () => {
      down = at === by ? !down : Boolean(column.numeric);
      by = at;
      draw();
    }));
    head.append(cell);
  });
  const title = element('caption', caption, 'unseen');
  const top = element('thead');
  top.append(head);
  table.append(title, top, body);
  draw();
  const frame = element('div', undefined, 'table');
  frame.append(table, more);
  return frame;
}
