import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const mark = "@ts-expect-error";

/** The folder of programs that are compiled and never run: `accepted/` as they are, `refused/` in each marked line. */
export const typedProgramsFolder = path.resolve(__dirname, "../typed-programs");

/** The text of each program, by its path in the folder, with its marks as comments that mean nothing to a compiler. */
export const typedPrograms: ReadonlyMap<string, string> = new Map(
    sources().map(([name, source]) => [name, source.replaceAll(mark, "refused:")]),
);

/** The lines that a compiler must refuse: those below a mark. */
const marked: readonly string[] = sources().flatMap(([name, source]) =>
    source
        .split("\n")
        .flatMap((line, index) =>
            line.trimStart().startsWith(`// ${mark}`) ? [`${name}:${index + 2}`] : [],
        ),
);

/** An error of a compiler, its place as `refused/sets.ts:12`. */
export interface CompilerError {
    readonly place: string;
    readonly code: number;
    readonly message: string;
}

/** That a value does not fit its type: no error of syntax, of a name or of a module, which a mark must not hide. */
const codesOfTypes = new Set([
    2322, // is not assignable
    2339, // has no such property
    2345, // is not assignable to the parameter
    2353, // has a property that is not known
    2375, // is not assignable, by exactOptionalPropertyTypes
    2379, // nor to the parameter
    2540, // is read-only
    2554, // too few arguments
    2561, // a property that is nearly known
    2739, // misses properties
    2741, // misses a property
    2820, // nearly a value
    18049, // may be null or undefined
]);

/** Fails unless the compiler refuses exactly what is marked, for its type. */
export function expectMarkedRefusals(errors: readonly CompilerError[]): void {
    expect(marked.filter((place) => place.startsWith("refused/"))).to.deep.equal(marked);
    for (const name of typedPrograms.keys()) {
        const refused = marked.some((place) => place.startsWith(`${name}:`));
        expect(refused, name).to.equal(name.startsWith("refused/"));
    }
    const others = errors.filter(({ place, code }) => !marked.includes(place) || !codesOfTypes.has(code));
    expect(others, "refused without a mark, or not for its type").to.deep.equal([]);
    const places = new Set(errors.map(({ place }) => place));
    expect(
        marked.filter((place) => !places.has(place)),
        "marked and not refused",
    ).to.deep.equal([]);
}

function sources(): (readonly [name: string, source: string])[] {
    return ts.sys
        .readDirectory(typedProgramsFolder, [".ts"])
        .map((file) => [
            path.relative(typedProgramsFolder, file).replaceAll(path.sep, "/"),
            readFileSync(file, "utf8"),
        ]);
}
