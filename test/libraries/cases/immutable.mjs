import Immutable from "immutable";

const { fromJS, is, List, Map, OrderedMap, OrderedSet, Range, Record, Repeat, Seq, Set, Stack } = Immutable;
const words = "the quick brown fox jumps over the lazy dog and runs away from the big bad wolf".split(" ");
const numbers = Array.from({ length: 70 }, (_, k) => (k * 37) % 101);

const COLLECTIONS = {
  list: () => List(numbers),
  words: () => List(words),
  set: () => Set(words),
  "ordered set": () => OrderedSet(words),
  stack: () => Stack(words),
  map: () => Map(words.map((word, k) => [word, k])),
  "ordered map": () => OrderedMap(words.map((word, k) => [word, k])),
  seq: () => Seq(numbers).filter((n) => n % 2),
  range: () => Range(0, 30, 3),
  repeat: () => Repeat("x", 4),
};

const OPERATIONS = {
  map: (c) => c.map((value) => `<${value}>`),
  filter: (c) => c.filter((value) => String(value).length < 4),
  reduce: (c) => c.reduce((all, value, key) => `${all}${key}=${value};`, ""),
  groupBy: (c) => c.groupBy((value) => String(value).length),
  sortBy: (c) => c.sortBy((value) => String(value).split("").reverse().join("")),
  sort: (c) => c.sort((a, b) => (String(a) < String(b) ? 1 : -1)),
  "find and every": (c) => [
    c.find((v) => v > 5),
    c.every((v) => v !== 9),
    c.some((v) => v === "fox"),
    c.includes("dog"),
  ],
  flatMap: (c) => c.toList().flatMap((value) => [value, [value]]),
  "take and skip": (c) => [c.skipWhile((v) => v !== 7).take(3), c.takeUntil((v) => v === "over"), c.butLast().rest()],
  "min and max": (c) => [c.min(), c.maxBy((value) => String(value).length), c.countBy((value) => typeof value)],
  iterate: (c) => [[...c], [...c.keys()], [...c.entries()].length],
  zip: (c) => c.toList().zipWith((a, b) => `${a}${b}`, Range(0)),
  join: (c) => [c.join("-"), String(c), c.hashCode(), c.count(), c.isEmpty()],
  reversed: (c) =>
    c
      .toSeq()
      .reverse()
      .map(String)
      .filterNot((value) => value.includes("o"))
      .toArray(),
  partition: (c) => c.toList().partition((value) => String(value) > "h"),
};

export const tasks = {};
for (const [name, make] of Object.entries(COLLECTIONS)) {
  for (const [operation, run] of Object.entries(OPERATIONS)) {
    tasks[`${operation} of ${name}`] = () => plain(run(make()));
  }
}
tasks["nested updates"] = () => {
  const state = fromJS({ a: { b: [1, { c: 2 }] }, d: {} });
  return plain([
    state.updateIn(["a", "b", 1, "c"], (n) => n + 1),
    state.setIn(["d", "e", "f"], "new").deleteIn(["a", "b", 0]),
    state.mergeDeep({ a: { b: [{ x: 1 }] }, d: { y: 2 } }),
    state.getIn(["a", "nothing", "here"], "default"),
    is(state, fromJS(state.toJS())),
  ]);
};
tasks["mutations together"] = () =>
  plain(Map().withMutations((map) => words.forEach((word) => map.update(word, 0, (n) => n + 1))));
tasks["big map"] = () => {
  let map = Map();
  for (let k = 0; k < 200; k++) map = map.set({ toString: () => `k${k}` }.toString(), k);
  for (let k = 0; k < 200; k += 3) map = map.delete(`k${k}`);
  return [map.size, map.get("k100"), map.get("k99"), map.keySeq().sort().join()];
};
tasks["big list"] = () => {
  let list = List();
  for (let k = 0; k < 150; k++) list = k % 3 ? list.push(k) : list.unshift(-k);
  return plain(list.set(200, "far").setSize(120).splice(10, 90, "x", "y").insert(3, "z"));
};
tasks.records = () => {
  class Point extends Record({ x: 0, y: 0 }, "Point") {
    length() {
      return Math.hypot(this.x, this.y);
    }
  }
  const point = new Point({ x: 3 }).set("y", 4);
  return [String(point), point.length(), point.equals(new Point({ x: 3, y: 4 })), point.has("z"), [...point]];
};
tasks["set algebra"] = () =>
  plain([Set.union([[1], [2, 3]]), Set([1, 2, 3]).intersect([2, 3, 4]), Set([1, 2]).subtract([2])]);
tasks["value objects as keys"] = () => {
  class Key {
    constructor(id) {
      this.id = id;
    }
    equals(other) {
      return other instanceof Key && other.id === this.id;
    }
    hashCode() {
      return this.id % 2;
    }
  }
  const map = Map([1, 2, 3, 4, 5].map((id) => [new Key(id), id]));
  return [map.get(new Key(3)), map.has(new Key(9)), map.delete(new Key(1)).size];
};
tasks["wrong path"] = () => fromJS({ a: 1 }).setIn(["a", "b"], 2);
tasks["wrong collection"] = () => Map(5);
tasks["wrong range"] = () => Range(1, 10, 0);
tasks["immutable record"] = () => (new (Record({ a: 1 }))().a = 2);

function plain(value) {
  if (Immutable.isCollection(value)) return [value.toString(), value.toJS()];
  return Array.isArray(value) ? value.map(plain) : value;
}
