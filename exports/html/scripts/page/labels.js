// Labels as on a map: never smaller than can be read, and where there is no room the label of the
// more important node stays. Zooming in shows more of them.
const LEAST_LETTERS = 11.5; // height on the screen, in pixels
const GAP = 2;              // between labels, in pixels on the screen

// The cards in order of importance: the chosen node, what is near it, then by size.
function byImportance(cards, kinds) {
  const rank = { chosen: 0, plain: 1, dim: 2 };
  return [...cards].sort((a, b) => rank[kinds.get(a.id)] - rank[kinds.get(b.id)]
    || b.size - a.size || b.papers - a.papers || a.id - b.id);
}

function labelBox(card, place, letters, scale) {
  const half = (halfWidth(card) - AIR) * (letters / card.letters) + GAP / scale;
  const top = place.y + card.size;
  return { left: place.x - half, right: place.x + half, top, bottom: top + LINE * letters + GAP / scale };
}

function markBox(card, place) {
  return {
    left: place.x - card.size, right: place.x + card.size, top: place.y - card.size, bottom: place.y + card.size,
  };
}

// The height of the letters of each label that is shown at a scale, by node.
function findLabels(cards, kinds, scale) {
  const taken = []; // labels and marks of what is more important
  const found = new Map();
  for (const card of byImportance(cards, kinds)) {
    const letters = Math.max(card.letters, LEAST_LETTERS / scale);
    const box = labelBox(card, places.get(card.id), letters, scale);
    if (kinds.get(card.id) === 'chosen' || !taken.some((other) => overlap(box, other))) {
      taken.push(box);
      found.set(card.id, letters);
    }
    taken.push(markBox(card, places.get(card.id)));
  }
  return found;
}
