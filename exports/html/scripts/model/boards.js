// Leaderboards: which results may be compared and how they rank was decided in Python; here they
// are only read.
//
// A board: { number, task, dataset, metric, scale, direction: 'higher', 'lower' or '',
// rows: [{ rank: 0 where none, result, edge, ofModel, ... }] }
let allBoards = null;

function boards() {
  allBoards ||= model.leaderboards.map(([task, dataset, metric, scale, direction, rows], number) => ({
    number, task, dataset, metric, scale, direction,
    rows: rows.map(([rank, result]) => ({ rank, ...resultFields(result) })),
  }));
  return allBoards;
}

const boardId = (board) => [model.id(board.dataset), model.id(board.metric), board.scale].join(' ');

const isRanked = (board) => board.direction !== '';

// Boards with a row for the task, of the data set, in the metric; null leaves one open.
function findBoards({ task = null, dataset = null, metric = null }) {
  return boards().filter((board) => (dataset === null || board.dataset === dataset)
    && (metric === null || board.metric === metric)
    && (task === null || board.task === task || board.rows.some((row) => row.forTask === task)));
}

// Boards on which both models stand, with the rows of each.
function boardsWithBoth(one, other) {
  return boards().map((board) => ({
    board,
    ones: board.rows.filter((row) => row.ofModel === one),
    others: board.rows.filter((row) => row.ofModel === other),
  })).filter(({ ones, others }) => ones.length && others.length);
}
