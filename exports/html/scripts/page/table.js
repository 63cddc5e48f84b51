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

// Rows by a column. What is compared is worked out once for each row.
function sortRows(rows, column, down) {
  const keyed = rows.map((row) => [column.value(row), row]);
  return keyed.sort((a, b) => compare(a[0], b[0], down)).map(([, row]) => row);
}

// The head of a table: a button for each column, which sorts by it, or the other way where it is
// sorted by it already; onSort(by, down).
function tableHead(columns, onSort) {
  const line = element('tr');
  columns.forEach((column, at) => {
    const cell = element('th', undefined, cellClass(column));
    cell.scope = 'col';
    cell.append(button(column.title, 'sort', () => {
      const sort = cell.getAttribute('aria-sort');
      onSort(at, sort === 'none' ? Boolean(column.numeric) : sort === 'ascending');
    }));
    line.append(cell);
  });
  const head = element('thead');
  head.append(line);
  return head;
}

function showSort(head, by, down) {
  head.querySelectorAll('th').forEach((cell, at) =>
    cell.setAttribute('aria-sort', at !== by ? 'none' : down ? 'descending' : 'ascending'));
}

function sortableTable({ caption, columns, rows, most = 50, sort = -1, descending = false }) {
  const table = element('table');
  const head = tableHead(columns, (at, way) => { by = at; down = way; draw(); });
  const body = element('tbody');
  const more = button('', 'more', () => {
    const next = drawn;
    drawn += most * 4;
    draw();
    focusIn(body.children[next]);
  });
  let by = sort, down = descending, drawn = most;

  function draw() {
    const sorted = by < 0 ? rows : sortRows(rows, columns[by], down);
    body.replaceChildren(...sorted.slice(0, drawn).map((row) => tableRow(columns, row)));
    more.hidden = drawn >= rows.length;
    more.textContent = `Show ${Math.min(most * 4, rows.length - drawn)} more of ${rows.length.toLocaleString('en')}`;
    showSort(head, by, down);
  }

  table.append(element('caption', caption, 'unseen'), head, body);
  draw();
  const frame = element('div', undefined, 'table');
  frame.append(table, more);
  return frame;
}
