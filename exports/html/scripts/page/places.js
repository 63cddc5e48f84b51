// Places: those of the first view come with the file, every other node finds a free one beside
// the node that it was shown for. Places follow from what is shown, in its order, and nothing else:
// the same address gives the same picture.
const LINE = 1.4;   // height of a line over that of its letters
const AIR = 5;      // around each label
const TURN = 2.399963; // the golden angle: directions that spread evenly, however many
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const pencil = document.createElement('canvas').getContext('2d');
const places = new Map();
let placedFor = 'overview';

const shorten = (name, most) => (Array.from(name).length > most
  ? `${Array.from(name).slice(0, most - 1).join('').trimEnd()}…` : name);

const labelOf = (card) => shorten(card.label, first.labelLength);

const MEASURED = 100; // px: letters that labels are measured with
const widths = new Map(); // of labels over the height of their letters, by node

function halfWidth(card) {
  if (!widths.has(card.id)) {
    pencil.font = `${MEASURED}px ${FONT}`;
    widths.set(card.id, pencil.measureText(labelOf(card)).width / MEASURED);
  }
  return Math.max(card.size, (widths.get(card.id) * card.letters) / 2) + AIR;
}

function boxOf(card, { x, y }) {
  const half = halfWidth(card);
  return {
    left: x - half, right: x + half, top: y - card.size - AIR,
    bottom: y + card.size + LINE * card.letters + AIR,
  };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

// How much wider than high there is room, panels and all: rings are drawn as ellipses of that form.
// It is measured once for what is shown, so that nothing jumps where a panel or the window changes.
let stretched = { placedFor: null, by: 1.4 };

function stretch() {
  if (stretched.placedFor !== placedFor) {
    const { width, height } = document.querySelector('main').getBoundingClientRect();
    stretched = { placedFor, by: height ? Math.min(1.8, Math.max(0.7, width / height)) : 1.4 };
  }
  return stretched.by;
}

function freePlace(card, from, angle, taken) {
  const wide = Math.sqrt(stretch());
  for (let radius = 100; radius < 6000; radius += 22) {
    for (const aside of [0, 0.12, -0.12, 0.26, -0.26]) {
      const place = {
        x: Math.round(from.x + wide * radius * Math.cos(angle + aside)),
        y: Math.round(from.y + (radius / wide) * Math.sin(angle + aside)),
      };
      const box = boxOf(card, place);
      if (!taken.some((other) => overlap(box, other))) return place;
    }
  }
  return from;
}

function givenPlaces(nodes, cards) {
  const { picture } = currentView();
  if (picture) {
    picture.places().forEach((place, node) => places.set(node, place));
    return [];
  }
  if (state.around !== null) {
    places.set(state.around, { x: 0, y: 0 });
  } else {
    first.nodes.forEach(({ id, x, y }) => places.set(id, { x, y }));
  }
  state.pinned.forEach((place, node) => places.set(node, place));
  return nodes.filter((node) => places.has(node)).map((node) => boxOf(cards.get(node), places.get(node)));
}

// Nodes of one type stand in one direction from the centre.
function directions(nodes) {
  const rings = new Map();
  const order = [...nodes].sort((a, b) => model.type(a) - model.type(b));
  for (const node of order) {
    const anchor = shown.get(node);
    if (!rings.has(anchor)) rings.set(anchor, []);
    rings.get(anchor).push(node);
  }
  const angles = new Map();
  for (const [anchor, ring] of rings) {
    ring.forEach((node, i) => angles.set(node, anchor === state.around
      ? (i / ring.length) * 2 * Math.PI - Math.PI / 2 : i * TURN));
  }
  return angles;
}

// A place for every shown node, in their order, none over another.
function findPlaces() {
  const nodes = [...shown.keys()];
  const cardOf = currentView().picture?.card ?? model.card;
  const cards = new Map(nodes.map((node) => [node, cardOf(node)]));
  const usual = state.around === null ? 'overview' : `${state.around} ${state.hops}`;
  placedFor = currentView().picture?.centre() ?? usual;
  places.clear();
  const taken = givenPlaces(nodes, cards);
  const fresh = nodes.filter((node) => !places.has(node));
  const angles = directions(fresh);
  for (const node of fresh) {
    const from = places.get(shown.get(node)) || { x: 0, y: 0 };
    const place = freePlace(cards.get(node), from, angles.get(node), taken);
    places.set(node, place);
    taken.push(boxOf(cards.get(node), place));
  }
  return cards;
}
