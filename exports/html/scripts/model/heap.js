// A binary heap: what comes before all others, as `isBefore` has it, is taken first.
function makeHeap(isBefore) {
  const items = [];

  function rise(at) {
    for (let above = (at - 1) >> 1; at > 0 && isBefore(items[at], items[above]); above = (at - 1) >> 1) {
      [items[at], items[above]] = [items[above], items[at]];
      at = above;
    }
  }

  function sink(at) {
    for (;;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < items.length && isBefore(items[below], items[least])) least = below;
      }
      if (least === at) return;
      [items[at], items[least]] = [items[least], items[at]];
      at = least;
    }
  }

  return {
    push(item) { items.push(item); rise(items.length - 1); },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length) { items[0] = last; sink(0); }
      return top;
    },
  };
}
