// A table of very many rows: only those in sight are in the document.
//
//   longTable({ caption, columns, rows, by, down, onSort, isChosen }) -> { frame, draw }
//
// columns as sortableTable has them, each with a className; rows in order. All rows are of one height.
const ROW_HEIGHT = 37;
const ROWS_BEYOND = 10; // drawn above and below what is seen
let liveTable = null;

function spacer(height) {
  const line = element('tr', undefined, 'spacer');
  line.setAttribute('aria-hidden', 'true');
  line.style.height = `${height}px`;
  return line;
}

function longTable({ caption, columns, rows, by, down, onSort, isChosen }) {
  const frame = element('table', undefined, 'long');
  const body = element('tbody');
  const head = tableHead(columns, onSort);
  let from = -1, to = -1;

  // The rows that the stage shows, with some more above and below.
  function inSight() {
    const above = stage.getBoundingClientRect().top - body.getBoundingClientRect().top;
    const top = Math.floor(above / ROW_HEIGHT) - ROWS_BEYOND;
    const many = Math.ceil(stage.clientHeight / ROW_HEIGHT) + 2 * ROWS_BEYOND;
    const start = Math.max(0, Math.min(top, rows.length - many));
    return [start, Math.min(rows.length, start + many)];
  }

  function rowOf(row, at) {
    const line = tableRow(columns, row);
    line.setAttribute('aria-rowindex', String(at + 2));
    line.classList.toggle('chosen', isChosen(row));
    return line;
  }

  function draw(anew = false) {
    const [start, end] = inSight();
    if (!anew && start === from && end === to) return;
    const focused = body.contains(document.activeElement)
      ? document.activeElement.closest('tr').getAttribute('aria-rowindex') : null;
    [from, to] = [start, end];
    body.replaceChildren(
      spacer(start * ROW_HEIGHT), ...rows.slice(start, end).map((row, at) => rowOf(row, start + at)),
      spacer((rows.length - end) * ROW_HEIGHT),
    );
    if (focused) body.querySelector(`[aria-rowindex="${focused}"] button`)?.focus({ preventScroll: true });
  }

  // The focus to the name in a row, which is brought into sight.
  function focusRow(at) {
    const top = body.getBoundingClientRect().top - stage.getBoundingClientRect().top + at * ROW_HEIGHT;
    const room = stage.clientHeight - 2 * ROW_HEIGHT;
    if (top < ROW_HEIGHT) stage.scrollTop += top - ROW_HEIGHT;
    else if (top > room) stage.scrollTop += top - room;
    draw();
    body.querySelector(`[aria-rowindex="${at + 2}"] button`)?.focus({ preventScroll: true });
  }

  body.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(stage.clientHeight / ROW_HEIGHT) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = Number(event.target.closest('tr').getAttribute('aria-rowindex')) - 2;
    focusRow(Math.max(0, Math.min(rows.length - 1, here + step)));
  });

  showSort(head, by, down);
  frame.setAttribute('aria-rowcount', String(rows.length + 1));
  frame.append(element('caption', caption, 'unseen'), head, body);
  liveTable = { frame, draw };
  return liveTable;
}

function redrawLive(anew) {
  if (liveTable?.frame.isConnected) liveTable.draw(anew);
}

stage.addEventListener('scroll', () => redrawLive(false), { passive: true });
new ResizeObserver(() => redrawLive(false)).observe(stage);
onChange((keys) => { if (keys.has('selected')) redrawLive(true); });
