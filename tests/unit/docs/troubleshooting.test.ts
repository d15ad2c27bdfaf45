import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { helpTopics } from "../../../provider/core/messages/help-links";
import { anchorsOf } from "./support/links";
import { messagesIn } from "./support/messages";

const repository = path.join(__dirname, "../../..");
const page = readFileSync(path.join(repository, "docs/troubleshooting.md"), "utf8");

/** Where messages for users come from. The emulator's answers are Courier's, and quoted in a message of ours. */
const sources = [
    "provider",
    "cli",
    "emulator/cli.ts",
    "emulator/emulator.ts",
    "emulator/http-server.ts",
    "emulator/profiles",
    "emulator/faults",
];

/** Sentences in the code that report no failure. */
const noFailures = [
    /^Usage: /,
    /^exports\.handler = /,
    /^import /,
    /^const … = new Profile|^… = courier\.Profile/,
    /^(abstract any arguments|False None True) /, // names that variables cannot have
    /^… of ……, … a second…$/,
    /^the profiles are not known yet$/,
    /^… answers and takes the key…$/,
    /^plugin courier, in …$/,
    /^No stack's configuration was read: /,
    /^courier-emulator: listening on /,
    /^The profiles are gone when it stops/,
    /^Use it: export /,
    /^no connection through the proxy$/, // never shown: its code is put into words
    // What a program that export prints says of its secrets.
    /^(Before the first pulumi up, set the secrets|pulumi config set --secret …|These want JSON)/,
    /^Main\.yaml, beside /,
    /^… \(see docs\/troubleshooting\.md#… in the package\)$/,
    /^(these user ids|not known yet|to take away|every user id)$/,
];

describe("docs/troubleshooting.md", () => {
    const files = sources.flatMap((source) => typeScriptIn(path.join(repository, source)));
    const text = normalized(page);

    for (const file of files) {
        const messages = messagesIn(readFileSync(file, "utf8"))
            .map(normalized)
            .filter((message) => isSentence(message) && !noFailures.some((pattern) => pattern.test(message)));
        if (messages.length > 0) {
            it(`has every message of ${path.relative(repository, file)}`, () => {
                const missing = messages.filter((message) => !text.includes(message));
                expect(missing, "describe these in docs/troubleshooting.md, word for word").to.be.empty;
            });
        }
    }

    it("has a section for each topic that messages refer to", () => {
        const anchors = anchorsOf(page);
        expect(anchors).to.include.members([...helpTopics]);
        // A heading's second time would be numbered.
        expect(anchors.filter((anchor) => /-\d+$/.test(anchor))).to.be.empty;
    });

    it("has a topic for nothing that no message refers to", () => {
        const code = files.map((file) => readFileSync(file, "utf8"));
        for (const topic of helpTopics) {
            const uses = code.filter((source) => source.includes(`"${topic}"`)).length;
            // One of them is the list itself.
            expect(uses, topic).to.be.above(1);
        }
    });
});

/** Without what Markdown and line breaks add. */
function normalized(message: string): string {
    return message.replace(/`/g, "").replace(/\s+/g, " ").trim();
}

/** Three words of its own: shorter ones are pieces that other messages put together. */
function isSentence(message: string): boolean {
    return message.split(" ").filter((word) => /\p{L}/u.test(word)).length >= 3;
}

function typeScriptIn(source: string): string[] {
    return source.endsWith(".ts")
        ? [source]
        : readdirSync(source, { recursive: true, encoding: "utf8" })
              .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
              .sort()
              .map((name) => path.join(source, name));
}
