import { expect } from "chai";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { helpTopics, withHelp } from "../../../provider/core/messages/help-links";
import { anchorsOf, relativeLinksIn } from "./support/links";

const repository = path.resolve(__dirname, "../../..");

describe("the pages in the package", () => {
    let files: readonly string[];
    before(async () => {
        const args = ["pack", "--dry-run", "--ignore-scripts", "--json", "--loglevel=error"];
        const { stdout } = await promisify(execFile)("npm", args, { cwd: repository });
        const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
        files = packed.files.map((file) => file.path);
    });

    const textOf = (file: string) => readFile(path.join(repository, file), "utf8");

    async function isInPackage(file: string, anchor: string | undefined): Promise<boolean> {
        const isThere = files.includes(file) || files.some((name) => name.startsWith(`${file}/`));
        return isThere && (anchor === undefined || anchorsOf(await textOf(file)).includes(anchor));
    }

    it("have no link that leads out of it", async () => {
        const broken: string[] = [];
        const pages = files.filter((file) => file.endsWith(".md"));
        expect(pages).to.include.members(["README.md", "docs/troubleshooting.md"]);
        for (const page of pages) {
            for (const link of relativeLinksIn(await textOf(page))) {
                const [target = "", anchor] = link.split("#");
                const file = target === "" ? page : path.join(path.dirname(page), target);
                if (!(await isInPackage(file, anchor))) broken.push(`${page}: ${link}`);
            }
        }
        expect(broken).to.deep.equal([]);
    });

    it("are where messages say that they are, in the node_modules of a project", async () => {
        for (const topic of helpTopics) {
            const message = withHelp("It failed", topic);
            const [, file = "", anchor] =
                /node_modules\/pulumi-courier\/(\S+)#([\w-]+)\)$/.exec(message) ?? [];
            expect(await isInPackage(file, anchor), message).to.equal(true);
        }
    });
});
