import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { python } from "../../cli/export/formats/python";
import type { JsonObject } from "../../provider/core/values/json";
import { runFolder } from "../engine/support/run-folder";
import { awkwardProfile, awkwardTexts } from "../unit/cli/support/awkward-texts";

/** In the places of Pulumi's SDK and the one that is made of the provider's schema: they say what a program declares. */
const sdks = {
    "pulumi.py": `
class Config:
    def require_secret(self, key):
        return {"secret": key}
    require_secret_object = require_secret
`,
    "pulumi_courier.py": `
import atexit, json
declared = []
def Profile(resource_name, *, user_id, profile):
    declared.append({"name": resource_name, "userId": user_id, "profile": profile})
atexit.register(lambda: print(json.dumps(declared)))
`,
};

describe("What pulumi-courier export --python prints", () => {
    async function declaredByPython(
        profiles: ReadonlyMap<string, JsonObject>,
        showSecrets: boolean,
    ): Promise<{ userId: string; profile: JsonObject }[]> {
        const folder = await mkdtemp(path.join(runFolder(), "python-"));
        await mkdir(path.join(folder, "sdks"));
        for (const [file, text] of Object.entries(sdks)) {
            await writeFile(path.join(folder, "sdks", file), text);
        }
        await writeFile(path.join(folder, "__main__.py"), python.print(profiles, { showSecrets }));
        const { stdout } = await promisify(execFile)("python3", ["__main__.py"], {
            cwd: folder,
            env: { ...process.env, PYTHONPATH: path.join(folder, "sdks"), PYTHONDONTWRITEBYTECODE: "1" },
        });
        return JSON.parse(stdout) as { userId: string; profile: JsonObject }[];
    }

    it("declares texts, keys, numbers and user ids as they are, however awkward", async () => {
        const profiles = new Map<string, JsonObject>([
            ["svc-ci", awkwardProfile],
            ...awkwardTexts
                .filter((text) => text !== "")
                .map((userId) => [userId, { name: userId }] as const),
        ]);
        const declared = await declaredByPython(profiles, true);
        expect(declared.map(({ userId, profile }) => [userId, profile])).to.deep.equal([...profiles]);
    });

    it("reads secrets from the configuration", async () => {
        const profile = { apn: { token: "SECRET" }, custom: { list: [{ api_key: 5 }] } };
        const [declared] = await declaredByPython(new Map([["svc-ci", profile]]), false);
        expect(declared?.profile).to.deep.equal({
            apn: { token: { secret: "svcCiApnToken" } },
            custom: { list: [{ api_key: { secret: "svcCiCustomList0ApiKey" } }] },
        });
    });
});
