// Made from messages/*.md by generate.mjs. Change those, and run it again.
export type Level = "error" | "warning";

export interface Message {
  /** May stand for the code in the option `diagnostics`. */
  readonly name: string;
  readonly level: Level;
  /** With %placeholders%. */
  readonly text: string;
  /** The explanation and the examples, in Markdown. */
  readonly page: string;
}

export const MESSAGES = {
  GL1001: {
    name: "green_constructor",
    level: "error",
    text: "A constructor cannot be @greenlet: `new` has to return the finished object to whoever asked for it, and cannot be suspended",
    page: '`new C()` is done by the engine, which creates the object and calls the constructors of the class and its bases. The mark of a class\nleaves its constructor out. Construct first and do what may suspend afterwards, in a static method that returns the object.\n\nFails:\n\n```ts\nimport { getcurrent } from "greenlet-ts";\n\nclass Connection {\n  readonly greeting: string;\n  /** @greenlet */\n  constructor() {\n    this.greeting = getcurrent().parent!.switch();\n  }\n}\n```\n\nRepaired:\n\n```ts\nimport { getcurrent } from "greenlet-ts";\n\nclass Connection {\n  private constructor(readonly greeting: string) {}\n  /** @greenlet */\n  static open(): Connection {\n    return new Connection(getcurrent().parent!.switch());\n  }\n}\n```',
  },
  GL1002: {
    name: "green_generator",
    level: "error",
    text: "%name% is a generator, so it cannot also be @greenlet: its `next()` resumes it natively",
    page: 'A generator is suspended by the engine and can be left only through `yield`. In a greenlet there is no need for one: switch where the\ngenerator would yield. To be iterated by `for…of`, give an object a green `next()`.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nfunction* numbers(consumer: Greenlet) {\n  for (let n = 0; ; n++) yield consumer.switch(n);\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nfunction numbers(consumer: Greenlet) {\n  for (let n = 0; ; n++) consumer.switch(n);\n}\n```',
  },
  GL1003: {
    name: "green_async",
    level: "error",
    text: "%name% is async, so it cannot also be @greenlet: a promise resumes it from the event loop, outside every greenlet",
    page: 'Drop `async` and switch where it would await (to a greenlet that switches back when the promise is settled), or drop the mark.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nasync function fetchAll(hub: Greenlet) {\n  return hub.switch();\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nfunction fetchAll(hub: Greenlet) {\n  return hub.switch();\n}\n```',
  },
  GL1004: {
    name: "direct_eval",
    level: "error",
    text: "Direct `eval` in %name%, which is green: the code it runs names variables that the compiled function keeps elsewhere",
    page: 'A green function is emitted in two versions whose variables are not where the source has them. Evaluate outside of it, or indirectly\n(`(0, eval)(code)`), which sees global names only and is the same everywhere.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function calculate(other: Greenlet, code: string) {\n  const x = other.switch();\n  return eval(code) + x;\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function calculate(other: Greenlet, code: string) {\n  const x = other.switch();\n  return (0, eval)(code) + x;\n}\n```',
  },
  GL1005: {
    name: "with_statement",
    level: "error",
    text: "`with` in %name%, which is green: what a name inside it means is known only while it runs",
    page: 'Name the object instead. `with` exists in sloppy scripts only, so this concerns JavaScript that is compiled with `allowJs`.\n\nFails:\n\n```js\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function area(/** @type {Greenlet} */ other, shape) {\n  with (shape) {\n    return width * height * other.switch();\n  }\n}\n```\n\nRepaired:\n\n```js\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function area(/** @type {Greenlet} */ other, shape) {\n  return shape.width * shape.height * other.switch();\n}\n```',
  },
  GL2001: {
    name: "native_frame",
    level: "warning",
    text: "`%callee%` may switch, but %name%, which calls it, is not marked @greenlet: in a greenlet its frame would be a native one",
    page: 'Mark the function that calls, and in turn what calls that one; option `infer` does it for the whole program. A mark is never wrong: a\ngreen function can be called from anywhere.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nexport function ask(other: Greenlet, question: string): string {\n  return other.switch(question);\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function ask(other: Greenlet, question: string): string {\n  return other.switch(question);\n}\n```',
  },
  GL2002: {
    name: "native_frame_by_kind",
    level: "warning",
    text: "`%callee%` may switch, but is called by %what%, whose frame is always a native one",
    page: 'Constructors, field initialisers, static blocks and generators are run by the engine and cannot be compiled as green. Move the call into\na method or function and mark that.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\ndeclare const other: Greenlet;\n\nexport class Session {\n  readonly id: number = other.switch();\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\ndeclare const other: Greenlet;\n\nexport class Session {\n  constructor(readonly id: number) {}\n  /** @greenlet */\n  static open(): Session {\n    return new Session(other.switch());\n  }\n}\n```',
  },
  GL2003: {
    name: "green_callback_of_unmarked_function",
    level: "warning",
    text: "%name% calls this function, which is green and may switch, but is not marked @greenlet itself: its frame would be a native one",
    page: 'Mark the function that calls back. A parameter of it needs no mark for that: what function it holds is looked up when it is called.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nfunction twice(action: () => void) {\n  action();\n  action();\n}\n\n/** @greenlet */\nexport function knock(door: Greenlet) {\n  twice(() => door.switch());\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nfunction twice(action: () => void) {\n  action();\n  action();\n}\n\n/** @greenlet */\nexport function knock(door: Greenlet) {\n  twice(() => door.switch());\n}\n```',
  },
  GL2004: {
    name: "green_callback_of_native",
    level: "warning",
    text: "%name% calls this function, which is green and may switch, from native code that cannot be suspended",
    page: 'The methods of arrays, typed arrays, maps, sets and iterators, `Array.from`, `groupBy`, `replace`, `call`, `apply` and `bind` have green\nversions; this one has none. Compute with it first and switch afterwards, or write the loop out.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function load(source: Greenlet, text: string) {\n  return JSON.parse(text, (key, value) => source.switch(key, value));\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\n/** @greenlet */\nexport function load(source: Greenlet, text: string) {\n  const parsed: Record<string, unknown> = JSON.parse(text);\n  for (const key of Object.keys(parsed)) parsed[key] = source.switch(key, parsed[key]);\n  return parsed;\n}\n```',
  },
  GL2005: {
    name: "unmarked_body",
    level: "warning",
    text: "%name% runs in a greenlet and calls `%callee%`, which may switch, but is not marked @greenlet: the greenlet could not be left from there",
    page: 'A function literal that is given directly to `new Greenlet()`, or to any parameter that takes a green function, is green without a mark.\nA function that is declared elsewhere has to carry it.\n\nFails:\n\n```ts\nimport { Greenlet, getcurrent } from "greenlet-ts";\n\nconst worker = () => getcurrent().parent!.switch("ready");\nexport const g = new Greenlet(worker);\n```\n\nRepaired:\n\n```ts\nimport { Greenlet, getcurrent } from "greenlet-ts";\n\n/** @greenlet */\nconst worker = () => getcurrent().parent!.switch("ready");\nexport const g = new Greenlet(worker);\n```',
  },
  GL2006: {
    name: "green_accessor_in_pattern",
    level: "warning",
    text: "%name% is a green accessor, and a destructuring pattern reads it natively: it could not be suspended there",
    page: 'Read it as a property: `const x = o.x`.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nclass Sensor {\n  constructor(private readonly driver: Greenlet) {}\n  /** @greenlet */\n  get value(): number {\n    return this.driver.switch();\n  }\n}\n\n/** @greenlet */\nexport function measure(sensor: Sensor) {\n  const { value } = sensor;\n  return value;\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nclass Sensor {\n  constructor(private readonly driver: Greenlet) {}\n  /** @greenlet */\n  get value(): number {\n    return this.driver.switch();\n  }\n}\n\n/** @greenlet */\nexport function measure(sensor: Sensor) {\n  const value = sensor.value;\n  return value;\n}\n```',
  },
  GL2101: {
    name: "green_overrides_unmarked",
    level: "warning",
    text: "%name% is green, but overrides %base%, which is not: calls through the base class would run it on top of a native frame",
    page: 'Mark the method of the base class as well. If it is not yours, call this one by another name.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nclass Reader {\n  read(): string {\n    return "";\n  }\n}\n\nexport class Remote extends Reader {\n  constructor(private readonly peer: Greenlet) {\n    super();\n  }\n  /** @greenlet */\n  override read(): string {\n    return this.peer.switch();\n  }\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nclass Reader {\n  /** @greenlet */\n  read(): string {\n    return "";\n  }\n}\n\nexport class Remote extends Reader {\n  constructor(private readonly peer: Greenlet) {\n    super();\n  }\n  /** @greenlet */\n  override read(): string {\n    return this.peer.switch();\n  }\n}\n```',
  },
  GL2102: {
    name: "unmarked_overrides_green",
    level: "warning",
    text: "%name% overrides the green method %base%, but is not marked @greenlet",
    page: 'Whoever calls the method through the base class takes it for one that may switch. Mark it; if it contains no call that may switch, it is\nemitted as it is and costs nothing.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nexport class Worker extends Greenlet {\n  override run() {\n    return this.parent!.switch("started");\n  }\n}\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nexport class Worker extends Greenlet {\n  /** @greenlet */\n  override run() {\n    return this.parent!.switch("started");\n  }\n}\n```',
  },
  GL2201: {
    name: "mark_without_meaning",
    level: "warning",
    text: "This mark stands before nothing that could be green",
    page: '`@greenlet` marks a function: a declaration, a function literal or the variable or property that it directly initialises, a method, an\naccessor, a signature; a class, for all its methods; a function type or a parameter that has one, for the function literals given to it.\nThe directive `"use greenlet"` stands among the first statements of a function\'s body.\n\nFails:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nfunction once<T>(f: (from: Greenlet) => T): (from: Greenlet) => T {\n  return f;\n}\n\n/** @greenlet */\nexport const receive = once((from) => from.switch());\n```\n\nRepaired:\n\n```ts\nimport { Greenlet } from "greenlet-ts";\n\nfunction once<T>(f: (from: Greenlet) => T): (from: Greenlet) => T {\n  return f;\n}\n\nexport const receive = once(/** @greenlet */ (from) => from.switch());\n```',
  },
} as const satisfies Readonly<Record<string, Message>>;

export type Code = keyof typeof MESSAGES;
