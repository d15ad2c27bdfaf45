import path from "node:path";
import ts from "typescript";

const repository = path.resolve(__dirname, "../..");

const programOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node20,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ["node", "mocha"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    paths: {
        "pulumi-courier": [path.join(repository, "provider/index.ts")],
        "pulumi-courier/emulator": [path.join(repository, "emulator/index.ts")],
        "pulumi-courier/provider": [path.join(repository, "provider/process/dynamic.ts")],
    },
};

/**
 * What the repository's compiler has to say against programs that use the package, as its source is now.
 *
 * @param texts each program's text, by a path in the repository, where there need not be a file
 */
export function diagnosticsOf(
    texts: ReadonlyMap<string, string>,
    options: ts.CompilerOptions = {},
): readonly ts.Diagnostic[] {
    const allOptions = { ...programOptions, ...options };
    const host = ts.createCompilerHost(allOptions);
    const fromDisk = { ...host };
    host.fileExists = (file) => texts.has(file) || fromDisk.fileExists(file);
    host.readFile = (file) => texts.get(file) ?? fromDisk.readFile(file);
    host.getSourceFile = (file, ...rest) => {
        const text = texts.get(file);
        return text === undefined
            ? fromDisk.getSourceFile(file, ...rest)
            : ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
    };
    const program = ts.createProgram([...texts.keys()], allOptions, host);
    return [...texts.keys()].flatMap((file) =>
        ts.getPreEmitDiagnostics(program, program.getSourceFile(file)),
    );
}
