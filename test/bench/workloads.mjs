/**
 * What is measured: which function of which program, with which arguments, and the ratios it must reach.
 *   id        names it on the command line (`--only`)
 *   program   folder in programs/; every contender that has a file there takes part
 *   entry     the function exported by the program: entry(n, ...args) does n units of work and returns a checksum
 *   grain     n is a multiple of it
 *   check     the n at which the checksums of all contenders are compared
 *   units     how many operations one unit is (the figures are per operation)
 *   targets   upper limits of greenlet's time divided by that contender's
 * `bytes: true`: entry(count, ...args) returns that many suspended coroutines, and their size is measured.
 */
const time = (id, program, entry, args, title, more) => ({
  id,
  program,
  entry,
  args,
  title,
  grain: 1,
  check: 1000,
  units: 1,
  targets: {},
  ...more,
});

export const workloads = [
  time("round-trip-1", "round-trip", "run", [1], "round trip", { targets: { generators: 0.35 } }),
  time("round-trip-mixed", "mixed", "run", [], "round trip, 8 bodies", { targets: { generators: 0.6 } }),
  time("round-trip-10", "round-trip", "run", [10], "round trip, depth 10", {
    targets: { generators: 0.06, stack: 0.6 },
  }),
  time("round-trip-100", "round-trip", "run", [100], "round trip, depth 100", {
    targets: { generators: 0.006, stack: 0.6 },
  }),
  time("round-trip-1000", "round-trip", "run", [1000], "round trip, depth 1000", {
    targets: { generators: 0.0008, stack: 0.6 },
  }),
  time("round-trip-5000", "round-trip", "run", [5000], "round trip, depth 5000", {
    contenders: ["greenlet", "stack", "async", "python", "fibers"],
  }),
  time("ping-pong", "ring", "pingPong", [], "symmetric ping-pong", { units: 2, targets: { generators: 0.3 } }),
  time("ring-9", "ring", "ring9", [], "ring of 9 bodies", { grain: 9, check: 900, targets: { generators: 0.5 } }),
  time("ring-1000", "ring", "ring", [1000], "ring of 1000", { grain: 1000, check: 5000, targets: { generators: 0.6 } }),
  time("fib", "fib", "run", [27], "fib(27), no suspension", { check: 1, targets: { generators: 0.1, plain: 1.05 } }),
  time("hot-direct", "hot-loop", "direct", [], "hot loop, direct callee", {
    targets: { generators: 0.05, plain: 1.05 },
  }),
  time("hot-method", "hot-loop", "method", [], "hot loop, method", { targets: { generators: 0.06, plain: 1.1 } }),
  time("hot-unknown", "hot-loop", "unknown", [], "hot loop, unknown value", {
    targets: { generators: 0.06, plain: 1.25 },
  }),
  time("hot-plain", "hot-loop", "plain", [], "hot loop, plain callee, unknown value", {
    targets: { generators: 0.7, plain: 1.15 },
  }),
  time("hot-interface", "hot-loop", "interfaced", [], "hot loop, interface, 8 implementations", {}),
  time("hot-outside", "hot-loop", "outside", [], "hot loop in plain code, direct callee", {
    contenders: ["plain", "generators", "greenlet", "stack", "regenerator", "typescript", "effectful", "effectful-top"],
  }),
  time("create-finish", "create", "finish", [], "create, start, finish", { targets: { generators: 0.45 } }),
  time("create-suspend", "create", "suspend", [], "create, suspend once, finish", { targets: { generators: 0.45 } }),
  {
    ...time("bytes-1", "memory", "live", [1], "bytes, suspended at depth 1", { targets: { generators: 0.6 } }),
    bytes: true,
    check: 100_000,
  },
  {
    ...time("bytes-20", "memory", "live", [20], "bytes, suspended at depth 20", { targets: { generators: 0.35 } }),
    bytes: true,
    check: 10_000,
  },
  time("same-fringe", "same-fringe", "run", [1 << 16], "same fringe, 2^16 leaves", {
    check: 1,
    units: 1 << 17,
    targets: { generators: 0.2, stack: 0.55 },
  }),
  time("error-100", "error", "run", [100], "error through 100 frames", { check: 100, targets: { generators: 0.05 } }),
  time("simulation", "simulation", "run", [1000], "simulation, 1000 processes", {
    grain: 1000,
    check: 20_000,
    targets: { generators: 0.85 },
  }),
  time("parser", "parser", "run", [1 << 20], "lexer feeds parser, 1 MB", {
    check: 1,
    units: 1 << 20,
    targets: { generators: 0.35, stack: 0.9 },
  }),
  time("numeric", "numeric", "run", [1000], "numeric loop between switches", {
    units: 1000,
    check: 100,
    targets: { plain: 1.2 },
  }),
];

// @effectful/es runs a `yield*` that ends without suspending by recursion: loops over it overflow the stack.
const recursive = ["hot-direct", "hot-method", "hot-unknown", "hot-interface"];

/** Contenders in order of display. `from`: compiled from that contender's programs; `cannot`: workloads that crash it, or that have not been written for it. */
export const contenders = [
  { id: "plain", title: "plain calls" },
  { id: "generators", title: "native generators" },
  { id: "greenlet", title: "greenlet-ts" },
  { id: "stack", title: "generators on a stack" },
  { id: "async", title: "async/await" },
  { id: "regenerator", title: "regenerator", from: "generators" },
  { id: "typescript", title: "__generator", from: "generators" },
  { id: "effectful", title: "@effectful/es loose", from: "generators", cannot: recursive },
  { id: "effectful-top", title: "@effectful/es topLevel", from: "generators", cannot: recursive },
  { id: "effection", title: "effection" },
  // A thousand fibers that wake each other corrupt Node's stack of asynchronous contexts, or wait forever.
  { id: "effect", title: "effect", cannot: ["ring-1000"] },
  { id: "python", title: "Python greenlet", cannot: ["ring-9"] },
  // Its stacks lie outside the heap, and a hundred thousand of them are too many.
  { id: "fibers", title: "node-fibers", from: "greenlet", cannot: ["bytes-1", "bytes-20"] },
];

export const baseline = "generators";
