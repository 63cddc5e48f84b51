// Leaderboards: all of them by what they are of, and one with its rows.
const BOARD_ENDS = [['task', 'Task'], ['dataset', 'Dataset'], ['metric', 'Metric']];
const ANY = -1;

const boardChoice = () => Object.fromEntries(BOARD_ENDS.map(([key]) => [key, chosenNode(key)]));

const scaleWord = ({ scale }) => (scale === '%' ? 'per cent' : scale || 'plain numbers');

const boardTitle = (board) => `${model.name(board.dataset)} · ${model.name(board.metric)}`;

const boardLink = (board) => button(boardTitle(board), 'link', () => choose({ board: boardId(board) }, { view: 'leaderboards' }));

const tasksOf = (board) => new Set(board.rows.map((row) => row.forTask).filter((task) => task !== undefined));

const distinct = (board, link) => new Set(board.rows.map((row) => row[link])).size;

const boardLine = (board) => [
  count(board.rows.length, 'result', 'results'),
  count(distinct(board, 'ofModel'), 'model', 'models'),
  count(distinct(board, 'fromPaper'), 'paper', 'papers'),
  scaleWord(board),
  isRanked(board) ? `${board.direction} is better` : 'no result says whether more is better, so none is ranked',
].join(' · ');

// A choice of task, data set or metric: what the other two leave, each with its number of boards.
function boardSelect([key, title], choice) {
  const counts = new Map();
  for (const board of findBoards({ ...choice, [key]: null })) {
    for (const node of key === 'task' ? tasksOf(board) : [board[key]]) counts.set(node, (counts.get(node) || 0) + 1);
  }
  if (choice[key] !== null && !counts.has(choice[key])) counts.set(choice[key], 0);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || collator.compare(model.name(a[0]), model.name(b[0])));
  const options = [[ANY, 'any'], ...sorted.map(([node, number]) => [node, `${shorten(model.name(node), 40)} (${number})`])];
  return select(title, options, choice[key] ?? ANY, (node) => choose({ [key]: node === ANY ? '' : model.id(node), board: '' }));
}

const bestOf = (board) => (isRanked(board) ? board.rows[0] : null);

function bestCell(board) {
  const best = bestOf(board);
  const line = element('span');
  if (best) line.append(nodeLink(best.ofModel), element('span', ` ${model.name(best.result)}`, 'value'));
  return line;
}

const INDEX_COLUMNS = [
  { title: 'Leaderboard', value: boardTitle, cell: boardLink },
  { title: 'Best', value: (board) => (bestOf(board) ? model.name(bestOf(board).ofModel) : ''), cell: bestCell },
  { title: 'Models', value: (board) => distinct(board, 'ofModel'), numeric: true },
  { title: 'Papers', value: (board) => distinct(board, 'fromPaper'), numeric: true },
  { title: 'Scale', value: scaleWord, cell: (board) => element('span', scaleWord(board), 'whole') },
  { title: 'Task', value: (board) => (board.task === ANY ? '' : model.name(board.task)), className: 'wide' },
];

const BOARD_COLUMNS = [
  { title: 'Rank', value: (row) => row.rank || '', numeric: true },
  { title: 'Model', value: (row) => model.name(row.ofModel), cell: (row) => nodeName(row.ofModel) },
  { title: 'Value', value: (row) => model.value(row.result), cell: resultValue },
  { title: 'Year', value: (row) => model.sourceYear(row.edge) || '', numeric: true },
  { title: 'Paper', value: (row) => model.source(row.edge).name, cell: (row) => paperLink(row.edge), className: 'wide' },
  { title: 'Task', value: (row) => (row.forTask === undefined ? '' : model.name(row.forTask)), className: 'wide' },
];

const chosenBoard = () => boards().find((board) => boardId(board) === option('board')) || null;

function boardParts(board) {
  const ends = element('p', undefined, 'tools');
  ends.append(nodeName(board.dataset), nodeName(board.metric), ...[...tasksOf(board)].map(nodeName));
  return [
    wayOut('All leaderboards', { board: '' }),
    element('h2', boardTitle(board), 'board-title'), element('p', boardLine(board), 'soft'), ends,
    sortableTable({ caption: boardTitle(board), columns: BOARD_COLUMNS, rows: board.rows, most: 100 }),
  ];
}

function indexParts(choice) {
  const found = findBoards(choice);
  const line = element('div', undefined, 'choices');
  line.append(...BOARD_ENDS.map((end) => boardSelect(end, choice)));
  const told = boards().length
    ? `${count(found.length, 'leaderboard', 'leaderboards')}: two or more absolute results on one data set in one metric, on one scale.`
    : 'No two results in this graph can be compared.';
  const parts = [element('h2', 'Leaderboards'), element('p', told, 'soft'), line];
  if (found.length) parts.push(sortableTable({ caption: 'Leaderboards', columns: INDEX_COLUMNS, rows: found }));
  return parts;
}

addView({
  id: 'leaderboards',
  label: 'Leaderboards',
  staysOpen: true,
  needs: ['filters'],
  subject: () => option('board'),
  render(place) {
    const board = chosenBoard();
    place.append(...unfilteredNote(), ...(board ? boardParts(board) : indexParts(boardChoice())));
  },
  table() {
    const board = chosenBoard();
    return board ? { name: 'leaderboard', columns: BOARD_COLUMNS, rows: board.rows }
      : { name: 'leaderboards', columns: INDEX_COLUMNS, rows: findBoards(boardChoice()) };
  },
});
