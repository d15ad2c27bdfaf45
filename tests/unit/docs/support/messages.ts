import ts from "typescript";

/**
 * The texts in a module's code, each put together from the literals that it is written as, with … for what is
 * only known when it runs. A text inside of such a place is one of its own.
 */
export function messagesIn(source: string): string[] {
    const messages: string[] = [];

    function visit(node: ts.Node): void {
        if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) {
            return;
        }
        const text = ts.isExpression(node) ? textOf(node) : undefined;
        if (text === undefined) {
            ts.forEachChild(node, visit);
        } else {
            messages.push(text);
            visitPlaces(node);
        }
    }

    /** Visits what stands at the places of a text. */
    function visitPlaces(node: ts.Node): void {
        if (ts.isTemplateExpression(node)) {
            node.templateSpans.forEach(({ expression }) => {
                visit(expression);
            });
        } else if (ts.isBinaryExpression(node) || ts.isParenthesizedExpression(node)) {
            ts.forEachChild(node, (part) => {
                if (ts.isExpression(part) && textOf(part) === undefined) {
                    visit(part);
                } else {
                    visitPlaces(part);
                }
            });
        }
    }

    visit(ts.createSourceFile("module.ts", source, ts.ScriptTarget.ES2023, true));
    return messages;
}

function textOf(node: ts.Expression): string | undefined {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        return node.text;
    }
    if (ts.isTemplateExpression(node)) {
        return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
    }
    if (ts.isParenthesizedExpression(node)) {
        return textOf(node.expression);
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
        const [left, right] = [textOf(node.left), textOf(node.right)];
        return left === undefined && right === undefined ? undefined : (left ?? "…") + (right ?? "…");
    }
    return undefined;
}
