import {
  applyPatches,
  createDraft,
  current,
  enableMapSet,
  enablePatches,
  finishDraft,
  freeze,
  immerable,
  isDraft,
  nothing,
  original,
  produce,
  produceWithPatches,
} from "immer";

enablePatches();
enableMapSet();

class Account {
  [immerable] = true;
  constructor(owner, balance) {
    this.owner = owner;
    this.balance = balance;
  }
  get isEmpty() {
    return this.balance === 0;
  }
  withdraw(amount) {
    this.balance -= amount;
    return this;
  }
}

const state = () => ({
  todos: [
    { id: 1, text: "write", done: false, tags: ["a"] },
    { id: 2, text: "read", done: true, tags: [] },
    { id: 3, text: "rest", done: false, tags: ["b", "c"] },
  ],
  filter: "all",
  byId: new Map([
    [1, { votes: 3 }],
    [2, { votes: 0 }],
  ]),
  seen: new Set([1, { nested: true }]),
  account: new Account("Ada", 100),
});

const RECIPES = {
  nothing: () => {},
  assign: (draft) => void (draft.filter = "done"),
  nested: (draft) => void (draft.todos[1].tags.push("x"), (draft.todos[0].done = !draft.todos[0].done)),
  "delete and add": (draft) => {
    delete draft.filter;
    draft.more = { deep: [1, 2, { three: 3 }] };
    draft.more.deep[2].three++;
  },
  "array methods": (draft) => {
    draft.todos.sort((a, b) => b.id - a.id);
    draft.todos.splice(1, 1, { id: 9, text: "new", done: false, tags: [] });
    draft.todos.reverse();
    for (const todo of draft.todos.filter((todo) => !todo.done)) todo.text += "!";
    draft.todos.find(({ id }) => id === 9).tags.unshift("first");
    draft.todos.length = 2;
  },
  map: (draft) => {
    draft.byId.get(1).votes++;
    draft.byId.set(3, { votes: 7 }).delete(2);
    for (const [key, value] of draft.byId) value.votes += key;
    draft.byId.forEach((value, key) => (value.key = key));
  },
  set: (draft) => {
    for (const value of draft.seen) if (typeof value === "object") value.nested = false;
    draft.seen.add(5).delete(1);
  },
  class: (draft) => void (draft.account.withdraw(40).owner = "Grace"),
  "back and forth": (draft) => {
    draft.filter = "none";
    draft.filter = "all";
    draft.todos.push(draft.todos.pop());
  },
  replace: () => ({ replaced: [1, 2, 3] }),
  remove: () => nothing,
  current: (draft) => {
    draft.todos[0].done = true;
    draft.snapshot = current(draft.todos);
    draft.before = original(draft.todos[0]).done;
    draft.kinds = [isDraft(draft.todos), isDraft(draft.snapshot), "filter" in draft, Object.keys(draft.todos[0])];
  },
  "inner producer": (draft) => {
    draft.inner = produce({ a: { b: 1 } }, (inner) => void inner.a.b++);
    draft.todos[2] = produce(draft.todos[2], (todo) => void (todo.done = true));
  },
  wrong: (draft) => {
    draft.filter = "x";
    return { other: 1 };
  },
  throws: (draft) => {
    draft.todos[0].text = "lost";
    throw new Error("in the recipe");
  },
  "wrong index": (draft) => void (draft.todos.key = 1),
  define: (draft) => Object.defineProperty(draft, "x", { value: 1 }),
};

export const tasks = {};
for (const [name, recipe] of Object.entries(RECIPES)) {
  tasks[`produce ${name}`] = () => {
    const before = state();
    const after = produce(before, recipe);
    return [after, before, after === before, after?.todos === before.todos, Object.isFrozen(after)];
  };
  tasks[`patches ${name}`] = () => {
    const before = state();
    const [after, patches, inverse] = produceWithPatches(before, recipe);
    return [patches, inverse, applyPatches(before, patches), applyPatches(after, inverse)];
  };
  tasks[`draft ${name}`] = () => {
    const draft = createDraft(state());
    recipe(draft);
    const patches = [];
    return [finishDraft(draft, (...both) => patches.push(both)), patches];
  };
}
tasks.curried = () => [1, 2].map((n) => produce((draft, by) => void (draft.n += by))({ n }, n * 10));
tasks["frozen deeply"] = () => {
  const frozen = freeze(state(), true);
  frozen.byId.set(1, 2);
};
tasks["revoked draft"] = () => {
  let kept;
  produce(state(), (draft) => void (kept = draft.todos));
  return kept.length;
};
