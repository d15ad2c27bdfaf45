import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { picture } from "../../tools/recording/picture";
import { lasting } from "../../tools/recording/session";

const recording = readFileSync(path.join(__dirname, "../../docs/session.svg"), "utf8");

describe("the recorded session", () => {
    it("shows the first up and the repair of a drift", () => {
        expect(textOf(recording)).to.match(
            /pulumi up .*\+ 4 created.*pulumi up --refresh.*"de-DE" => "en-GB".*~ 1 updated/s,
        );
    });

    it("has no machine's paths, addresses or times", () => {
        expect(textOf(recording)).not.to.match(
            /\/(home|root|tmp|work|Users)\/|\d+\.\d+\.\d+\.\d+|localhost|\d+m?s\b/,
        );
    });

    it("keeps the last line of each resource, as a terminal does, and no times", () => {
        const output = [
            "\u001b[1mUpdating (demo):\u001b[0m\n",
            " + courier:Profile ada \u001b[32mcreating (0s)\u001b[0m ",
            " + courier:Profile ada \u001b[32mcreated (0.14s)\u001b[0m ",
            "Resources:\n    + 1 created\n",
            "\u001b[1mDuration:\u001b[0m 13s\n",
        ].join("\n");
        expect(lasting(output)).to.equal(
            [
                "\u001b[1mUpdating (demo):\u001b[0m",
                " + courier:Profile ada \u001b[32mcreated\u001b[0m",
                "Resources:",
                "    + 1 created",
            ].join("\n"),
        );
    });

    it("is drawn with its colours and line breaks, and with every character of the text", () => {
        const svg = picture('\u001b[32m+ one\n\u001b[0m<two> & "three"\n\n\u001b[1mfour\u001b[0m');
        expect(textOf(svg)).to.equal('+ one\n<two> & "three"\n\nfour');
        expect(svg).to.match(/<tspan fill="#[0-9a-f]{6}">\+ one<\/tspan>/);
        expect(svg).to.contain('<tspan font-weight="bold">four</tspan>');
    });
});

/** The text of a picture, line by line. */
function textOf(svg: string): string {
    const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
    return Array.from(svg.matchAll(/<text[^>]*>(.*)<\/text>/g), ([, line = ""]) =>
        line.replace(/<[^>]+>/g, "").replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ""),
    ).join("\n");
}
