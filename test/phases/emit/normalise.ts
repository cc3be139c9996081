/**
 * Normal forms for the tests of the emitters, made from TypeScript in which suspension points are spelled out:
 * a marker call stands alone, is assigned to a variable, or is returned. No expression is taken apart here.
 *
 *   $call(f, a)  $callOn(f, o, a)          direct: the entry of f is known
 *   $callValue(f, a)  $callMethod(f, o, a) dynamic: f is a value
 */
import ts from "typescript";
import type { Context } from "../../../transformer/context.js";
import type {
  Call,
  Label,
  Local,
  NormalFunction,
  NStatement,
  Plain,
} from "../../../transformer/3-normalise/normalForm.js";

export const context = {
  ts,
  factory: ts.factory,
  runtime: (name: string) => ts.factory.createIdentifier(name === "state" ? "$" : `$${name}`),
} as unknown as Context;

/**
 * The function that stands first in the source. Its variables must have unique names.
 * @param isAlways whether the call at a position is said to suspend always; right whatever it does
 */
export function normalForm(source: string, isAlways: (position: number) => boolean = () => false): NormalFunction {
  const file = ts.createSourceFile("test.ts", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const source1 = file.statements[0] as ts.FunctionDeclaration;
  const named = new Map<string, Local>();
  const local = (name: string): Local => ({ name, kind: "user" });
  const paramLocals = source1.parameters.map((p) => local(p.name.getText()));
  for (const p of paramLocals) named.set(p.name, p);
  const locals: Local[] = [];
  const declare = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && !named.has(node.name.text)) {
      const l = local(node.name.text);
      locals.push(l);
      named.set(l.name, l);
    }
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, declare);
  };
  ts.forEachChild(source1.body!, declare);
  const labels: { label: Label; name: string | null; loop: boolean; breaks: boolean }[] = [];
  let count = 0;
  let tries = 0;

  return {
    name: source1.name!.text,
    source: source1,
    params: source1.parameters,
    paramLocals,
    locals,
    localOf: (id) => (isKey(id) ? undefined : named.get(id.text)),
    ref: (l) => ts.factory.createIdentifier(l.name),
    body: list(source1.body!.statements),
  };

  function isKey(id: ts.Identifier): boolean {
    const p = id.parent as ts.Node | undefined;
    return (
      p !== undefined &&
      ((ts.isPropertyAccessExpression(p) && p.name === id) || (ts.isPropertyAssignment(p) && p.name === id))
    );
  }

  function list(statements: readonly ts.Statement[]): NStatement[] {
    return statements.flatMap((s) => statement(s, null));
  }

  function plain(expression: ts.Expression): Plain {
    return { kind: "plain", node: ts.factory.createExpressionStatement(expression) };
  }

  function marker(e: ts.Expression | undefined): ts.CallExpression | null {
    return e !== undefined &&
      ts.isCallExpression(e) &&
      ts.isIdentifier(e.expression) &&
      e.expression.text.startsWith("$call")
      ? e
      : null;
  }

  function call(e: ts.CallExpression): Call {
    const name = (e.expression as ts.Identifier).text;
    const [callee, ...rest] = e.arguments as unknown as [ts.Expression, ...ts.Expression[]];
    const entry = ts.factory.createIdentifier(`${callee.getText()}$entry`);
    if (name === "$call") return { kind: "direct", entry, recursive: false, thisArg: null, args: rest };
    if (name === "$callOn") return { kind: "direct", entry, recursive: false, thisArg: rest[0]!, args: rest.slice(1) };
    if (name === "$callValue") return { kind: "dynamic", callee, thisArg: null, args: rest, text: callee.getText() };
    return { kind: "dynamic", callee, thisArg: rest[0]!, args: rest.slice(1), text: callee.getText() };
  }

  function assignment(target: ts.Expression, value: ts.Expression): NStatement {
    const call1 = marker(value);
    if (call1 === null) return plain(ts.factory.createAssignment(target, value));
    return {
      kind: "suspend",
      returns: "any",
      always: isAlways(call1.getStart()),
      point: { node: call1 },
      call: call(call1),
      target: named.get((target as ts.Identifier).text)!,
    };
  }

  function declarations(d: ts.VariableDeclarationList): NStatement[] {
    const isVar = (d.flags & ts.NodeFlags.BlockScoped) === 0;
    return d.declarations
      .filter((v) => !isVar || v.initializer !== undefined)
      .map((v) => assignment(v.name as ts.Identifier, v.initializer ?? ts.factory.createVoidZero()));
  }

  function expression(e: ts.Expression): NStatement {
    const call1 = marker(e);
    if (call1 !== null)
      return {
        kind: "suspend",
        point: { node: call1 },
        returns: "any",
        always: isAlways(call1.getStart()),
        call: call(call1),
        target: null,
      };
    if (ts.isBinaryExpression(e) && e.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      return assignment(e.left, e.right);
    return plain(e);
  }

  function within<T>(name: string | null, kind: "loop" | "switch" | "block", write: (label: Label) => T): T {
    const label = { name: name ?? `${kind}${++count}` };
    labels.push({ label, name, loop: kind === "loop", breaks: kind !== "block" });
    const result = write(label);
    labels.pop();
    return result;
  }

  function leap(mode: "break" | "continue", name: string | undefined): NStatement {
    const to = [...labels]
      .reverse()
      .find((l) => (name !== undefined ? l.name === name : mode === "break" ? l.breaks : l.loop))!;
    return { kind: "leap", mode, to: to.label };
  }

  function one(s: ts.Statement): NStatement[] {
    return ts.isBlock(s) ? list(s.statements) : statement(s, null);
  }

  function loop(
    name: string | null,
    test: ts.Expression | undefined,
    testAtEnd: boolean,
    update: ts.Expression | undefined,
    body: ts.Statement,
  ): NStatement {
    return within(name, "loop", (label) => ({
      kind: "loop",
      label,
      test: test ?? null,
      testAtEnd,
      body: one(body),
      update: update === undefined ? [] : [expression(update)],
    }));
  }

  function statement(s: ts.Statement, name: string | null): NStatement[] {
    if (ts.isVariableStatement(s)) return declarations(s.declarationList);
    if (ts.isExpressionStatement(s)) return [expression(s.expression)];
    if (ts.isIfStatement(s)) {
      const otherwise = s.elseStatement === undefined ? [] : one(s.elseStatement);
      return [{ kind: "if", test: s.expression, then: one(s.thenStatement), else: otherwise }];
    }
    if (ts.isWhileStatement(s)) return [loop(name, s.expression, false, undefined, s.statement)];
    if (ts.isDoStatement(s)) return [loop(name, s.expression, true, undefined, s.statement)];
    if (ts.isForStatement(s)) {
      const init = s.initializer;
      const start =
        init === undefined ? [] : ts.isVariableDeclarationList(init) ? declarations(init) : [expression(init)];
      return [...start, loop(name, s.condition, false, s.incrementor, s.statement)];
    }
    if (ts.isSwitchStatement(s)) {
      return [
        within(name, "switch", (label) => ({
          kind: "switch",
          label,
          discriminant: s.expression,
          cases: s.caseBlock.clauses.map((c) => ({
            test: ts.isCaseClause(c) ? c.expression : null,
            body: list(c.statements),
          })),
        })),
      ];
    }
    if (ts.isLabeledStatement(s)) {
      if (!ts.isBlock(s.statement)) return statement(s.statement, s.label.text);
      const { statements } = s.statement;
      return [within(s.label.text, "block", (label) => ({ kind: "block", label, body: list(statements) }))];
    }
    if (ts.isBlock(s)) return list(s.statements);
    // The normal form knows no finalizer; one without a call stays as it is.
    if (ts.isTryStatement(s) && s.finallyBlock === undefined) {
      tries++;
      const body = list(s.tryBlock.statements);
      tries--;
      const clause = s.catchClause!;
      const param = clause.variableDeclaration?.name.getText();
      const handler = list(clause.block.statements);
      return [{ kind: "try", body, param: param === undefined ? null : named.get(param)!, handler }];
    }
    if (ts.isBreakStatement(s)) return [leap("break", s.label?.text)];
    if (ts.isContinueStatement(s)) return [leap("continue", s.label?.text)];
    if (ts.isThrowStatement(s)) return [{ kind: "throw", value: s.expression, node: s }];
    if (ts.isReturnStatement(s)) {
      const call1 = marker(s.expression);
      if (call1 === null) return [{ kind: "return", value: s.expression ?? null, node: s }];
      if (tries === 0) return [{ kind: "tailcall", point: { node: call1 }, call: call(call1) }];
      const result: Local = { name: `$result${++count}`, kind: "temp" };
      locals.push(result);
      named.set(result.name, result);
      return [
        {
          kind: "suspend",
          point: { node: call1 },
          returns: "any",
          always: isAlways(call1.getStart()),
          call: call(call1),
          target: result,
        },
        { kind: "return", value: ts.factory.createIdentifier(result.name) },
      ];
    }
    if (s.kind === ts.SyntaxKind.EmptyStatement) return [];
    return [{ kind: "plain", node: s }];
  }
}
