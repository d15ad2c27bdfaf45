import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { diagnosticsOf } from "../../support/compiler";
import { pages, reference, startedProgram, typescriptBlocks } from "../../support/documentation";
import type { Block } from "../../support/markdown";
import { anchorsOf, relativeLinksIn } from "./support/links";

const repository = path.resolve(__dirname, "../../..");

/** What the TypeScript compiler has to say against each block, all taken together, as files beside the first program. */
function compile(blocks: readonly Block[]): string[] {
    const names = new Map(
        blocks.map((block) => [
            path.join(repository, "tests", `${block.name.replace(/\W/g, "-")}.mts`),
            block,
        ]),
    );
    const texts = new Map(Array.from(names, ([file, { code }]) => [file, code]));
    texts.set(path.join(repository, "index.ts"), startedProgram);
    return diagnosticsOf(texts).map(
        ({ file, messageText }) =>
            `${names.get(file?.fileName ?? "")?.name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
}

function leadsSomewhere(page: string, target: string): boolean {
    const [file = "", anchor] = target.split("#");
    const linked = path.join(repository, file === "" ? page : path.join(path.dirname(page), file));
    return (
        existsSync(linked) &&
        (anchor === undefined || anchorsOf(readFileSync(linked, "utf8")).includes(anchor))
    );
}

describe("the documentation", () => {
    it("has only TypeScript that compiles, in its pages and in the docstrings", function () {
        this.timeout(120_000);
        expect(typescriptBlocks).to.have.length.above(10);
        expect(compile(typescriptBlocks)).to.deep.equal([]);
    });

    it("has no link within the project that leads nowhere", () => {
        const broken = [...pages, ...reference].flatMap(({ name, text }) =>
            relativeLinksIn(text)
                .filter((target) => !leadsSomewhere(name, target))
                .map((target) => `${name}: ${target}`),
        );
        expect(broken).to.deep.equal([]);
    });

    it("names no test and no figures of the project that are not there", () => {
        const missing = pages.flatMap(({ name, text }) =>
            Array.from(
                text.matchAll(/`((?:tests\/(?:compatibility|emulator|engine|soak|unit)|bench)\/[^`\s]+)`/g),
                ([, file = ""]) => file,
            )
                .filter((file) => !existsSync(path.join(repository, file)))
                .map((file) => `${name}: ${file}`),
        );
        expect(missing).to.deep.equal([]);
    });
});
