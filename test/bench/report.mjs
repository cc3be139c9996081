/** Turns figures into the table on the console and the page with the plot. */
import { baseline } from "./workloads.mjs";

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median of the ratios of the rounds, or null if one of the two did not take part. */
export function ratio(row, contender, to) {
  const above = row?.[contender];
  const below = row?.[to];
  if (!above || !below) return null;
  return median(above.slice(0, below.length).map((figure, round) => figure / below[round]));
}

const short = (value) =>
  value === null
    ? ""
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value >= 0.1
          ? value.toFixed(2)
          : value.toPrecision(2);

function verdicts(row, workload) {
  return Object.entries(workload.targets).flatMap(([against, limit]) => {
    const value = ratio(row, "greenlet", against);
    if (value === null) return [];
    return [{ against, limit, value, ok: value <= limit }];
  });
}

const print = (lines) => {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => [...line[column]].length)));
  for (const line of lines)
    console.log(
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "),
    );
};

export function printTable({ figures }, workloads, contenders) {
  const others = contenders.filter(({ id }) => id !== baseline);
  for (const [kind, title] of [
    ["alone", "each in a process of its own"],
    ["mixed", "all workloads alive in one process"],
  ]) {
    if (Object.keys(figures[kind]).length === 0) continue;
    console.log(`\n${title}: time per operation of native generators, and the others' as a multiple of it`);
    print([
      ["", "generators", ...others.map(({ title }) => title)],
      ...workloads
        .filter(({ id }) => figures[kind][id])
        .map((workload) => {
          const row = figures[kind][workload.id];
          const base = row[baseline] ? `${short(median(row[baseline]))} ${workload.bytes ? "B" : "ns"}` : "";
          return [
            workload.title,
            base,
            ...others.map(({ id }) => {
              const relative = ratio(row, id, baseline);
              if (relative !== null) return short(relative);
              return row[id] ? `${short(median(row[id]))} ns` : "";
            }),
          ];
        }),
    ]);
  }
  const lines = workloads.flatMap((workload) => {
    const row = figures.alone[workload.id];
    const mixed = figures.mixed[workload.id];
    return verdicts(row, workload).map(({ against, limit, value, ok }) => [
      workload.title,
      against,
      short(value),
      short(ratio(mixed, "greenlet", against)),
      `≤ ${limit}`,
      ok ? "ok" : "MISSED",
    ]);
  });
  if (lines.length > 0) {
    console.log("\ngreenlet-ts against its targets");
    print([["", "against", "ratio", "mixed", "target", ""], ...lines]);
  }
  const lost = workloads.flatMap((workload) => {
    const row = figures.alone[workload.id];
    return others
      .filter(({ id }) => id !== "greenlet" && id !== "plain")
      .map(({ id }) => ({ id, value: ratio(row, "greenlet", id) }))
      .filter(({ value }) => value !== null && value > 1)
      .map(({ id, value }) => `${workload.title}: ${short(value)} × ${id}`);
  });
  if (lost.length > 0) console.log(`\nslower than another contender:\n  ${lost.join("\n  ")}`);
}

const colours = [
  "#999999",
  "#555555",
  "#0a7d33",
  "#c2703d",
  "#4477aa",
  "#aa3377",
  "#ccbb44",
  "#66ccee",
  "#228833",
  "#ee6677",
  "#8866aa",
  "#bb5566",
  "#222255",
];
const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A chart on a logarithmic axis: one row per workload, one dot per contender. */
function chart(figures, workloads, contenders) {
  const rows = workloads.filter(({ id }) => figures[id]?.[baseline]);
  const left = 260;
  const width = 700;
  const step = 26;
  const low = -3.2;
  const high = 3;
  const x = (value) => left + ((Math.min(high, Math.max(low, Math.log10(value))) - low) / (high - low)) * width;
  const parts = [];
  for (let power = -3; power <= 3; power++) {
    const at = x(10 ** power);
    parts.push(
      `<line x1="${at}" x2="${at}" y1="24" y2="${40 + rows.length * step}" stroke="${power === 0 ? "#333" : "#ddd"}"/>`,
    );
    parts.push(`<text x="${at}" y="16" text-anchor="middle">${power === 0 ? "generators" : 10 ** power + "×"}</text>`);
  }
  rows.forEach((workload, index) => {
    const y = 44 + index * step;
    parts.push(`<text x="${left - 10}" y="${y + 4}" text-anchor="end">${escape(workload.title)}</text>`);
    parts.push(`<line x1="${left}" x2="${left + width}" y1="${y}" y2="${y}" stroke="#eee"/>`);
    const limit = workload.targets[baseline];
    if (limit)
      parts.push(
        `<line x1="${x(limit)}" x2="${x(limit)}" y1="${y - 9}" y2="${y + 9}" stroke="#0a7d33" stroke-dasharray="2 2"/>`,
      );
    contenders.forEach(({ id, title }, number) => {
      const value = ratio(figures[workload.id], id, baseline);
      if (value === null) return;
      const label = escape(`${title}: ${short(value)}`);
      parts.push(
        `<circle cx="${x(value)}" cy="${y}" r="${id === "greenlet" ? 6 : 4}" fill="${colours[number]}"><title>${label}</title></circle>`,
      );
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 20} ${50 + rows.length * step}" font-family="sans-serif" font-size="11">${parts.join("")}</svg>`;
}

export function page({ node, cpu, date, rounds, figures }, workloads, contenders) {
  const legend = contenders
    .map(({ title }, number) => `<span style="color:${colours[number]}">● ${escape(title)}</span>`)
    .join(" ");
  const section = (title, kind) =>
    Object.keys(figures[kind]).length > 0 ? `<h2>${title}</h2>${chart(figures[kind], workloads, contenders)}` : "";
  return `<!doctype html><meta charset="utf-8"><title>greenlet-ts bench</title>
<body style="font-family:sans-serif;max-width:1000px;margin:auto">
<h1>greenlet-ts against everything else</h1>
<p>Node ${node}, ${escape(cpu)}, ${date}, ${rounds} rounds. Time (or bytes) relative to native generators: left is better; dashed: the target.</p>
<p>${legend}</p>
${section("Each in a process of its own", "alone")}
${section("All workloads alive in one process", "mixed")}
`;
}
