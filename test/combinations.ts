/**
 * Small programs that combine a loop, what protects its body, what the body does, and how it is left.
 * Each is a green function that logs what it does; none of them suspends by itself.
 */

/** Around a body that runs for i = 1 … 4. */
const LOOPS: Readonly<Record<string, (body: string) => string>> = {
  while: (body) => `let i = 0; while (i < 4) { i++; ${body} }`,
  do: (body) => `let i = 0; do { i++; ${body} } while (i < 4);`,
  for: (body) => `for (let i = 1; i <= 4; i++) { ${body} }`,
  "for…of": (body) => `for (const i of counted(log)) { ${body} }`,
  "for…in": (body) => `for (const key in { k1: 0, k2: 0, k3: 0, k4: 0 }) { const i = Number(key.slice(1)); ${body} }`,
  nested: (body) => `for (const j of [0, 2]) { for (let i = j + 1; i <= j + 2; i++) { ${body} } log("round", j); }`,
};

const PROTECTIONS: Readonly<Record<string, (body: string) => string>> = {
  nothing: (body) => body,
  catch: (body) => `try { ${body} } catch (error) { log("caught", i, String(error)); }`,
  finally: (body) => `try { ${body} } finally { log("finally", i); }`,
  "both, overriding": (body) =>
    `try { ${body} } catch ({ message }) { log(message); throw message; } finally { if (i === 4) break; log("left", i); }`,
};

const BODIES: Readonly<Record<string, string>> = {
  closures: `const n = i * 2; let m = n; functions.push(() => n + m++ + i); log(functions.map((f) => f()).join());`,
  destructuring: `
    const [a, { b = i, ...rest } = { c: 1 } as any, ...more] = [i, i % 2 ? { b: 5, d: 6 } : undefined, 7, 8];
    [object.x, object["y"] = b] = more; log(a, b, JSON.stringify(rest), object.x, object.y);`,
  classes: `
    class Base { #p = i; static s = i + 1; get v() { return this.#p + Base.s; } m(x = this.v) { return [x, new.target]; } }
    class Derived extends Base { [\`n\${i}\`]() { return super.m()[0] + super.v; } }
    const made: any = new Derived(); log(made[\`n\${i}\`](), Derived.s, made instanceof Base, made.m.name);`,
  iterators: `
    const few = { *[Symbol.iterator]() { try { yield i; yield i + 1; } finally { log("closed", i); } } };
    const [first, ...others] = few; const [only] = few; log(first, others, only, Math.max(...few), [...few].length);`,
  switch: `
    switch (i) { case 1: log("one"); case 2: log("two"); break; default: log("more", i); case object.none: log("none"); }`,
  operators: `
    log(i > 2 ? i ** 2 : -i, object.p?.[i]?.(i) ?? "none", (object.q ||= i), (object.r ??= i) + object.r++, \`\${i}\`);
    log(typeof object.q, delete object.r, void i, (i, object.q), i in object, !i || (object.q += i) && object.q-- > i);`,
};

const EXITS: Readonly<Record<string, string>> = {
  nothing: "",
  continue: "if (i === 2) continue;",
  break: "if (i === 3) break;",
  return: `if (i === 3) return log("returning", i);`,
  throw: `if (i === 2) throw new Error("thrown in " + i);`,
};

/**
 * Programs by name, and the text of a module that exports them all, as a list.
 * All triples of a loop, a protection and a body; the ways out take turns, so that each meets each of the others.
 */
export function combinations(): { readonly names: readonly string[]; readonly module: string } {
  const names: string[] = [];
  const functions: string[] = [];
  const ways = Object.entries(EXITS);
  Object.entries(LOOPS).forEach(([loop, around], l) =>
    Object.entries(PROTECTIONS).forEach(([protection, protect], p) =>
      Object.entries(BODIES).forEach(([work, body], b) => {
        const [way, exit] = ways[(l + p + b) % ways.length]!;
        names.push(`${loop}, protected by ${protection}, with ${work}, left by ${way}`);
        functions.push(`
/** @greenlet */
function program${functions.length}(log: any): any {
  const object: any = { p: { 2: (n: number) => n + 1 } }; const functions: (() => number)[] = [];
  ${around(protect(`${body} ${exit} log("end", i);`))}
  return ["done", ...functions.map((f) => f())];
}`);
      }),
    ),
  );
  const record = functions.map((_, k) => `program${k}`).join(", ");
  return { names, module: `${COUNTED}${functions.join("")}\nexport const programs = [${record}];\n` };
}

const COUNTED = `
/** @greenlet */
function counted(log: any): Iterable<number> {
  let n = 0;
  return {
    [Symbol.iterator]: () => ({
      next: () => ({ done: n === 4, value: ++n }),
      return: () => (log("iterator closed after", n), {}),
    }),
  };
}
`;
