/** The child of facts.mjs; the argument is the compiled programs/facts/greenlet.ts. */
const { atDepth, switches, suspended } = await import(process.argv[2]);

const used = () => {
  for (let i = 0; i < 3; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
};
// Per round trip, the deep and the shallow greenlet by turns.
const perSwitch = (coroutine) => {
  const n = 1_000_000;
  const start = performance.now();
  switches(coroutine, n);
  return (performance.now() - start) / n;
};
const shallow = atDepth(1);
const deep = atDepth(5000);
const ratios = Array.from({ length: 11 }, () => perSwitch(deep) / perSwitch(shallow));
const ratio = ratios.sort((a, b) => a - b)[ratios.length >> 1];

const counter = atDepth(3);
switches(counter, 1000);
const beforeSwitches = used();
switches(counter, 1_000_000);
const afterSwitches = used();

const count = 1_000_000;
const beforeMillion = used();
const million = suspended(count);
const bytes = (used() - beforeMillion) / count;
const answered = million.reduce((sum, coroutine) => sum + coroutine.switch(1), 0);
if (answered !== count) throw new Error(`${answered} of ${count} greenlets answered`);

console.log(
  JSON.stringify([
    { title: "switch at recursion depth 5,000, against depth 1", value: ratio, limit: 2, unit: "×" },
    {
      title: "heap growth over one million switches",
      value: (afterSwitches - beforeSwitches) / 1024,
      limit: 64,
      unit: "KiB",
    },
    { title: "one million suspended greenlets, each", value: bytes, limit: null, unit: "bytes" },
  ]),
);
