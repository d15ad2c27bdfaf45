import path from "node:path";
import { pulumiEngine } from "../../tools/pulumi-cli";
import { repository } from "../engine/support/packed-package";
import { run } from "./support/tools";
import { EARLIER_CLI } from "./support/versions";

const mocha = path.join(repository, "node_modules/mocha/bin/mocha.js");

describe(`on Pulumi ${EARLIER_CLI}`, function () {
    this.timeout(1_200_000);

    const env = { PULUMI_VERSION: EARLIER_CLI };
    before(() => pulumiEngine({ env: { ...process.env, ...env } }));

    for (const name of [
        "safety",
        "options",
        "profile-set",
        "native/lifecycle",
        "native/workspaces",
        "native/import",
    ]) {
        const file = `tests/engine/${name}.test.ts`;
        it(`all that ${file} promises holds`, () =>
            run(repository, process.execPath, [mocha, "--no-parallel", file], env));
    }
});
