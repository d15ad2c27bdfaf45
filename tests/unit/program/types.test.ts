import path from "node:path";
import ts from "typescript";
import { diagnosticsOf } from "../../support/compiler";
import {
    type CompilerError,
    expectMarkedRefusals,
    typedPrograms,
    typedProgramsFolder,
} from "../../support/typed-programs";

describe("The types of what a program gives and reads", function () {
    this.timeout(120_000);

    for (const exactOptionalPropertyTypes of [false, true]) {
        it(`take what can be a profile and refuse what cannot, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, () => {
            expectMarkedRefusals(errorsOf({ exactOptionalPropertyTypes }));
        });
    }
});

function errorsOf(options: ts.CompilerOptions): CompilerError[] {
    const texts = new Map(
        Array.from(typedPrograms, ([name, text]) => [path.join(typedProgramsFolder, name), text]),
    );
    return diagnosticsOf(texts, options).map(({ file, start = 0, code, messageText }) => ({
        place: file ? placeIn(file, start) : "no file",
        code,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
}

function placeIn(file: ts.SourceFile, start: number): string {
    const name = path.relative(typedProgramsFolder, file.fileName).replaceAll(path.sep, "/");
    return `${name}:${file.getLineAndCharacterOfPosition(start).line + 1}`;
}
