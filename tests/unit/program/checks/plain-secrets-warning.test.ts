import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { profilesFromFile } from "../../../../provider";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { warnOfPlainSecrets } from "../../../../provider/program/checks/plain-secrets-warning";

describe("Profiles from a file with what looks like secrets", () => {
    let folder: string;
    let file: string;
    let warnings: string[];
    const { warn } = console;

    beforeEach(() => {
        // A new folder for each test: what has been said once of a file is not said again.
        folder = mkdtempSync(path.join(os.tmpdir(), "plain-secrets-"));
        file = write("users.json", {
            ada: { email: "ada@example.com", expo: { tokens: ["hush-1"] } },
            eve: { custom: { api_key: "hush-2" } },
            lin: { email: "lin@example.com" },
        });
        warnings = [];
        console.warn = (message: string) => {
            warnings.push(message.replace("warning: [runtime] ", ""));
        };
    });
    afterEach(() => {
        console.warn = warn;
        rmSync(folder, { recursive: true });
    });

    function write(name: string, profiles: object): string {
        writeFileSync(path.join(folder, name), JSON.stringify(profiles));
        return path.join(folder, name);
    }

    function expectedWarning(): string {
        const call = `profilesFromFile(${JSON.stringify(file)})`;
        return withHelp(
            `${call} has what looks like secrets, of 2 users: expo.tokens, custom.api_key. ` +
                `Pulumi's state would hold them in plain text; mark them with pulumi.secret(${call})`,
            "files",
        );
    }

    it("are warned of once where a resource takes them as they are, by their keys alone", () => {
        const profiles = profilesFromFile(file);
        expect(warnings).to.be.empty;

        warnOfPlainSecrets(profiles);
        warnOfPlainSecrets(profiles);

        expect(warnings).to.deep.equal([expectedWarning()]);
    });

    for (const [how, taken] of Object.entries<(profiles: Record<string, object>) => unknown>({
        "in another map": (profiles) => ({ ...profiles, other: {} }),
        "one by one": ({ eve }) => eve,
    })) {
        it(`are warned of where a resource takes them ${how}`, () => {
            warnOfPlainSecrets(taken(profilesFromFile(file)));
            expect(warnings).to.deep.equal([expectedWarning()]);
        });
    }

    it("are warned of as texts too", () => {
        warnOfPlainSecrets(profilesFromFile(file, { as: "text" }));
        expect(warnings).to.deep.equal([expectedWarning()]);
    });

    it("are not warned of where the program marks them as secret, replaces them, or takes users without any", () => {
        const profiles = profilesFromFile(file);
        warnOfPlainSecrets(pulumi.secret(profiles));
        warnOfPlainSecrets({ ada: pulumi.secret(profiles.ada) });
        warnOfPlainSecrets({ ada: { ...profiles.ada, expo: { tokens: pulumi.secret(["x"]) } } });
        warnOfPlainSecrets({ lin: profiles.lin });
        warnOfPlainSecrets({ inline: { expo: { tokens: ["x"] } } });
        for (const nothing of [undefined, null, "text", Promise.resolve(profiles), []]) {
            warnOfPlainSecrets(nothing);
        }
        expect(warnings).to.be.empty;
    });

    it("are not there in a file without any", () => {
        warnOfPlainSecrets(profilesFromFile(write("plain.json", { ada: { email: "ada@example.com" } })));
        expect(warnings).to.be.empty;
    });
});
