/** The first argument of a tagged template: made once per place, by a template of its own outside (ECMAScript 13.2.8.4). */
import type ts from "typescript";
import type { Wiring } from "./index.js";

export function templateObject(w: Wiring, node: ts.TaggedTemplateExpression): ts.Expression {
  const { ts, f, b } = w;
  const cache = w.unique("template$");
  const { template } = node;
  // Only the strings matter: the spans are left out.
  const strings = ts.isTemplateExpression(template)
    ? f.createTemplateExpression(
        f.createTemplateHead(template.head.text, template.head.rawText ?? rawText(template.head)),
        template.templateSpans.map((s) =>
          f.createTemplateSpan(
            f.createNumericLiteral(0),
            ts.isTemplateTail(s.literal)
              ? f.createTemplateTail(s.literal.text, s.literal.rawText ?? rawText(s.literal))
              : f.createTemplateMiddle(s.literal.text, s.literal.rawText ?? rawText(s.literal)),
          ),
        ),
      )
    : f.createNoSubstitutionTemplateLiteral(template.text, template.rawText ?? rawText(template));
  w.containers.file.statements.push(b.let(cache));
  return f.createBinaryExpression(
    cache,
    ts.SyntaxKind.QuestionQuestionEqualsToken,
    f.createTaggedTemplateExpression(w.ctx.runtime("templateObject"), undefined, strings),
  );

  /** The text between the delimiters as written. */
  function rawText(part: ts.Node): string {
    const text = part.getText(w.file);
    return text.slice(1, text.endsWith("${") ? -2 : -1).replace(/\r\n?/g, "\n");
  }
}
