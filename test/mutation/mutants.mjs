/**
 * Ways to break the compiler and the run loop. Each replaces a piece of text, which must be in its file exactly once.
 * `fixtures` names those of fixtures/behaviour that are likely to notice; the others are asked if they do not.
 */

/**
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} file
 * @property {string} from
 * @property {string} to
 * @property {string} [fixtures]
 */

const normalise = (name, file, from, to, fixtures) => ({
  name,
  file: `transformer/3-normalise/${file}`,
  from,
  to,
  fixtures,
});
const emit = (name, file, from, to, fixtures) => ({ name, file: `transformer/4-emit/${file}`, from, to, fixtures });
const wire = (name, file, from, to, fixtures) => ({ name, file: `transformer/5-wire/${file}`, from, to, fixtures });
const loop = (name, file, from, to, fixtures) => ({ name, file: `runtime/${file}`, from, to, fixtures });

/** @type {Mutant[]} */
export const mutants = [
  // -- order of evaluation ------------------------------------------------------------------------------------------
  normalise(
    "a value that is needed later is not spilled",
    "shared/operands.ts",
    `if (n.ts.isIdentifier(value) && n.localOf(value)?.kind === "temp") return value;`,
    `return value;`,
    "^expr-",
  ),
  normalise(
    "operands before one that suspends are evaluated after it",
    "shared/operands.ts",
    `if (!suspends && o.kind === "value" && (isConstant(`,
    `if (!suspends && o.kind === "value" && (true || isConstant(`,
    "^expr-",
  ),
  normalise(
    "arguments are evaluated before the callee",
    "visitors/CallExpression.ts",
    `  const { callee, thisArg, direct } = calleeOf(n, node);
  const values = args(n, node.arguments);
  if (direct)`,
    `  const values = args(n, node.arguments);
  const { callee, thisArg, direct } = calleeOf(n, node);
  if (direct)`,
    "call|expr-",
  ),
  normalise(
    "a compound assignment reads its target after the right side",
    "visitors/BinaryExpression.ts",
    `n.suspends(node.right) ? readNow(n, place) : place.read()`,
    `place.read()`,
    "assign|expr-",
  ),
  normalise(
    "the argument of a call that may fail is evaluated with the call",
    "visitors/CallExpression.ts",
    `isQuiet(n, nodes[last]!, values[last]!)`,
    `true`,
    "call|fuzz|expr-",
  ),

  normalise(
    "what stands before an argument that must come first is not saved",
    "visitors/CallExpression.ts",
    `if (i > last || isConstant`,
    `if (i !== last || isConstant`,
    "call|fuzz|expr-",
  ),
  wire(
    "a plain member that takes the place of a green one is not told of",
    "classes.ts",
    `before.some((g) => mayBeSame(w, g.name, made.name))`,
    `false`,
    "class-member",
  ),

  // -- expressions --------------------------------------------------------------------------------------------------
  normalise(
    "an optional chain is not cut short",
    "visitors/OptionalChain.ts",
    `if ((node as ts.CallChain).questionDotToken) {`,
    `if (n.ts.isNewExpression(node)) {`,
    "chain|optional",
  ),
  normalise(
    "a call in an optional chain loses its object",
    "visitors/OptionalChain.ts",
    `        thisArg: callee.thisArg,`,
    `        thisArg: null,`,
    "chain|optional",
  ),
  normalise(
    "a tag loses its object",
    "visitors/TaggedTemplateExpression.ts",
    `{ kind: "dynamic", callee, thisArg, args: values, text: isCallable(`,
    `{ kind: "dynamic", callee, thisArg: null, args: values, text: isCallable(`,
    "tag|template",
  ),
  normalise(
    "both branches of a conditional are the first",
    "visitors/ConditionalExpression.ts",
    `into(n, node.whenFalse, result)`,
    `into(n, node.whenTrue, result)`,
    "conditional|expr-",
  ),
  normalise(
    "?? goes on for every value",
    "visitors/BinaryExpression.ts",
    `return b.isNullish(left);`,
    `return b.not(b.isNullish(left));`,
    "logical|nullish|expr-",
  ),
  normalise(
    "a logical assignment always assigns",
    "visitors/BinaryExpression.ts",
    `test: goesOn(n, node.operatorToken.kind, n.ref(result)),`,
    `test: n.f.createTrue(),`,
    "assign|logical",
  ),
  normalise(
    "x++ gives the new value",
    "visitors/UpdateExpression.ts",
    `if (ts.isPrefixUnaryExpression(node)) return written;`,
    `return written;`,
    "update|increment|expr-",
  ),
  normalise(
    "null takes the default of a parameter",
    "visitors/Parameters.ts",
    `test: b.equals(n.ref(value), b.undefined()),`,
    `test: b.isNullish(n.ref(value)),`,
    "param|default|fn-",
  ),
  normalise(
    "null takes the default of a pattern",
    "shared/destructuring.ts",
    `test: n.b.equals(n.ref(value), n.b.undefined()),`,
    `test: n.b.isNullish(n.ref(value)),`,
    "destruct|pattern",
  ),

  // -- statements and completions -----------------------------------------------------------------------------------
  normalise(
    "a finally is skipped",
    "shared/protect.ts",
    `  finalizer(record);
  n.leaps.resume(record, true);`,
    `  n.leaps.resume(record, true);`,
    "try|finally",
  ),
  normalise(
    "a completion record is forgotten",
    "shared/protect.ts",
    `  n.leaps.resume(record, true);`,
    ``,
    "try|finally",
  ),
  normalise(
    "a finally swallows errors",
    "leaps.ts",
    `if (throws) on(`,
    `if (record.returns && throws) on(`,
    "try|finally",
  ),
  normalise(
    "a finally swallows break and continue",
    "leaps.ts",
    `record.leaps.forEach(({ mode, to }, i) => on(`,
    `record.leaps.slice(1).forEach(({ mode, to }, i) => on(`,
    "try|finally",
  ),
  normalise(
    "the value of a return through a finally is lost",
    "leaps.ts",
    `this.n.assign(record.value, value ?? this.n.b.undefined());`,
    ``,
    "try|finally",
  ),
  normalise(
    "a call in a try is a tail call",
    "visitors/LeapStatement.ts",
    `!n.leaps.insideTry && ts.isCallExpression(inner)`,
    `ts.isCallExpression(inner)`,
    "try|catch",
  ),
  normalise(
    "a leap out of for…of does not close the iterator",
    "visitors/ForOfStatement.ts",
    `() => close(n, it, node.expression),`,
    `() => {},`,
    "iterat|for-of|generator",
  ),
  normalise(
    "an error in for…of does not close the iterator",
    "visitors/ForOfStatement.ts",
    `() => closeQuietly(n, it, node.expression),`,
    `() => {},`,
    "iterat|for-of|generator",
  ),
  normalise(
    "an error of the closing replaces the one that led to it",
    "shared/iteration.ts",
    `  n.emit({ kind: "try", body, param: null, handler: [] });`,
    `  body.forEach((s) => n.emit(s));`,
    "iterat|for-of|destruct",
  ),
  normalise(
    "rounds of a for share their variables",
    "visitors/ForStatement.ts",
    `      update: () => {
        n.copyScope(node);`,
    `      update: () => {`,
    "closure|for",
  ),
  normalise(
    "a loop with its test at the end tests first",
    "shared/loop.ts",
    `if (testSuspends && !testAtEnd) unless();`,
    `if (testSuspends) unless();`,
    "do|loop",
  ),
  normalise(
    "default is forgotten where tests of a switch suspend",
    "visitors/SwitchStatement.ts",
    `n.assign(found, b.number(otherwise));`,
    `n.assign(found, b.number(-1));`,
    "switch",
  ),
  normalise(
    "the dead zone of a variable is not looked at",
    "normaliser.ts",
    `return binding.early.has(id) ? this.b.call(this.ctx.runtime("tdz"), place, this.b.string(binding.name)) : place;`,
    `return place;`,
    "tdz|dead|early",
  ),

  // -- frames -------------------------------------------------------------------------------------------------------
  emit(
    "the fast version does not ask whether a call suspended",
    "fast/index.ts",
    `call = [assign(f, tail(), emitCall(s.call, fn, ctx)), check];`,
    `call = [assign(f, tail(), emitCall(s.call, fn, ctx))];`,
    "^expr-",
  ),
  emit(
    "what a handler reads is not live",
    "shared/liveness.ts",
    `const resumed = (after & ~usages.bit(s.target)) | this.#handler;`,
    `const resumed = after & ~usages.bit(s.target);`,
    "try|catch",
  ),
  emit(
    "what the next round reads is not live",
    "shared/liveness.ts",
    `      if ((start | head) === head) break;
      head |= start;`,
    `      head |= start;
      break;`,
    "loop|for|while",
  ),
  emit(
    "what the test of a switch reads is not live",
    "shared/liveness.ts",
    `for (const c of s.cases) live |= this.usages.of(c.test).reads;`,
    ``,
    "switch",
  ),
  emit(
    "the machine does not link its frame",
    "machine/suspension.ts",
    `  const capture = [
    link,`,
    `  const capture = [`,
    "^stmt-|loop",
  ),
  emit(
    "the machine goes on at the point where it was before",
    "machine/suspension.ts",
    `...(refill.point ? [assign(f, point, number(ctx, end.point.number))] : []),`,
    ``,
    "^stmt-|loop",
  ),
  emit(
    "the machine does not store one of its variables",
    "machine/suspension.ts",
    `...store(refill.store), `,
    `...store(refill.store.slice(1)), `,
    "loop|closure|^stmt-",
  ),
  emit(
    "where an array keeps the variables, one is not stored after all were cleared",
    "machine/suspension.ts",
    `...store(point.live)]`,
    `...store(point.live.slice(1))]`,
    "live|frame|many",
  ),
  emit(
    "the machine forgets what was assigned before the last branch",
    "machine/refill.ts",
    `to.dirty |= arrival.dirty | writes;`,
    `to.dirty |= writes;`,
    "loop|^stmt-",
  ),
  emit(
    "two variables that live together share a slot",
    "shared/points.ts",
    `let slot = keepers.findIndex((set) => (set & rivals) === none);`,
    `let slot = keepers.length > 2 ? 0 : -1;`,
    "^expr-|loop",
  ),
  emit(
    "an error that was handled is still under way",
    "machine/dispatch.ts",
    `const caught = [assign(f, throwing, f.createFalse()), ...this.#goto(i.handler, [])];`,
    `const caught = [...this.#goto(i.handler, [])];`,
    "try|catch",
  ),
  emit(
    "the handler of a try stays in force behind it",
    "machine/dispatch.ts",
    `for (const to of successors(block)) if (to.region !== block.region && !isReturn(to)) changes.add(to);`,
    `for (const to of successors(block)) if (to.region !== block.region && to.region) changes.add(to);`,
    "try|catch",
  ),
  emit(
    "errors in a handler go to the handler itself",
    "machine/dispatch.ts",
    `if (block.region !== null && block.region.handler.region !== block.region) changes.add(block.region.handler);`,
    ``,
    "try|catch",
  ),
  emit(
    "points in a try are like those outside: errors pass",
    "shared/points.ts",
    `visit(s.body, true);`,
    `visit(s.body, caught);`,
    "try|catch",
  ),
  emit(
    "a call of a member loses its object",
    "shared/call.ts",
    `if (call.thisArg === null) return f.createCallExpression(target, undefined, call.args);`,
    `if (call.kind) return f.createCallExpression(target, undefined, call.args);`,
    "call|class",
  ),
  emit(
    "control at the end of a loop's body leaves the loop",
    "machine/visitors/Loop.ts",
    `  else to.jump(head);`,
    `  else to.jump(s.update.length > 0 ? head : end);`,
    "loop|while",
  ),

  // -- parts of the output ------------------------------------------------------------------------------------------
  wire(
    "super in a static method looks in the prototype",
    "classes.ts",
    `isStatic ? f.createThis() : b.member(f.createThis(), "prototype");`,
    `b.member(f.createThis(), "prototype");`,
    "super|static|class",
  ),
  wire(
    "a function expression does not see its own name",
    "functions.ts",
    `const list = usesItself || usesSuper ?`,
    `const list = usesSuper ?`,
    "closure|fn-",
  ),
  wire(
    "a function is made where its names are not known",
    "makers.ts",
    `(scope && w.isWithin(innermost.fn, scope))) return null;
  const list = w.containers.find(scope, true);`,
    `false) return null;
  const list = w.containers.find(null, true);`,
    "closure|class",
  ),
  wire("an arrow is made where its this is not known", "makers.ts", `(usesThis && !env.self)`, `false`, "closure-this"),
  normalise(
    "an update before the declaration only checks",
    "rewrite.ts",
    `f.createComma(read(operand, env)!, made)`,
    `read(operand, env)!`,
    "closure-updates",
  ),
  wire(
    "what a named function expression uses besides itself is forgotten",
    "freeNames.ts",
    `      if (d === node && ts.isFunctionExpression(d)) {
        usesItself ||= n !== d.name;
        return;
      }
`,
    ``,
    "named-function",
  ),
  wire(
    "parameters with defaults count for the length",
    "functions.ts",
    `const length = counted < 0 ? list.length : counted;`,
    `const length = list.length;`,
    "length|fn-",
  ),
  wire(
    "functions have no names from their places",
    "functions.ts",
    `return name ? b.named(name, made) : made;`,
    `return made;`,
    "name",
  ),
  wire(
    "new.target is lost",
    "functions.ts",
    `  if (entry.usesNewTarget) {`,
    `  if (entry.usesNewTarget && entry.isLexical) {`,
    "target|new|fn-",
  ),
  wire(
    "closures of a loop share the last round's variables",
    "index.ts",
    `return inClosure && [...owners(env)].some((owner) => owner.isPerIteration(n));`,
    `return false;`,
    "closure|loop",
  ),

  // -- the run loop -------------------------------------------------------------------------------------------------
  loop(
    "frames that were captured are not linked to their caller",
    "runLoop.ts",
    `          value = frame.resume(current.$caller, value);
          if ($.suspending === Suspending.No) {
            frame = frame.$caller;
            linked = false;
            continue frames;
          }
          if (value !== $) {
            value.$caller = frame.$caller;`,
    `          value = frame.resume(current.$caller, value);
          if ($.suspending === Suspending.No) {
            frame = frame.$caller;
            linked = false;
            continue frames;
          }
          if (value !== $) {`,
    "^try-|combo",
  ),
  loop(
    "an error is handed on as a value",
    "runLoop.ts",
    `  $.throwing = true;
  $.baton.value = error;`,
    `  $.baton.value = error;`,
    "try|catch",
  ),
  loop(
    "an error passes the nearest handler",
    "transfer.ts",
    `  while (!catches(frame.point)) frame = frame.$caller;
  return frame;`,
    `  while (!catches(frame.point)) frame = frame.$caller;
  if (catches(frame.$caller.point)) frame = frame.$caller;
  return frame;`,
    "try|catch",
  ),
  loop(
    "an error enters only the next frame",
    "transfer.ts",
    `while (!catches(frame.point)) frame = frame.$caller;`,
    `if (!catches(frame.point)) frame = frame.$caller;`,
    "try|catch",
  ),
  loop(
    "native code is left without notice",
    "runLoop.ts",
    `  $.native++;
  $.baton.current = owner;`,
    `  $.baton.current = owner;`,
    "native|builtin|nested",
  ),
  loop(
    "a native frame forgets what was below",
    "runLoop.ts",
    `  if (native !== FIRST) native.$caller = below;
`,
    ``,
    "native|builtin|nested",
  ),
  loop(
    "a switch over native code is not refused",
    "transfer.ts",
    `  if (isBlocked(target)) throw nativeFrameError(target);
`,
    ``,
    "native|builtin|nested",
  ),
  loop(
    "a greenlet in its first run counts as pending",
    "lifecycle.ts",
    `  return isStart(greenlet.$caller.point) && greenlet !== running();`,
    `  return isStart(greenlet.$caller.point);`,
    "switch|loop",
  ),
  loop(
    "the frame that a frame returned to is not linked",
    "fromMain.ts",
    `          if (suspending < Suspending.Captured) target.$caller = frame;
`,
    ``,
    "call|loop",
  ),
  loop(
    "a frame that was made in vain leaves its mark",
    "compiled/functions.ts",
    `  $.suspending = Suspending.No; // the frame`,
    `  // the frame`,
    "call|loop",
  ),
  loop(
    "an error from the frame that a frame returned to is handed on as a value",
    "fromMain.ts",
    `      } catch (error) {
        s.native = Special.Native;
        s.suspending = Suspending.No;`,
    `      } catch (error) {
        s.suspending = Suspending.No;`,
    "try|catch",
  ),
];
