// Texts of papers, a shard of them inflated when one is wanted. Offsets count UTF-16 units.
const KEPT_SHARDS = 24;
const shards = new Map(); // number to promise; the one used last stands last

function shard(number) {
  const read = shards.get(number) || inflateJson(`texts-${number}`);
  shards.delete(number);
  shards.set(number, read);
  read.catch(() => shards.delete(number)); // whoever asks again tries again
  if (shards.size > KEPT_SHARDS) shards.delete(shards.keys().next().value);
  return read;
}

// The text of a paper: { text, whole, mentions: [{ start, end, node }] }, the mentions by start.
async function textOf(paper) {
  const read = await shard(Math.floor(paper / first.shard));
  const at = paper % first.shard;
  const flat = read.mentions[at];
  const mentions = [];
  for (let i = 0; i < flat.length; i += 3) {
    mentions.push({ start: flat[i], end: flat[i] + flat[i + 1], node: flat[i + 2] });
  }
  return { text: read.text[at], whole: read.whole[at] === 1, mentions };
}

// The sentence of an edge and what to mark in it: the mentions of both ends, else what the edge
// itself says; { text, marks: [{ start, end, node }] }, text empty where the file has none.
async function sentenceOf(edge, ends) {
  const { text, mentions } = await textOf(model.edge.paper[edge]);
  const begin = model.edge.sentence[edge];
  const end = begin + model.edge.sentence_length[edge];
  const own = { start: model.edge.start[edge], end: model.edge.start[edge] + model.edge.length[edge] };
  const marks = mentions
    .filter((mention) => mention.start >= begin && mention.end <= end && ends.has(mention.node))
    .map(({ start, end: stop, node }) => ({ start: start - begin, end: stop - begin, node }));
  const ownIsThere = marks.some((mark) => mark.start < own.end && own.start < mark.end);
  return {
    text: text.slice(begin, end),
    marks: ownIsThere ? marks : [...marks, { ...own, node: null }].sort(byStart),
  };
}

const byStart = (a, b) => a.start - b.start || b.end - a.end;
