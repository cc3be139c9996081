/**
 * Marks in declaration files, so that another project sees from them what is green.
 *
 * tsc keeps a JSDoc comment that stands on the line before a declaration. All other spellings of the mark, and what is
 * green for another reason, get a comment of their own here. With `removeComments` the printer drops every comment of
 * the tree; the mark is then written into the name (`function /** @greenlet *\/ f`), which it prints as it is.
 *
 * In: the tree of a declaration file, as tsc made it.   Out: the same, with a mark before everything that is green.
 */
import type ts from "typescript";
import type { Context } from "../context.js";
import { markAt } from "./comment.js";
import { isWrapper } from "./hosts.js";
import type { MarkReason, Marks } from "./index.js";

const TEXT = "* @greenlet ";
const COMMENT = `/*${TEXT}*/`;

/** What has to be known of the program; the analysis has it. */
export interface Greens {
  readonly marks: Marks;
  /** Whether the program has anything to do with greenlets. */
  isInUse(): boolean;
  green(fn: ts.SignatureDeclaration): MarkReason | null;
}

export function declarationTransformer(
  analysis: Greens,
  { ts, program, checker }: Omit<Context, "runtime">,
): ts.TransformerFactory<ts.SourceFile | ts.Bundle> {
  const { marks } = analysis;
  const removesComments = program.getCompilerOptions().removeComments === true;

  return (context) => (root) => {
    if (!analysis.isInUse()) return root;
    return ts.isBundle(root)
      ? context.factory.updateBundle(
          root,
          root.sourceFiles.map((file) => transform(file, context)),
        )
      : transform(root, context);
  };

  function transform(file: ts.SourceFile, context: ts.TransformationContext): ts.SourceFile {
    const { factory } = context;
    const source = ts.getOriginalNode(file, ts.isSourceFile);
    const printer = ts.createPrinter({ removeComments: true });
    const literals = membersByPosition(source);
    const defaultExports = variablesOfDefaultExports(file);
    return ts.visitEachChild(file, visit, context);

    function visit(node: ts.Node): ts.Node {
      if (ts.isVariableStatement(node) && !removesComments) return variableStatement(node);
      const host = hostOf(node);
      if (host === null || (!removesComments && keeps(host))) return ts.visitEachChild(node, visit, context);
      if (!removesComments) return commented(ts.visitEachChild(node, visit, context));
      const { name } = node as ts.NamedDeclaration;
      if (name === undefined || ts.isExportAssignment(host)) return nameless(ts.visitEachChild(node, visit, context));
      return ts.visitEachChild(node, (child) => (child === name ? named(name) : visit(child)), context);
    }

    /** The mark of a variable stands before its statement, where tsc leaves those that it keeps. */
    function variableStatement(node: ts.VariableStatement): ts.Node {
      const hosts = node.declarationList.declarations.map(hostOf);
      const result = ts.visitEachChild(
        node,
        (list) => ts.visitEachChild(list, (variable) => ts.visitEachChild(variable, visit, context), context),
        context,
      );
      return hosts.some((host) => host !== null && !keeps(host)) ? commented(result) : result;
    }

    /** The node of the source whose mark the node has to carry; null if it carries none. */
    function hostOf(node: ts.Node): ts.Node | null {
      if (ts.isExportAssignment(node)) return null;
      const original = ts.getOriginalNode(node);
      const isParsed = original !== node && original.pos >= 0 && original.getSourceFile() === source;
      const places = [
        isParsed ? original : literals.get(ts.getCommentRange(node).pos),
        defaultExports.get(node),
        byName(node),
      ];
      return places.find((place) => place !== undefined && isGreenHost(place)) ?? null;
    }

    /** For JavaScript, tsc makes declarations of symbols, not of nodes. */
    function byName(node: ts.Node): ts.Node | undefined {
      if (!ts.isFunctionDeclaration(node) && !ts.isVariableDeclaration(node) && !ts.isClassDeclaration(node))
        return undefined;
      const module = checker.getSymbolAtLocation(source);
      if (!module || !node.name || !ts.isIdentifier(node.name)) return undefined;
      const declaration = checker.tryGetMemberInModuleExports(node.name.text, module)?.valueDeclaration;
      return declaration?.getSourceFile() === source ? declaration : undefined;
    }

    function isGreenHost(place: ts.Node): boolean {
      if (ts.isClassLike(place) || ts.isInterfaceDeclaration(place)) return marks.ofMembers(place) !== null;
      if (ts.isFunctionTypeNode(place)) return isOwn(marks.of(place), place);
      if (ts.isTypeAliasDeclaration(place))
        return ts.isFunctionTypeNode(place.type) && isOwn(marks.of(place.type), place);
      if (ts.isParameter(place)) return ts.isIdentifier(place.name) && marks.isMarkedParameter(place);
      if (ts.isFunctionLike(place)) {
        const reason = analysis.green(place as ts.SignatureDeclaration);
        // The members of a marked class are green by the mark of the class.
        return reason !== null && reason.kind !== "class";
      }
      if (ts.isVariableDeclaration(place) || ts.isPropertyDeclaration(place) || ts.isPropertyAssignment(place)) {
        const value = place.initializer && unwrap(place.initializer);
        if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
          const reason = analysis.green(value);
          return reason !== null && reason.kind !== "class";
        }
        if (value && ts.isClassExpression(value)) return marks.ofMembers(value) !== null;
        return !ts.isPropertyAssignment(place) && !value && marks.ofValue(place) !== null;
      }
      if (ts.isPropertySignature(place)) return marks.ofValue(place) !== null;
      return ts.isExportAssignment(place) && isGreenLiteral(place.expression);
    }

    function isGreenLiteral(expression: ts.Expression): boolean {
      const value = unwrap(expression);
      return (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) && analysis.green(value) !== null;
    }

    /** A function type that is marked through what has it as its type is not marked a second time. */
    function isOwn(reason: MarkReason | null, place: ts.Node): boolean {
      return reason !== null && ts.getOriginalNode(reason.node) === place;
    }

    function unwrap(node: ts.Expression): ts.Expression {
      while (isWrapper(node, ts)) node = (node as ts.ParenthesizedExpression).expression;
      return node;
    }

    /** Whether tsc prints the comment: a leading one in its sense, and before a parameter also on the same line. */
    function keeps(host: ts.Node): boolean {
      const statement = ts.isVariableDeclaration(host) ? host.parent.parent : host;
      const ranges = [...(ts.getLeadingCommentRanges(source.text, statement.pos) ?? [])];
      if (ts.isParameter(host)) ranges.push(...(ts.getTrailingCommentRanges(source.text, host.pos) ?? []));
      if (ts.isFunctionTypeNode(host)) return false;
      return ranges.some(({ pos, end }) => markAt(source.text.slice(pos, end), 0) >= 0);
    }

    function commented<T extends ts.Node>(node: T): T {
      const isInline = ts.isParameter(node) || ts.isFunctionTypeNode(node);
      return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, TEXT, !isInline);
    }

    function named(name: ts.Node): ts.Identifier {
      const text = ts.isIdentifier(name) ? name.text : printer.printNode(ts.EmitHint.Unspecified, name, source);
      return ts.setSourceMapRange(factory.createIdentifier(`${COMMENT} ${text}`), name);
    }

    function nameless(node: ts.Node): ts.Node {
      const name = factory.createIdentifier(COMMENT);
      if (ts.isFunctionDeclaration(node)) {
        const { modifiers, asteriskToken, typeParameters, parameters, type } = node;
        return factory.updateFunctionDeclaration(
          node,
          modifiers,
          asteriskToken,
          name,
          typeParameters,
          parameters,
          type,
          undefined,
        );
      }
      if (ts.isClassDeclaration(node)) {
        const { modifiers, typeParameters, heritageClauses, members } = node;
        return factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members);
      }
      if (ts.isCallSignatureDeclaration(node)) return signature(node);
      if (ts.isVariableDeclaration(node) && node.type && ts.isFunctionTypeNode(node.type)) {
        return factory.updateVariableDeclaration(
          node,
          node.name,
          undefined,
          nameless(node.type) as ts.TypeNode,
          undefined,
        );
      }
      if (ts.isFunctionTypeNode(node)) return factory.createTypeLiteralNode([signature(node)]);
      return node;

      // A method whose name is a comment is a call signature with a comment before it.
      function signature({ typeParameters, parameters, type }: ts.CallSignatureDeclaration | ts.FunctionTypeNode) {
        return factory.createMethodSignature(undefined, name, undefined, typeParameters, parameters, type);
      }
    }
  }

  /** What the checker makes a type of: the members of object literals, found again by where their comments begin. */
  function membersByPosition(source: ts.SourceFile): Map<number, ts.Node> {
    const found = new Map<number, ts.Node>();
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralElementLike(node)) found.set(node.pos, node);
      ts.forEachChild(node, visit);
    };
    if (source.text.includes("@greenlet") || source.text.includes("use greenlet")) visit(source);
    return found;
  }

  /** `export default () => …` becomes `declare const _default: …; export default _default;` */
  function variablesOfDefaultExports({ statements }: ts.SourceFile): Map<ts.Node, ts.Node> {
    const found = new Map<ts.Node, ts.Node>();
    statements.forEach((statement, index) => {
      const before = statements[index - 1];
      if (!ts.isExportAssignment(statement) || !before || !ts.isVariableStatement(before)) return;
      for (const variable of before.declarationList.declarations) {
        if (ts.getOriginalNode(variable) === variable) found.set(variable, ts.getOriginalNode(statement));
      }
    });
    return found;
  }
}
